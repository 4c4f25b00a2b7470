import { Emitter, type Millis, millis, Scope } from '@freshet/kit';
import {
  asFreshetError,
  type ErrorCode,
  FreshetError,
  type Method,
  type Params,
  type Result,
  type StreamInfo,
  type User,
} from '@freshet/protocol';
import type { Tell } from '../delivery.ts';
import type { RoomResult } from '../engine-api.ts';
import { Alarm } from '../life/alarm.ts';
import { Gate } from '../life/gate.ts';
import { Persistence, passes } from '../life/persistence.ts';
import { listenTo, type WakeUps } from '../life/wake-ups.ts';
import { Ended, within } from '../life/within.ts';
import { startHeartbeat } from '../signalling/heartbeat.ts';
import { SentAway } from '../signalling/refusal.ts';
import { type LossPoint, SignallingSocket } from '../signalling/socket.ts';
import { type Kick, News, type RoomNews } from './news.ts';
import { type Credentials, type Entry, Pass } from './pass.ts';
import { type RoomFact, type RoomState, roomStep } from './transitions.ts';
import { type Withdrawal, Withdrawals } from './withdrawals.ts';

// A logout waits no longer for its acknowledgement: who wants to leave is not held up by a bad network.
const LOGOUT_PATIENCE = millis(3000);
const NOTHING = '{}';

/** How long something that is lost is tried for. Milliseconds. */
export type RetryTimes = {
  /** The room itself. */
  readonly room: Millis;
  /** Each publish and each play. */
  readonly media: Millis;
};

/** What a room is entered with. */
export type RoomOptions = {
  /** WebSocket address of the server. */
  readonly address: string;
  readonly credentials: Credentials;
  readonly wakeUps: WakeUps;
  readonly retryTimes: RetryTimes;
  readonly tell: Tell;
};

export type RoomEvents = RoomNews & {
  entered: Entry;
  /** The network may have changed, or the page is seen again. */
  awake: Record<never, never>;
  /** The last event; the code is 0 after a logout. */
  ended: { code: ErrorCode | 0 };
};

/** One login in one room, over all the sockets it needs: it finds its way back for as long as it may. */
export class Room {
  readonly events = new Emitter<RoomEvents>();
  /** Open while requests reach the server. */
  readonly live = new Gate();
  readonly roomID: string;
  readonly #options: RoomOptions;
  readonly #pass: Pass;
  readonly #news: News;
  readonly #scope = new Scope();
  readonly #alarm = new Alarm(this.#scope);
  readonly #persistence: Persistence;
  readonly #withdrawals = new Withdrawals();
  readonly #login = Promise.withResolvers<RoomResult>();
  #state: RoomState = 'out';
  #socket: SignallingSocket | undefined;
  #stopLimit: () => void = () => undefined;

  constructor(options: RoomOptions) {
    const { credentials, retryTimes, tell } = options;
    this.#options = options;
    this.roomID = credentials.roomID;
    this.#pass = new Pass(credentials);
    this.#persistence = new Persistence({ budget: retryTimes.room });
    const { userID } = credentials.user;
    this.#news = new News({ roomID: this.roomID, userID, tell, events: this.events });
  }

  /** Who is logged in. */
  get user(): User {
    return this.#options.credentials.user;
  }

  /** Whether the room was entered with a token, and not with the project's AppSign. */
  get hasToken(): boolean {
    return this.#pass.token !== '';
  }

  /** Streams that may be played at once. */
  get plays(): number {
    return this.#pass.plays;
  }

  /** Whether the client has been let in, be it on its way back now. */
  get isEntered(): boolean {
    return this.#state === 'in' || this.#state === 'returning';
  }

  /** How long each publish and each play is tried for. Milliseconds. */
  get mediaRetryTime(): Millis {
    return this.#options.retryTimes.media;
  }

  /** Every stream of others in the room. */
  get streams(): readonly StreamInfo[] {
    return this.#news.streams;
  }

  /** Enters the room and stays. Resolves with what became of the login; at once where the room was left before. */
  enter(): Promise<RoomResult> {
    if (this.#scope.closed) return this.#login.promise;
    this.#step({ type: 'loginCalled' }, NOTHING);
    listenTo(this.#options.wakeUps, this.#scope, () => {
      this.#alarm.wake();
      this.events.emit('awake', {});
    });
    void this.#stay();
    return this.#login.promise;
  }

