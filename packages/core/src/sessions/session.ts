import type { Clock, Millis } from '@freshet/kit';
import {
  closeCodes,
  type EngineBlob,
  type EventData,
  errorTable,
  FreshetError,
  type Params,
  type Positions,
  type Result,
  type SessionEventName,
  type SessionID,
  type StreamID,
  type User,
} from '@freshet/protocol';
import type { RuleBook } from '../control/rule-book.ts';
import type { Log } from '../ports/log.ts';
import type { MediaPlane } from '../ports/media-plane.ts';
import type { Reports } from '../quality/reports.ts';
import type { Room } from '../rooms/room.ts';
import { type StreamKey, streamKey } from '../rooms/room-key.ts';
import type { Seat } from '../rooms/seat.ts';
import { type LogEntry, TopicLog } from '../rooms/topic-log.ts';
import type { Audience } from '../streams/audience.ts';
import type { StreamDirectory } from '../streams/directory.ts';
import type { ClientLink } from './client-link.ts';
import type { Entrant } from './entrant.ts';
import { Publishing } from './publishing.ts';
import { Receiving } from './receiving.ts';
import { ResumeSecret } from './resume-secret.ts';
import { departures, endCloseCodes, type Farewell, type SessionEnd } from './session-end.ts';
import type { SessionSettings } from './session-settings.ts';
import { Talk } from './talk.ts';
import { TokenWatch } from './token-watch.ts';
import { sessionEnded, Turns } from './turns.ts';

type Line =
  | { readonly name: 'detached' }
  | { readonly name: 'attached'; readonly link: ClientLink }
  | { readonly name: 'closed'; readonly end: SessionEnd; readonly farewell: Farewell | undefined };

