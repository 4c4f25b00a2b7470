import { type Millis, millis } from '@freshet/kit';
import {
  type EngineBlob,
  limits,
  type Positions,
  protocolVersions,
  type RoomSnapshot,
  type User,
} from '@freshet/protocol';
import type { SignallingSocket } from '../signalling/socket.ts';

/** What a login says. */
export type Credentials = {
  readonly appID: number;
  readonly roomID: string;
  readonly user: User;
  /** Empty for a login with the AppSign. */
  readonly token: string;
  /** Shown where there is no token. */
  readonly appSign?: string | undefined;
  readonly isUserStatusNotify: boolean;
  readonly maxMemberCount: number;
};

/** How a room was entered: as new, or on a return with what the server still holds of this session. */
export type Entry =
  | { readonly way: 'login'; readonly viewer: EngineBlob }
  | { readonly way: 'resume'; readonly publishing: readonly string[]; readonly playing: readonly string[] };

/** A room that was just entered. */
export type Entrance = {
  readonly entry: Entry;
  /** From where events follow. */
  readonly positions: Positions;
  /** The room as it is; absent where the events that follow tell everything. */
  readonly room?: RoomSnapshot | undefined;
  /** How long the server keeps a session that shows no sign of life. Milliseconds. */
  readonly heartbeatPeriod: Millis;
  /** JSON for the application. */
  readonly extendedData: string;
};

type Session = { readonly sessionID: string; readonly resumeSecret: string };

/** Gets a client into its room: by login at first, by its session's secret on a return, by login again without one. */
export class Pass {
  /** What a login shows. */
  token: string;
  readonly #credentials: Credentials;
  readonly #attempt = drawAttempt();
  #session: Session | undefined;
  #loginEpoch: number | undefined;
  #plays: number = limits.plays;

  constructor(credentials: Credentials) {
    this.#credentials = credentials;
    this.token = credentials.token;
  }

  /** Streams that may be played at once: as the last login was told, the usual number before the first. */
  get plays(): number {
    return this.#plays;
  }

  /**
   * Enters on a fresh socket.
   *
   * @param positions how far this client has followed the session it returns to
   * @throws FreshetError with the server's code
   */
  enter(socket: SignallingSocket, positions: Positions | undefined): Promise<Entrance> {
    return this.#session && positions ? this.#resume(socket, this.#session, positions) : this.#login(socket);
  }

  /** The server does not know the session any more: the next entry is a login. Answers whether there was a session. */
  forgetSession(): boolean {
    const had = this.#session !== undefined;
    this.#session = undefined;
    return had;
  }

  /** As if the server had forgotten the session: it will not know the one that is asked for. */
  mistakeSession(): void {
    if (this.#session) this.#session = { sessionID: 'forgotten', resumeSecret: '' };
  }

  async #login(socket: SignallingSocket): Promise<Entrance> {
    const { appID, appSign, roomID, user, isUserStatusNotify, maxMemberCount } = this.#credentials;
    const answer = await socket.request('login', {
      versions: [...protocolVersions],
      appID,
      roomID,
      user,
      token: this.token,
      ...(this.token === '' && appSign !== undefined ? { appSign } : {}),
      config: { isUserStatusNotify, maxMemberCount },
      ...(this.#loginEpoch === undefined ? { attempt: this.#attempt } : { repeats: this.#loginEpoch }),
    });
    this.#session = { sessionID: answer.sessionID, resumeSecret: answer.resumeSecret };
    this.#loginEpoch = answer.loginEpoch;
    this.#plays = answer.plays;
    return {
      entry: { way: 'login', viewer: answer.viewer },
      positions: answer.positions,
      room: answer.room,
      heartbeatPeriod: millis(answer.heartbeatPeriod),
      extendedData: JSON.stringify({ room_session_id: answer.roomSessionID }),
    };
  }

  async #resume(socket: SignallingSocket, session: Session, positions: Positions): Promise<Entrance> {
    const { sessionID, resumeSecret } = session;
    const versions = [...protocolVersions];
    const answer = await socket.request('resume', { versions, sessionID, resumeSecret, positions });
    this.#session = { sessionID, resumeSecret: answer.resumeSecret };
    // The server lets the former secret go with the first word that shows that its answer was heard.
    socket.request('ping', {}).catch(() => undefined);
    const { publishing, playing, room } = answer;
    return {
      entry: { way: 'resume', publishing, playing },
      positions: answer.positions,
      room,
      heartbeatPeriod: millis(answer.heartbeatPeriod),
      extendedData: '{}',
    };
  }
}

// Names the call that the logins of one pass are made for. `crypto.randomUUID` exists on secure pages alone.
function drawAttempt(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join('-');
}
