import type { Emitter, Millis } from '@freshet/kit';
import { type AppID, limits } from '@freshet/protocol';

/** What a project may do. */
export type ServiceSwitches = {
  /** Playing straight from the origin. */
  readonly rtc: boolean;
  /** Playing through the relay tree; off until an operator switches it on. */
  readonly l3: boolean;
  /** Playing as LL-HLS. */
  readonly cdn: boolean;
  /** Telling the adopter's backend of rooms, users and streams. */
  readonly callbacks: boolean;
  /** Unsafe: logs a client in with the project's AppSign alone, which every copy of the application carries. */
  readonly appSignLogin: boolean;
  /** Unsafe: takes tokens of the CBC form, which have no integrity. For backends that cannot mint the GCM form yet. */
  readonly cbcTokens: boolean;
  /** Refuses tokens without a privilege payload. */
  readonly privilegeTokens: boolean;
  /** Kicks a user whose token expires, with 1002056; else the user stays until it logs in or publishes again. */
  readonly kickOnExpiry: boolean;
  /** Lets a login play streams of the project's other rooms. */
  readonly crossRoomPlay: boolean;
  /**
   * Takes the original's set of userNames alone, for adopters whose other systems hold it: digits, letters and
   * ~!@#$%^&*()_+=-`;’,.<>/\. It is asked at each login; those who are in stay.
   */
  readonly asciiUserNames: boolean;
};

/** What a project may use at once on this installation; 0 is no limit, but of plays. */
export type ProjectLimits = {
  readonly rooms: number;
  /** Users of all its rooms together. */
  readonly users: number;
  /** Users of one room. */
  readonly roomUsers: number;
  /** Streams that one login plays, from 1 to {@link limits.mostPlays}. Who is in keeps what the login was told. */
  readonly plays: number;
};

/** The events that a backend can be told of. */
export const noticeNames = [
  'room_create',
  'room_close',
  'room_login',
  'room_logout',
  'stream_create',
  'stream_close',
] as const;
export type NoticeName = (typeof noticeNames)[number];

/** A secret that was replaced and still counts for a while. */
export type FormerSecret = {
  readonly secret: string;
  /** Milliseconds since the Unix epoch. */
  readonly until: Millis;
};

/** One adopter's application. Its secrets are kept encrypted at rest. */
export type Project = {
  readonly appID: AppID;
  readonly name: string;
  /** Nobody logs in to a paused project, and those who are in are sent away. */
  readonly state: 'active' | 'paused';
  /** Milliseconds since the Unix epoch. */
  readonly created: Millis;
  /** 32 characters; the key of its tokens and of the signed server API. */
  readonly serverSecret: string;
  readonly formerServerSecret?: FormerSecret;
  /** 32 characters; signs its callbacks. */
  readonly callbackSecret: string;
  readonly formerCallbackSecret?: FormerSecret;
  /** 64 hexadecimal characters. */
  readonly appSign: string;
  readonly formerAppSign?: FormerSecret;
  readonly switches: ServiceSwitches;
  /** Origins whose pages may connect, such as `https://shop.example`; every origin where none is named. */
  readonly origins: readonly string[];
  readonly limits: ProjectLimits;
  /** Where each event is told, an absolute URL of http or https. */
  readonly callbackURLs: Readonly<Partial<Record<NoticeName, string>>>;
};

/** What an operator may change of a project. What is not named stays as it is, also within switches, limits and URLs. */
export type ProjectChange = Partial<Pick<Project, 'name' | 'state' | 'origins'>> & {
  readonly switches?: Partial<ServiceSwitches>;
  readonly limits?: Partial<ProjectLimits>;
  /** An event that is named without a URL is told no more. */
  readonly callbackURLs?: Readonly<Partial<Record<NoticeName, string | undefined>>>;
};

/** The secrets of a project that can be replaced. */
export type SecretName = 'serverSecret' | 'callbackSecret' | 'appSign';

export type ProjectEvents = {
  /** After the change; `project` is missing once it is deleted. */
  changed: { readonly appID: AppID; readonly project: Project | undefined };
};

/** Where projects are kept. */
export interface ProjectStore {
  readonly events: Emitter<ProjectEvents>;
  get(appID: AppID): Promise<Project | undefined>;
  /** Every project, oldest first. */
  list(): Promise<readonly Project[]>;
  /** Makes a project with a random AppID and secrets. */
  create(name: string, switches: ServiceSwitches): Promise<Project>;
  /** @throws FreshetError 1001004 where there is no such project */
  update(appID: AppID, change: ProjectChange): Promise<Project>;
  /**
   * Puts a new random secret in the place of the old one, which counts for `overlap` more. Changes nothing while the
   * overlap of the last rotation runs: whoever relies on the one before is not cut off unawares.
   *
   * @param overlap milliseconds
   * @throws FreshetError 1001004 where there is no such project
   */
  rotate(appID: AppID, secret: SecretName, overlap: Millis): Promise<Project | 'overlapping'>;
  /**
   * Lets the secret before the present one count no longer.
   *
   * @throws FreshetError 1001004 where there is no such project
   */
  endOverlap(appID: AppID, secret: SecretName): Promise<Project>;
  /** Removes a project and everything kept for it; answers whether there was one. */
  remove(appID: AppID): Promise<boolean>;
}

/** What a new project may do: everything that is unsafe or has its price is off. */
export const defaultSwitches: ServiceSwitches = {
  rtc: true,
  l3: false,
  cdn: false,
  callbacks: false,
  appSignLogin: false,
  cbcTokens: false,
  privilegeTokens: false,
  kickOnExpiry: false,
  crossRoomPlay: false,
  asciiUserNames: false,
};

/** A new project is limited by its machine alone, and each of its logins by what one client can play. */
export const defaultLimits: ProjectLimits = { rooms: 0, users: 0, roomUsers: 0, plays: limits.plays };
