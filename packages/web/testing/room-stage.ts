import { type Millis, seconds } from '@freshet/kit';
import type { Params, RoomStateChangedReason as Reason, Result } from '@freshet/protocol';
import { afterEach, beforeEach } from 'vitest';
import { Delivery } from '../src/delivery.ts';
import type { EventHandler } from '../src/event-handler.ts';
import { Room } from '../src/room/room.ts';
import { ScriptedServer } from './scripted-server.ts';

type Told = readonly unknown[];

const positions = { room: { epoch: 1, seq: 0 }, session: { epoch: 1, seq: 0 } };

/** A user of the room. */
export const a = { userID: 'a', userName: 'a' };
/** What that user publishes. */
export const stream = { streamID: 's', user: a, extraInfo: '' };

/** What a login and a resume have in common. */
export const entered = { version: 1, resumeSecret: 'secret-1', positions, heartbeatPeriod: 100_000 };

/** Answers a login: one other user, who publishes one stream. */
export const loginAnswer: Result<'login'> = {
  ...entered,
  sessionID: 'session-1',
  loginEpoch: 7,
  roomSessionID: '858012925204410400',
  room: { users: [a, { userID: 'me', userName: 'me' }], streams: [stream], extraInfo: [], userCount: 2 },
  plays: 20,
  viewer: { engine: 'none', data: {} },
};

/** Answers a resume: nothing was missed, nothing is published or played. */
export const resumed = ({ positions }: Params<'resume'>): Result<'resume'> => ({
  ...entered,
  positions,
  publishing: [],
  playing: [],
});

/** Whether what was told is a state of the room. */
export const isState =
  (expected: Reason) =>
  ([what, reason]: Told): boolean =>
    what === 'state' && reason === expected;

/** A room and a server that answers by a script; everything that is told is written down. */
export class RoomStage {
  readonly server: ScriptedServer;
  /** The page that the room wakes up with. */
  readonly page = new EventTarget();
  readonly told: Told[] = [];
  /** Codes for whoever develops the application. */
  readonly warnings: number[] = [];
  room: Room;
  readonly #delivery = new Delivery();
  #news: () => void = () => undefined;

  /** Opens one before each test of a file; the function answers with it. */
  static use(): () => RoomStage {
    let stage: RoomStage;
    beforeEach(async () => {
      stage = new RoomStage(await ScriptedServer.listen());
    });
    afterEach(async () => {
      await stage.room.logout();
      await stage.server.close();
    });
    return () => stage;
  }

  private constructor(server: ScriptedServer) {
    this.server = server;
    this.#delivery.setHandler(this.#handler());
    this.room = this.make();
    server.on('login', () => loginAnswer);
    server.on('logout', () => ({}));
  }

  /** The states that were told, with their codes. */
  get states(): Told[] {
    return this.told.filter(([what]) => what === 'state').map(([, ...rest]) => rest.slice(0, 2));
  }

  /** A room of its own, shown these in the place of the usual token. */
  make(
    retryTime: Millis = seconds(300),
    shown: { readonly token: string; readonly appSign?: string } = { token: 't' },
  ): Room {
    return new Room({
      address: this.server.address,
      credentials: {
        appID: 1,
        roomID: 'r',
        user: { userID: 'me', userName: 'me' },
        ...shown,
        isUserStatusNotify: true,
        maxMemberCount: 0,
      },
      wakeUps: [{ source: this.page, type: 'online', isDue: () => true }],
      retryTimes: { room: retryTime, media: retryTime },
      tell: this.#delivery.tell,
    });
  }

  /** Resolves when something was told that fits. */
  async until(fits: (event: Told) => boolean): Promise<void> {
    while (!this.told.some(fits)) {
      await new Promise<void>((resolve) => {
        this.#news = resolve;
      });
    }
  }

  #hear(...event: Told): void {
    this.told.push(event);
    this.#news();
  }

  #handler(): EventHandler {
    return {
      onRoomStateChanged: (_roomID, reason, errorCode, data) => this.#hear('state', reason, errorCode, data),
      onRoomUserUpdate: (_roomID, type, users) => this.#hear('users', type, users.map((one) => one.userID).join()),
      onRoomStreamUpdate: (_roomID, type, streams, data) =>
        this.#hear('streams', type, streams.map((one) => one.streamID).join(), data),
      onRoomOnlineUserCountUpdate: (_roomID, count) => this.#hear('count', count),
      onRoomStreamExtraInfoUpdate: (_roomID, streams) =>
        this.#hear('streamExtraInfo', streams.map((one) => `${one.streamID}=${one.extraInfo}`).join()),
      onRoomExtraInfoUpdate: (_roomID, items) =>
        this.#hear('roomExtraInfo', items.map(({ key, value }) => `${key}=${value}`).join()),
      onIMRecvBroadcastMessage: (_roomID, list) => this.#hear('broadcast', list),
      onIMRecvBarrageMessage: (_roomID, list) => this.#hear('barrage', list),
      onIMRecvCustomCommand: (_roomID, fromUser, command) => this.#hear('command', fromUser.userID, command),
      onDebugError: (code) => void this.warnings.push(code),
      onRoomTokenWillExpire: (_roomID, remaining) => this.#hear('tokenWillExpire', remaining),
    };
  }
}
