import type { Clock, Millis } from '@freshet/kit';
import {
  type AppID,
  FreshetError,
  type Params,
  type RoomID,
  refuseAppID,
  refuseRoomID,
  refuseUserID,
  refuseUserName,
  type StreamID,
  type User,
  type UserID,
} from '@freshet/protocol';
import * as Token from '@freshet/token';
import type { Project, ProjectStore } from '../ports/project-store.ts';

/** Who may decide on a login. */
export type AdmissionOptions = { readonly projects: Pick<ProjectStore, 'get'>; readonly clock: Clock };

/** A user whom a token lets into one room, and what the token allows there. */
export class Entrant {
  readonly appID: AppID;
  readonly roomID: RoomID;
  readonly user: User;
  #grant: Token.Grant;
  readonly #options: AdmissionOptions;

  /**
   * Holds a login against its project and its token.
   *
   * @throws FreshetError the code of the first rule that refuses it
   */
  static async admit(login: Params<'login'>, options: AdmissionOptions): Promise<Entrant> {
    const { appID, roomID, user, token } = login;
    const refused =
      refuseAppID(appID) ?? refuseRoomID(roomID) ?? refuseUserID(user.userID) ?? refuseUserName(user.userName);
    if (refused) throw new FreshetError(refused);
    const project = await findProject(appID as AppID, options.projects);
    const grant = await verify(token, project, user, options.clock);
    Token.checkLogin(grant, roomID as RoomID);
    return new Entrant(project.appID, roomID as RoomID, user, grant, options);
  }

  private constructor(appID: AppID, roomID: RoomID, user: User, grant: Token.Grant, options: AdmissionOptions) {
    this.appID = appID;
    this.roomID = roomID;
    this.user = user;
    this.#grant = grant;
    this.#options = options;
  }

  /** The project as it is now: its switches may have changed since the login. */
  project(): Promise<Project> {
    return findProject(this.appID, this.#options.projects);
  }

  /** When the token ends. Milliseconds since the Unix epoch. */
  get expire(): Millis {
    return this.#grant.expire;
  }

  /**
   * Takes a new token of the same user in the place of the old one.
   *
   * @throws FreshetError as a login with it would be refused; the old token then still stands
   */
  async renew(token: string): Promise<void> {
    const grant = await verify(token, await this.project(), this.user, this.#options.clock);
    Token.checkLogin(grant, this.roomID);
    this.#grant = grant;
  }

  /**
   * Whether the token allows this publish now.
   *
   * @throws FreshetError 1002078 where it has expired, 1003072 where it never did
   */
  checkPublish(streamID: StreamID): void {
    Token.checkPublish(this.#grant, this.roomID, streamID, this.#options.clock.now());
  }
}

function verify(token: string, project: Project, user: User, clock: Clock): Promise<Token.Grant> {
  return Token.verify(token, {
    appID: project.appID,
    secret: project.serverSecret,
    userID: user.userID as UserID,
    allowCbc: project.switches.cbcTokens,
    requirePrivileges: project.switches.privilegeTokens,
    now: clock.now(),
  });
}

async function findProject(appID: AppID, projects: Pick<ProjectStore, 'get'>): Promise<Project> {
  const project = await projects.get(appID);
  if (!project) throw new FreshetError(1001004);
  return project;
}
