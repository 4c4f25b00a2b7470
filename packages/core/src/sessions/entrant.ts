import type { Clock, Millis } from '@freshet/kit';
import {
  type AppID,
  FreshetError,
  type Params,
  type RoomID,
  refuseAppID,
  refuseNonAsciiUserName,
  refuseRoomID,
  refuseUserID,
  refuseUserName,
  type StreamID,
  type User,
  type UserID,
} from '@freshet/protocol';
import * as Token from '@freshet/token';
import type { RuleBook, Who } from '../control/rule-book.ts';
import type { Project, ProjectStore } from '../ports/project-store.ts';
import type { Caller } from './caller.ts';
import { type Admission, refuseProof, verifyAppSign, verifyToken } from './credentials.ts';
import type { Farewell } from './session-end.ts';

/** Who may decide on a login. */
export type AdmissionOptions = {
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly rules: Pick<RuleBook, 'bars' | 'isForbidden'>;
  readonly clock: Clock;
};

/** A user who was let into one room, by what, and what that allows there. */
export class Entrant {
  readonly appID: AppID;
  readonly roomID: RoomID;
  readonly user: User;
  /** 0 for an AppSign, 4 for a Token04. */
  readonly authLevel: 0 | 4;
  #caller: Caller;
  #admission: Admission;
  /** As it was when the user was last held against it. */
  #project: Project;
  readonly #options: AdmissionOptions;

  /**
   * Holds a login against its project, its token and the rules.
   *
   * @throws FreshetError the code of the first that refuses it
   */
  static async admit(login: Params<'login'>, caller: Caller, options: AdmissionOptions): Promise<Entrant> {
    const { appID, roomID, user, token, appSign } = login;
    const refused =
      refuseAppID(appID) ?? refuseRoomID(roomID) ?? refuseUserID(user.userID) ?? refuseUserName(user.userName);
    if (refused) throw new FreshetError(refused);
    const project = await findProject(appID as AppID, options.projects);
    refuse(refuseCaller(project, caller));
    checkName(project, user);
    const userID = user.userID as UserID;
    const byAppSign = token === '' && appSign !== undefined;
    const admission = byAppSign
      ? verifyAppSign(appSign, project, userID, options.clock)
      : await verifyToken(token, project, userID, options.clock);
    Token.checkLogin(admission.grant, roomID as RoomID);
    const entrant = new Entrant(login, caller, { admission, project }, options);
    entrant.checkEntry();
    return entrant;
  }

  private constructor(
    { appID, roomID, user }: Params<'login'>,
    caller: Caller,
    { admission, project }: { readonly admission: Admission; readonly project: Project },
    options: AdmissionOptions,
  ) {
    this.appID = appID as AppID;
    this.roomID = roomID as RoomID;
    this.user = user;
    this.authLevel = admission.proof.kind === 'appSign' ? 0 : 4;
    this.#caller = caller;
    this.#admission = admission;
    this.#project = project;
    this.#options = options;
  }

  /** Where the user's last socket came from. */
  get address(): string {
    return this.#caller.address;
  }

  get userID(): UserID {
    return this.user.userID as UserID;
  }

  /** What rules may be about. */
  get who(): Who {
    return { roomID: this.roomID, userID: this.userID, address: this.address };
  }

  /** The project as it is now: its switches may have changed since the login. */
  project(): Promise<Project> {
    return findProject(this.appID, this.#options.projects);
  }

  /** When the token ends. Milliseconds since the Unix epoch. */
  get expire(): Millis {
    return this.#admission.grant.expire;
  }

  /** The user goes on from another place. */
  move(caller: Caller): void {
    this.#caller = caller;
  }

  /** @throws FreshetError 1000039 where the project does not let the page in from which the user wants to go on */
  checkCaller(caller: Caller): void {
    refuse(refuseCaller(this.#project, caller));
  }

  /**
   * Takes a new token of the same user in the place of the old one.
   *
   * @throws FreshetError as a login with it would be refused; the old token then still stands
   */
  async renew(token: string): Promise<void> {
    const admission = await verifyToken(token, await this.project(), this.userID, this.#options.clock);
    Token.checkLogin(admission.grant, this.roomID);
    const former = this.#admission;
    this.#admission = admission;
    // The project may have changed while the token was verified; from here on a change meets the new one.
    await this.checkProject().catch((refusal: unknown) => {
      if (this.#admission === admission) this.#admission = former;
      throw refusal;
    });
  }

  /** What the project says to those who came in as this user did, and are where it is; `undefined` where they may stay. */
  get refused(): Farewell | undefined {
    const [project, now] = [this.#project, this.#options.clock.now()];
    return refuseCaller(project, this.#caller) ?? refuseProof(this.#admission.proof, project, now);
  }

  /** Answers {@link refused} of the project as it is now. */
  hold(project: Project): Farewell | undefined {
    this.#project = project;
    return this.refused;
  }

  /**
   * @throws FreshetError 1001004 or 1000037 where the project is gone or paused by now, 1000039 where it no longer lets
   * the user's page in, 1002067, 1001005 or 1002033 where it no longer takes what the user showed
   */
  async checkProject(): Promise<void> {
    const known = this.#project;
    const read = await this.project();
    // What was told meanwhile is newer than what was read.
    refuse(this.#project === known ? this.hold(read) : this.refused);
  }

  /** @throws FreshetError 1002066 where a rule keeps the user out */
  checkEntry(): void {
    if (this.#options.rules.bars(this.appID, this.who, 'login')) throw new FreshetError(1002066);
  }

  /**
   * Whether the token allows this publish now, and no rule forbids it.
   *
   * @throws FreshetError 1002078 where it has expired, 1003072 where it never did, 1003025 where it is forbidden
   */
  checkPublish(streamID: StreamID): void {
    const { rules, clock } = this.#options;
    Token.checkPublish(this.#admission.grant, this.roomID, streamID, clock.now());
    const isForbidden = rules.isForbidden(this.appID, streamID) || rules.bars(this.appID, this.who, 'publish');
    if (isForbidden) throw new FreshetError(1003025);
  }

  /** @throws FreshetError 1004025 where the stream is forbidden */
  checkPlay(streamID: StreamID): void {
    if (this.#options.rules.isForbidden(this.appID, streamID)) throw new FreshetError(1004025);
  }
}

function refuseCaller({ state, origins }: Project, { origin }: Caller): Farewell | undefined {
  if (state === 'paused') return { code: 1000037 };
  const isOut = origin !== undefined && origins.length > 0 && !origins.includes(origin);
  return isOut ? { code: 1000039, reason: `the project does not let pages of ${origin.slice(0, 256)} in` } : undefined;
}

function refuse(refused: Farewell | undefined): void {
  if (refused) throw new FreshetError(refused.code, refused.reason);
}

function checkName({ switches }: Project, { userName }: User): void {
  const refused = switches.asciiUserNames ? refuseNonAsciiUserName(userName) : undefined;
  if (refused) throw new FreshetError(refused, 'this project takes ASCII userNames alone');
}

async function findProject(appID: AppID, projects: Pick<ProjectStore, 'get'>): Promise<Project> {
  const project = await projects.get(appID);
  if (!project) throw new FreshetError(1001004);
  return project;
}
