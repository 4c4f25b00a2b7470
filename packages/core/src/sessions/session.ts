import type { Clock, Millis } from '@freshet/kit';
import {
  type CloseCode,
  closeCodes,
  type EngineBlob,
  type ErrorCode,
  type EventData,
  errorTable,
  FreshetError,
  type Params,
  type Positions,
  type Result,
  type SessionEventName,
  type SessionID,
  StreamDeleteReason,
} from '@freshet/protocol';
import type { Log } from '../ports/log.ts';
import type { MediaPlane } from '../ports/media-plane.ts';
import type { Room, Seat } from '../rooms/room.ts';
import { type LogEntry, TopicLog } from '../rooms/topic-log.ts';
import type { StreamDirectory } from '../streams/directory.ts';
import type { Entrant } from './entrant.ts';
import { Publishing } from './publishing.ts';
import { Receiving } from './receiving.ts';
import { ResumeSecret, WrongSecret } from './resume-secret.ts';
import { TokenWatch } from './token-watch.ts';
import { sessionEnded, Turns } from './turns.ts';

/** The client's socket, as a session sees it. */
export type ClientLink = {
  send(text: string): void;
  /** Nothing is sent after it. */
  close(code: CloseCode, reason: string): void;
};

/** Why a session ended. */
export type SessionEnd = 'logout' | 'silent' | 'evicted' | 'kicked' | 'shutdown' | 'roomLost';

type Line =
  | { readonly name: 'detached' }
  | { readonly name: 'attached'; readonly link: ClientLink }
  | { readonly name: 'closed'; readonly end: SessionEnd };

/** What a session is made of. */
export type SessionOptions = {
  readonly id: SessionID;
  readonly entrant: Entrant;
  readonly loginEpoch: number;
  readonly room: Room;
  readonly wantsUsers: boolean;
  readonly media: MediaPlane;
  readonly directory: StreamDirectory;
  readonly clock: Clock;
  readonly settings: SessionSettings;
  readonly log: Log;
  /** The token has ended. */
  readonly tokenExpired: (session: Session) => void;
};

/** Periods and sizes of a session. */
export type SessionSettings = {
  /** A client that shows no sign of life for so long is gone. Milliseconds. */
  readonly heartbeatPeriod: Millis;
  /** How long a play waits for a stream that is on its way. Milliseconds. */
  readonly playPatience: Millis;
  /** Own events kept for a client that returns. */
  readonly logLength: number;
};

const END_OF_STREAM: Record<SessionEnd, StreamDeleteReason> = {
  logout: StreamDeleteReason.PublisherStopped,
  silent: StreamDeleteReason.HeartbeatTimeout,
  evicted: StreamDeleteReason.RepeatLogin,
  kicked: StreamDeleteReason.Kicked,
  shutdown: StreamDeleteReason.Disconnected,
  roomLost: StreamDeleteReason.Disconnected,
};

const CLOSE_CODE: Record<SessionEnd, CloseCode> = {
  logout: closeCodes.loggedOut,
  silent: closeCodes.silent,
  evicted: closeCodes.kicked,
  kicked: closeCodes.kicked,
  shutdown: closeCodes.goingAway,
  roomLost: closeCodes.goingAway,
};

/** One login of one user in one room. It outlives its sockets: media flows on while the client finds its way back. */
export class Session {
  readonly id: SessionID;
  readonly entrant: Entrant;
  readonly loginEpoch: number;
  readonly room: Room;
  readonly seat: Seat;
  readonly publishing: Publishing;
  readonly receiving: Receiving;
  readonly turns = new Turns();
  readonly log: Log;
  readonly #options: SessionOptions;
  readonly #events: TopicLog;
  readonly #secret = new ResumeSecret();
  readonly #tokenWatch: TokenWatch;
  #line: Line = { name: 'detached' };
  #looks = 0;