  /**
   * Asks the server.
   *
   * @throws FreshetError as {@link SignallingSocket.request} does; 1002051 while the room is not live
   */
  request<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    return this.#socket ? this.#socket.request(method, params) : Promise.reject(new FreshetError(1002051));
  }

  /** Tells the server something whose loss does no harm, because the server finds out in time by itself. */
  mention<M extends Method>(method: M, params: Params<M>): void {
    this.request(method, params).catch(() => undefined);
  }

  /** Ends a publish or a play at the server: now, or on the return where the server cannot be told or does not answer. */
  withdraw(method: Withdrawal, streamID: string): void {
    this.request(method, { streamID }).catch(() => this.#withdrawals.owe(method, streamID));
  }

  /**
   * Shows `token` from now on, and gives it to the server as soon as it can be asked.
   *
   * @throws FreshetError as a login with it would be refused, and the former token stands; 1000002 where the room is
   * left before
   */
  async renewToken(token: string): Promise<void> {
    const former = this.#pass.token;
    this.#pass.token = token;
    for (;;) {
      try {
        await within(this.#scope, this.live.passage());
        await this.request('renewToken', { token });
        return;
      } catch (error) {
        if (error instanceof Ended) throw new FreshetError(1000002, 'the room was left');
        const known = asFreshetError(error, 1002099);
        if (known.code === 1002051) continue;
        if (this.#pass.token === token) this.#pass.token = former;
        throw known;
      }
    }
  }

  /**
   * For tests: loses the socket with the next request.
   *
   * @throws FreshetError 1002051 while there is none to lose
   */
  loseSignal(point: LossPoint): void {
    if (!this.#socket) throw new FreshetError(1002051);
    this.#socket.loseNext(point);
  }

  /** For tests: loses the socket, and returns to a server that does not know this session. */
  loseSession(): void {
    this.#pass.mistakeSession();
    this.#socket?.close();
  }

  /** For tests: ends the room as the server does it. */
  beRemoved(code: ErrorCode, reason: string): void {
    this.mention('logout', {});
    this.#end(new SentAway(code, reason));
  }

  /** Leaves. Resolves when the server has acknowledged it, did not do so in time, or cannot be told. */
  async logout(): Promise<RoomResult> {
    this.#step({ type: 'logoutCalled' }, NOTHING);
    const code = await this.#sayGoodbye();
    this.#step({ type: 'left', code }, NOTHING);
    this.#close(code);
    this.#login.resolve({ errorCode: 1002002, extendedData: NOTHING });
    return { errorCode: code, extendedData: NOTHING };
  }

  async #sayGoodbye(): Promise<ErrorCode | 0> {
    try {
      await this.#socket?.request('logout', {}, LOGOUT_PATIENCE);
      return 0;
    } catch (error) {
      // A link that breaks now leaves the server to its heartbeat; for this client the room is left all the same.
      return asFreshetError(error, 1002099).code === 1100002 ? 1100002 : 0;
    }
  }

  // One turn of the loop is one socket, from its opening to its end.
  async #stay(): Promise<void> {
    for (;;) {
      const cause = await this.#visit();
      if (this.#scope.closed || this.#state === 'leaving') return;
      if (!passes(cause.code)) return this.#end(cause);
      this.#step({ type: 'linkLost' }, NOTHING);
      this.#options.tell('onDebugError', cause.code, 'loginRoom', cause.message);
      // The server is there and has said what it needs: a login, at once.
      if (cause.code === 1002052 && this.#pass.forgetSession()) continue;
      const wait = this.#persistence.nextWait();
      if (wait === undefined) return this.#giveUp();
      this.#limit();
      await this.#alarm.sleep(wait).catch(() => undefined);
    }
  }

  // The time runs on while an attempt hangs.
  #limit(): void {
    this.#stopLimit();
    this.#stopLimit = this.#scope.after(this.#persistence.broke(), () => this.#giveUp());
  }

  #giveUp(): void {
    this.#end(new FreshetError(1002053));
  }

  // Answers why it is over.
  async #visit(): Promise<FreshetError> {
    const visit = new Scope();
    const leave = this.#scope.add(() => visit.close());
    const kicked = Promise.withResolvers<FreshetError>();
    let socket: SignallingSocket | undefined;
    try {
      socket = await SignallingSocket.open(this.#options.address, visit);
      const heartbeatPeriod = await this.#enterOn(socket, ({ code, reason }) => {
        kicked.resolve(new SentAway(code, reason));
      });
      this.#beatOn(socket, heartbeatPeriod, visit);
      return await within(visit, Promise.race([kicked.promise, socket.gone]));
    } catch (error) {
      const cause = asFreshetError(error, 1002099);
      // What was asked on a socket that is gone says no more than that; the socket knows what the server closed it for.
      return cause.code === 1002051 && socket ? await socket.gone : cause;
    } finally {
      this.live.shut();
      this.#socket = undefined;
      leave();
    }
  }

  #beatOn(socket: SignallingSocket, heartbeatPeriod: Millis, visit: Scope): void {
    const check = startHeartbeat(
      { ping: (patience) => socket.request('ping', {}, patience), drop: () => socket.close() },
      heartbeatPeriod,
      visit,
    );
    listenTo(this.#options.wakeUps, visit, check);
  }

  async #enterOn(socket: SignallingSocket, kicked: (kick: Kick) => void): Promise<Millis> {
    const entrance = await this.#pass.enter(socket, this.#news.positions);
    const { entry, positions, room, extendedData } = entrance;
    this.#socket = socket;
    this.#stopLimit();
    this.#persistence.succeeded();
    this.#step({ type: 'entered' }, extendedData);
    this.live.open();
    this.events.emit('entered', this.#withdrawals.joinedTo(entry));
    if (room) this.#news.readSnapshot(room);
    this.#news.follow(socket, positions, kicked);
    this.#login.resolve({ errorCode: 0, extendedData });
    return entrance.heartbeatPeriod;
  }

  #end(cause: FreshetError): void {
    const isSentAway = cause instanceof SentAway;
    const extendedData = isSentAway ? JSON.stringify({ reason: cause.reason }) : NOTHING;
    this.#step({ type: 'ended', code: cause.code, isSentAway }, extendedData);
    this.#close(cause.code);
    this.#login.resolve({ errorCode: cause.code, extendedData });
  }

  #close(code: ErrorCode | 0): void {
    if (this.#scope.closed) return;
    this.#scope.close();
    this.events.emit('ended', { code });
    this.events.clear();
  }

  #step(fact: RoomFact, extendedData: string): void {
    const step = roomStep(this.#state, fact);
    if (!step) return;
    this.#state = step.state;
    const { told } = step;
    if (told) this.#options.tell('onRoomStateChanged', this.roomID, told.reason, told.code, extendedData);
  }
}
