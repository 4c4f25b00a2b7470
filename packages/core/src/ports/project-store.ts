import type { AppID } from '@freshet/protocol';

/** What a project may do. */
export type ServiceSwitches = {
  /** Playing straight from the origin. */
  readonly rtc: boolean;
  /** Playing through the relay tree; off until an operator switches it on. */
  readonly l3: boolean;
  /** Unsafe: takes tokens of the CBC form, which have no integrity. For backends that cannot mint the GCM form yet. */
  readonly cbcTokens: boolean;
  /** Refuses tokens without a privilege payload. */
  readonly privilegeTokens: boolean;
  /** Kicks a user whose token expires, with 1002056; else the user stays until it logs in or publishes again. */
  readonly kickOnExpiry: boolean;
  /** Lets a login play streams of the project's other rooms. */
  readonly crossRoomPlay: boolean;
};

/** One adopter's application. */
export type Project = {
  readonly appID: AppID;
  readonly name: string;
  /** 32 characters; the key of its tokens. Kept encrypted at rest. */
  readonly serverSecret: string;
  readonly switches: ServiceSwitches;
};

/** Where projects are kept. */
export interface ProjectStore {
  get(appID: AppID): Promise<Project | undefined>;
  list(): Promise<readonly Project[]>;
  /** Makes a project with a random AppID and secret. */
  create(name: string, switches: ServiceSwitches): Promise<Project>;
  setSwitches(appID: AppID, switches: ServiceSwitches): Promise<Project>;
}

/** What a new project may do: everything that is unsafe or has its price is off. */
export const defaultSwitches: ServiceSwitches = {
  rtc: true,
  l3: false,
  cbcTokens: false,
  privilegeTokens: false,
  kickOnExpiry: false,
  crossRoomPlay: false,
};