  constructor(options: SessionOptions, seat: Seat) {
    const { entrant, room, media, directory, settings } = options;
    this.#options = options;
    this.id = options.id;
    this.entrant = entrant;
    this.loginEpoch = options.loginEpoch;
    this.room = room;
    this.seat = seat;
    this.log = options.log;
    this.#events = new TopicLog('session', options.loginEpoch, settings.logLength);
    this.#tokenWatch = new TokenWatch(options.clock, {
      soon: (remainSeconds) => this.#tell('tokenWillExpire', { remainSeconds }),
      expired: () => options.tokenExpired(this),
    });
    this.#tokenWatch.watch(entrant.expire);
    this.publishing = new Publishing({
      entrant,
      sessionID: options.id,
      room,
      media,
      directory,
      patience: settings.heartbeatPeriod,
      interrupted: (streamID) => this.#tell('mediaLost', { target: { kind: 'publish', streamID } }),
      lost: (streamID, code) => this.#tell('publishLost', { streamID, code }),
    });
    this.receiving = new Receiving({
      entrant,
      room,
      media,
      directory,
      patience: settings.playPatience,
      viewerLost: () => this.#tell('mediaLost', { target: { kind: 'viewer' } }),
      playLost: (streamID, code) => this.#tell('playLost', { streamID, code }),
    });
  }

  get closed(): boolean {
    return this.#line.name === 'closed';
  }

  get attached(): boolean {
    return this.#line.name === 'attached';
  }

  /** The client is there. */
  touch(): void {
    this.#looks = 0;
  }

  /** Looks after the client, and answers how many looks ago it showed a sign of life. */
  look(): number {
    this.#looks += 1;
    return this.#looks;
  }

  /** What the client of a new session is told, besides the version. */
  welcome(viewer: EngineBlob): Omit<Result<'login'>, 'version'> {
    const { wantsUsers, settings } = this.#options;
    return {
      sessionID: this.id,
      resumeSecret: this.#secret.value,
      loginEpoch: this.loginEpoch,
      positions: { room: this.room.position, session: { epoch: this.loginEpoch, seq: 0 } },
      heartbeatPeriod: settings.heartbeatPeriod,
      roomSessionID: this.room.sessionID,
      room: this.room.snapshot(wantsUsers),
      viewer,
    };
  }

  /**
   * Lets the client return with the secret of its last answer, which is spent by it.
   *
   * @throws FreshetError 1002052 where the secret is wrong or the positions are from nowhere
   */
  resume(request: Params<'resume'>): Omit<Result<'resume'>, 'version'> {
    if (!this.#secret.matches(request.resumeSecret)) throw new WrongSecret();
    if (!this.#events.since(request.positions.session)) throw new FreshetError(1002052);
    this.#secret.rotate();
    this.touch();
    const { wantsUsers, settings } = this.#options;
    const told = this.room.since(request.positions.room, wantsUsers);
    return {
      resumeSecret: this.#secret.value,
      positions: told ? request.positions : { ...request.positions, room: this.room.position },
      heartbeatPeriod: settings.heartbeatPeriod,
      ...(told ? {} : { room: this.room.snapshot(wantsUsers) }),
      publishing: this.publishing.streamIDs,
      playing: this.receiving.streamIDs,
    };
  }

  /** Sends what follows `from`, and from now on every event, over `link`, in the place of an earlier one. */
  attach(link: ClientLink, from: Positions): void {
    const before = this.#line;
    if (before.name !== 'closed') this.#line = { name: 'attached', link };
    if (before.name === 'attached') before.link.close(closeCodes.superseded, 'another socket took over');
    const room = this.room.since(from.room, this.#options.wantsUsers);
    const own = this.#events.since(from.session);
    // Whoever cannot be told everything any more comes back, and gets a snapshot.
    if (!room || !own) return link.close(closeCodes.slowReader, 'too much was missed');
    for (const entry of [...room, ...own]) link.send(entry.text);
    if (before.name === 'closed') link.close(CLOSE_CODE[before.end], before.end);
  }

  /** The socket is gone; the session waits for the next one, a whole heartbeat period from now. */
  detach(link: ClientLink): void {
    if (this.#line.name !== 'attached' || this.#line.link !== link) return;
    this.#line = { name: 'detached' };
    this.touch();
  }

  /** Takes an event of the room. */
  deliver(entry: LogEntry): void {
    if (this.#line.name === 'attached') this.#line.link.send(entry.text);
  }

  /**
   * Takes a new token; streams that it does not allow end with 1002082.
   *
   * @throws FreshetError as a login with it would be refused
   */
  async renewToken(token: string): Promise<void> {
    await this.entrant.renew(token);
    this.checkOpen();
    this.#tokenWatch.watch(this.entrant.expire);
    this.publishing.checkAgain();
  }

  /** @throws FreshetError 1000002 where the session has ended */
  checkOpen(): void {
    if (this.closed) throw sessionEnded();
  }

  /** Ends everything of the session, and tells the client. */
  close(end: SessionEnd, code?: ErrorCode, reason?: string): void {
    if (this.#line.name === 'closed') return;
    if (code) this.#tell('kicked', { code, reason: reason ?? errorTable[code].means });
    const line = this.#line;
    this.#line = { name: 'closed', end };
    this.turns.close();
    this.#tokenWatch.close();
    this.receiving.close();
    this.publishing.close(END_OF_STREAM[end]);
    if (line.name === 'attached') line.link.close(CLOSE_CODE[end], end);
  }

  #tell<E extends SessionEventName>(event: E, data: EventData<E>): void {
    if (this.closed) return;
    this.deliver(this.#events.append(event, data));
  }
}
