import { Emitter, millis, Scope } from '@freshet/kit';
import { asFreshetError, type ErrorCode, FreshetError, type Method, type Params, type Result } from '@freshet/protocol';
import type { Tell } from '../delivery.ts';
import type { RoomResult } from '../engine-api.ts';
import { Alarm } from '../life/alarm.ts';
import { Gate } from '../life/gate.ts';
import { Persistence, passes } from '../life/persistence.ts';
import { listenTo, type WakeUps } from '../life/wake-ups.ts';
import { within } from '../life/within.ts';
import { startHeartbeat } from '../signalling/heartbeat.ts';
import { SignallingSocket } from '../signalling/socket.ts';
import { type Kick, News, type RoomNews } from './news.ts';
import { type Credentials, type Entry, Pass } from './pass.ts';
import { type RoomFact, type RoomState, roomStep } from './transitions.ts';

// A logout waits no longer for its acknowledgement: who wants to leave is not held up by a bad network.
const LOGOUT_PATIENCE = millis(3000);
const NOTHING = '{}';

/** What a room is entered with. */
export type RoomOptions = {
  /** WebSocket address of the server. */
  readonly address: string;
  readonly credentials: Credentials;
  readonly wakeUps: WakeUps;
  readonly tell: Tell;
};

export type RoomEvents = RoomNews & {
  entered: Entry;
  /** The last event; the code is 0 after a logout. */
  ended: { code: ErrorCode | 0 };
};

type Ending = { readonly cause: FreshetError; readonly extendedData: string };

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
  readonly #persistence = new Persistence();
  readonly #login = Promise.withResolvers<RoomResult>();
  #state: RoomState = 'out';
  #socket: SignallingSocket | undefined;

  constructor(options: RoomOptions) {
    const { credentials, tell } = options;
    this.#options = options;
    this.roomID = credentials.roomID;
    this.#pass = new Pass(credentials);
    const { userID } = credentials.user;
    this.#news = new News({ roomID: this.roomID, userID, tell, events: this.events });
  }

  /** Enters the room and stays. Resolves with what became of the login. */
  enter(): Promise<RoomResult> {
    this.#step({ type: 'loginCalled' }, NOTHING);
    listenTo(this.#options.wakeUps, this.#scope, () => this.#alarm.wake());
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
      const ending = await this.#visit();
      if (this.#scope.closed || this.#state === 'leaving') return;
      const { cause } = ending;
      if (!passes(cause.code)) return this.#end(ending);
      this.#step({ type: 'linkLost' }, NOTHING);
      this.#options.tell('onDebugError', cause.code, 'loginRoom', cause.message);
      // The server is there and has said what it needs: a login, at once.
      if (cause.code === 1002052 && this.#pass.forgetSession()) continue;
      const wait = this.#persistence.nextWait();
      if (wait === undefined) return this.#end({ cause: new FreshetError(1002053), extendedData: NOTHING });
      await this.#alarm.sleep(wait).catch(() => undefined);
    }
  }

  async #visit(): Promise<Ending> {
    const visit = new Scope();
    const leave = this.#scope.add(() => visit.close());
    const kicked = Promise.withResolvers<Ending>();
    try {
      const socket = await SignallingSocket.open(this.#options.address, visit);
      await this.#enterOn(socket, ({ code, reason }) => {
        kicked.resolve({ cause: new FreshetError(code, reason), extendedData: JSON.stringify({ reason }) });
      });
      const check = startHeartbeat(
        { ping: (patience) => socket.request('ping', {}, patience), drop: () => socket.close() },
        visit,
      );
      listenTo(this.#options.wakeUps, visit, check);
      const gone = socket.gone.then((cause) => ({ cause, extendedData: NOTHING }));
      return await within(visit, Promise.race([kicked.promise, gone]));
    } catch (error) {
      return { cause: asFreshetError(error, 1002099), extendedData: NOTHING };
    } finally {
      this.live.shut();
      this.#socket = undefined;
      leave();
    }
  }

  async #enterOn(socket: SignallingSocket, kicked: (kick: Kick) => void): Promise<void> {
    const { entry, positions, room, extendedData } = await this.#pass.enter(socket, this.#news.positions);
    this.#socket = socket;
    this.#persistence.succeeded();
    this.#step({ type: 'entered' }, extendedData);
    this.live.open();
    this.events.emit('entered', entry);
    if (room) this.#news.readSnapshot(room);
    this.#news.follow(socket, positions, kicked);
    this.#login.resolve({ errorCode: 0, extendedData });
  }

  #end({ cause, extendedData }: Ending): void {
    this.#step({ type: 'ended', code: cause.code }, extendedData);
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
