import { KeyedQueue, Scope, seconds } from '@freshet/kit';
import {
  type ErrorCode,
  FreshetError,
  limits,
  RoomStreamListType,
  refuseRoomExtraInfo,
  type StreamInfo,
} from '@freshet/protocol';
import type { ConnectionReport } from './connection-api.ts';
import type { Tell } from './delivery.ts';
import type { RoomResult, RoomStreamList } from './engine-api.ts';
import { Rate } from './life/rate.ts';
import type { WakeUps } from './life/wake-ups.ts';
import type { MediaDevice } from './media/device.ts';
import { Players } from './play/players.ts';
import type { Channels } from './publish/channels.ts';
import { startReporting } from './quality/stream-reports.ts';
import { Messages } from './room/messages.ts';
import type { Credentials } from './room/pass.ts';
import { type RetryTimes, Room } from './room/room.ts';
import type { Simulation } from './simulation.ts';

// Often enough for an operator who watches, seldom enough for 10,000 viewers.
const REPORT_PERIOD = seconds(10);

/** What a visit is made of. */
export type VisitOptions = {
  /** WebSocket address of the server. */
  readonly address: string;
  readonly credentials: Credentials;
  readonly retryTimes: RetryTimes;
  readonly wakeUps: WakeUps;
  readonly device: MediaDevice;
  readonly channels: Channels;
  readonly tell: Tell;
  /** The room is over by no wish of the application. */
  readonly ended: () => void;
};

/** Everything of one login: its room, what is played in it, and the engine's channels as long as they publish to it. */
export class Visit {
  readonly room: Room;
  readonly players: Players;
  readonly messages: Messages;
  readonly #options: VisitOptions;
  readonly #rate = new Rate(limits.roomExtraInfoPerSecond);
  readonly #calls = new KeyedQueue<'roomExtraInfo'>();
  readonly #scope = new Scope();

  constructor(options: VisitOptions) {
    const { address, credentials, retryTimes, wakeUps, device, tell } = options;
    this.#options = options;
    this.room = new Room({ address, credentials, retryTimes, wakeUps, tell });
    this.players = new Players({ room: this.room, device, tell });
    this.messages = new Messages(this.room);
    this.room.events.on('entered', (entry) => {
      if (entry.way === 'resume') this.#withdrawStale(entry.publishing);
    });
    this.#scope.add(this.room.events.on('ended', ({ code }) => this.#ended(code)));
    this.#startReporting();
  }

  /** Leaves the room, and ends what is published and played in it. Resolves with what the server says of it. */
  leave(): Promise<RoomResult> {
    this.#scope.close();
    this.players.close(0);
    this.#options.channels.stopPublishing(0);
    return this.room.logout();
  }

  /**
   * Writes the note of the room, each one after the one before was acknowledged.
   *
   * @throws FreshetError with the documented code; 1002072 for too many, 1002051 while the server cannot be asked
   */
  setRoomExtraInfo(key: string, value: string): Promise<unknown> {
    const refused = refuseRoomExtraInfo(key, value);
    if (refused) throw new FreshetError(refused);
    if (!this.#rate.take()) throw new FreshetError(1002072);
    return this.#calls.run('roomExtraInfo', () => this.room.request('setRoomExtraInfo', { key, value }));
  }

  /** The streams of the room, as this client knows them. */
  streamList(type: RoomStreamListType): RoomStreamList {
    const { credentials, channels } = this.#options;
    const isAll = type === RoomStreamListType.All;
    const { userID, userName } = credentials.user;
    const own = (stream: Omit<StreamInfo, 'user'>): StreamInfo => ({ ...stream, user: { userID, userName } });
    return { publishStreamList: isAll ? channels.streams.map(own) : [], playStreamList: this.room.streams };
  }

  /** How every connection is. */
  async connectionReport(): Promise<ConnectionReport> {
    const { roomID, live } = this.room;
    const publishes = this.#options.channels.facts();
    const received = await this.players.facts();
    const at = Date.now();
    return { at, roomID, isSignallingUp: live.isOpen, ...received, publishes: await publishes };
  }

  /** Makes trouble. */
  simulate(kind: Simulation): void {
    const { room, players } = this;
    const { channels, tell } = this.#options;
    switch (kind) {
      case 'signal-lost-before-send':
        return room.loseSignal('before send');
      case 'signal-lost-after-send':
        return room.loseSignal('after send');
      case 'publisher-media-lost':
        return channels.loseMedia();
      case 'viewer-media-lost':
        return players.loseMedia();
      case 'worker-died':
        room.events.emit('viewerLost', {});
        for (const { streamID } of channels.streams) room.events.emit('publishInterrupted', { streamID });
        return;
      case 'server-restarted':
        return room.loseSession();
      case 'token-will-expire':
        return tell('onRoomTokenWillExpire', room.roomID, limits.tokenWarning / 1000);
      case 'token-expired':
        return room.beRemoved(1002056, 'the token expired');
      case 'kicked':
        return room.beRemoved(1002055, 'simulated');
      default:
        throw new FreshetError(1000017, `there is no simulation ${String(kind satisfies never)}`);
    }
  }

  #startReporting(): void {
    const { room, players } = this;
    const { channels } = this.#options;
    startReporting({
      scope: this.#scope,
      period: REPORT_PERIOD,
      measure: async () => ({ publishes: await channels.reports(), plays: await players.reports() }),
      isLive: () => room.live.isOpen,
      tell: (report) => room.mention('report', report),
    });
  }

  // Stopped while the server could not be told.
  #withdrawStale(publishing: readonly string[]): void {
    const stale = publishing.filter((streamID) => !this.#options.channels.publishes(streamID));
    for (const streamID of stale) this.room.withdraw('unpublish', streamID);
  }

  // Publishing and playing have codes of their own for a time that is used up.
  #ended(code: ErrorCode | 0): void {
    this.#scope.close();
    this.#options.ended();
    this.players.close(code === 1002053 ? 1104031 : code);
    this.#options.channels.stopPublishing(code === 1002053 ? 1003021 : code);
  }
}