/** What a session is made of. */
export type SessionOptions = {
  readonly id: SessionID;
  readonly entrant: Entrant;
  readonly loginEpoch: number;
  readonly room: Room;
  readonly wantsUsers: boolean;
  /** Streams that it plays at once at most. */
  readonly plays: number;
  readonly media: MediaPlane;
  readonly directory: StreamDirectory;
  readonly rules: RuleBook;
  readonly viewers: Audience<StreamKey, Session>;
  readonly reports: Reports;
  /** Another session of this node. */
  readonly find: (id: SessionID) => Session | undefined;
  readonly clock: Clock;
  readonly settings: SessionSettings;
  readonly log: Log;
  /** The token has ended. */
  readonly tokenExpired: (session: Session) => void;
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
  /** What its user says. */
  readonly talk: Talk;
  readonly #options: SessionOptions;
  readonly #events: TopicLog;
  readonly secret = new ResumeSecret();
  readonly #tokenWatch: TokenWatch;
  #line: Line = { name: 'detached' };
  #looks = 0;

  constructor(options: SessionOptions, seat: Seat) {
    const { entrant, room, media, directory, rules, settings } = options;
    this.#options = options;
    this.id = options.id;
    this.entrant = entrant;
    this.loginEpoch = options.loginEpoch;
    this.room = room;
    this.seat = seat;
    this.log = options.log;
    this.talk = new Talk({ ...options, user: entrant.user, sendTo: (userID, text) => this.#sendTo(userID, text) });
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
      clock: options.clock,
      muting: (streamID) => rules.muting(entrant.appID, entrant.roomID, streamID),
      patience: settings.heartbeatPeriod,
      interrupted: (streamID) => this.#tell('mediaLost', { target: { kind: 'publish', streamID } }),
      lost: (streamID, code) => this.#tell('publishLost', { streamID, code }),
    });
    this.receiving = new Receiving({
      entrant,
      room,
      media,
      directory,
      most: options.plays,
      playing: (streamID, isPlaying) => this.#plays(streamID, isPlaying),
      patience: settings.playPatience,
      viewerLost: () => this.#tell('mediaLost', { target: { kind: 'viewer' } }),
      playLost: (streamID, code) => this.#tell('playLost', { streamID, code }),
    });
  }

  get closed(): boolean {
    return this.#line.name === 'closed';
  }

  /** What its client was told of its end; nothing while it goes on, and where there was nothing to tell. */
  get farewell(): Farewell | undefined {
    return this.#line.name === 'closed' ? this.#line.farewell : undefined;
  }

  get attached(): boolean {
    return this.#line.name === 'attached';
  }

  /** Milliseconds since the Unix epoch. */
  get loginTime(): Millis {
    return this.seat.loginTime;
  }

  /** The client says something: it is there, and it has the secret by which it returns. */
  touch(): void {
    this.#looks = 0;
    this.secret.arrived();
  }

  /** Looks after the client, and answers how many looks ago it showed a sign of life. */
  look(): number {
    this.#looks += 1;
    return this.#looks;
  }

  /** What the client of a new session is told, besides the version. */
  welcome(viewer: EngineBlob): Omit<Result<'login'>, 'version'> {
    const { wantsUsers, plays, settings } = this.#options;
    return {
      sessionID: this.id,
      resumeSecret: this.secret.value,
      loginEpoch: this.loginEpoch,
      positions: { room: this.room.position, session: { epoch: this.loginEpoch, seq: 0 } },
      heartbeatPeriod: settings.heartbeatPeriod,
      roomSessionID: this.room.sessionID,
      room: this.room.snapshot(wantsUsers),
      plays,
      viewer,
    };
  }

  /**
   * Lets the client return with the secret of its last answer, which is spent by it; where this answer is lost, it
   * counts once more.
   *
   * @throws FreshetError 1002052 where the secret is wrong, as a WrongSecret where it was guessed, or the positions are
   * from nowhere
   */
  resume(request: Params<'resume'>): Omit<Result<'resume'>, 'version'> {
    this.secret.check(request.resumeSecret);
    if (!this.#events.since(request.positions.session)) throw new FreshetError(1002052);
    this.secret.spend(request.resumeSecret);
    // What comes late from the socket before is no sign that this answer has arrived.
    this.#supersede();
    this.#looks = 0;
    const { wantsUsers, settings } = this.#options;
    const told = this.room.since(request.positions.room, wantsUsers);
    return {
      resumeSecret: this.secret.value,
      positions: told ? request.positions : { ...request.positions, room: this.room.position },
      heartbeatPeriod: settings.heartbeatPeriod,
      ...(told ? {} : { room: this.room.snapshot(wantsUsers) }),
      publishing: this.publishing.streamIDs,
      playing: this.receiving.streamIDs,
    };
  }

  /** Sends what follows `from`, and from now on every event, over `link`, in the place of an earlier one. */
  attach(link: ClientLink, from: Positions): void {
    this.#supersede();
    const line = this.#line;
    if (line.name !== 'closed') this.#line = { name: 'attached', link };
    this.room.stir();
    const room = this.room.since(from.room, this.#options.wantsUsers);
    const own = this.#events.since(from.session);
    // Whoever cannot be told everything any more comes back, and gets a snapshot.
    if (!room || !own) return link.close(closeCodes.slowReader, 'too much was missed');
    for (const entry of [...room, ...own]) link.send(entry.text);
    if (line.name === 'closed') link.close(endCloseCodes[line.end], line.end);
  }

  /** The socket is gone; the session waits for the next one, a whole heartbeat period from now. */
  detach(link: ClientLink): void {
    if (this.#line.name !== 'attached' || this.#line.link !== link) return;
    this.#line = { name: 'detached' };
    this.room.stir();
    this.#looks = 0;
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
  close(end: SessionEnd, farewell?: Farewell): void {
    if (this.#line.name === 'closed') return;
    if (farewell) this.#sayFarewell(farewell);
    const line = this.#line;
    this.#line = { name: 'closed', end, farewell };
    this.turns.close();
    this.#tokenWatch.close();
    this.receiving.close();
    this.publishing.close(departures[end].streams);
    if (line.name === 'attached') line.link.close(endCloseCodes[end], end);
  }

  /** Sends a command to this user alone. */
  command(fromUser: User, command: string): void {
    this.#tell('personalCommand', { fromUser, command });
  }

  /** Takes down how its streams went. */
  report(report: Params<'report'>): void {
    const { entrant, reports } = this.#options;
    reports.take(this.id, entrant, {
      publishes: report.publishes.filter(({ streamID }) => this.publishing.has(streamID)),
      plays: report.plays.filter(({ streamID }) => this.receiving.has(streamID)),
    });
  }

  #supersede(): void {
    const line = this.#line;
    if (line.name !== 'attached') return;
    this.#line = { name: 'detached' };
    this.room.stir();
    line.link.close(closeCodes.superseded, 'another socket took over');
  }

  #sendTo(userID: string, command: string): void {
    const { room, entrant, find } = this.#options;
    const seat = room.member(userID)?.seat;
    if (seat) find(seat.sessionID)?.command(entrant.user, command);
  }

  #sayFarewell({ code, reason }: Farewell): void {
    this.#tell('kicked', { code, reason: reason ?? errorTable[code].means });
  }

  #plays(streamID: StreamID, isPlaying: boolean): void {
    const { viewers, entrant, room } = this.#options;
    const key = streamKey(entrant.appID, streamID);
    if (isPlaying) viewers.enter(key, this);
    else viewers.leave(key, this);
    room.stir();
  }

  #tell<E extends SessionEventName>(event: E, data: EventData<E>): void {
    if (this.closed) return;
    this.deliver(this.#events.append(event, data));
  }
}
