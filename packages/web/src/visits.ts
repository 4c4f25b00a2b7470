import type { Millis } from '@freshet/kit';
import { type ErrorCode, FreshetError } from '@freshet/protocol';
import type { RoomConfig, RoomResult, RoomUser } from './engine-api.ts';
import { RETRY_TIME } from './life/persistence.ts';
import { pageWakeUps } from './life/wake-ups.ts';
import { Visit, type VisitOptions } from './visit.ts';

type VisitsOptions = Pick<VisitOptions, 'address' | 'device' | 'channels' | 'tell'> & {
  readonly appID: number;
  /** Shown by a login without a token. */
  readonly appSign: string | undefined;
};

/** The visits of an engine: one at a time, and the server sees one after the other. */
export class Visits {
  readonly #options: VisitsOptions;
  #retryTimes = { room: RETRY_TIME, media: RETRY_TIME };
  #current: Visit | undefined;
  #departure: Promise<unknown> = Promise.resolve();

  constructor(options: VisitsOptions) {
    this.#options = options;
  }

  get current(): Visit | undefined {
    return this.#current;
  }

  /** @throws FreshetError 1000002 where there is none */
  need(): Visit {
    if (!this.#current) throw new FreshetError(1000002);
    return this.#current;
  }

  /** @throws FreshetError 1000002 where there is none, `elsewhere` where it is in another room */
  needIn(roomID: string, elsewhere: ErrorCode = 1002002): Visit {
    const visit = this.need();
    if (visit.room.roomID !== roomID) throw new FreshetError(elsewhere);
    return visit;
  }

  /** For the next visit on. */
  setRetryTimes(times: { readonly room?: Millis; readonly media?: Millis }): void {
    this.#retryTimes = { ...this.#retryTimes, ...times };
  }

  /** Begins a visit; the room is entered when those before it have been left. Resolves with what became of the login. */
  async enter(roomID: string, { userID, userName }: RoomUser, config: RoomConfig): Promise<RoomResult> {
    const { appID, appSign, ...parts } = this.#options;
    const { token = '', isUserStatusNotify = false, maxMemberCount = 0 } = config;
    const visit: Visit = new Visit({
      ...parts,
      credentials: { appID, appSign, roomID, user: { userID, userName }, token, isUserStatusNotify, maxMemberCount },
      retryTimes: this.#retryTimes,
      wakeUps: pageWakeUps(),
      ended: () => {
        if (this.#current === visit) this.#current = undefined;
      },
    });
    this.#current = visit;
    await this.#departure;
    return visit.room.enter();
  }

  /** Ends the visit, if there is one. Resolves with what the server says of it; 1002002 without one. */
  async leave(): Promise<RoomResult> {
    const visit = this.#current;
    if (!visit) return { errorCode: 1002002, extendedData: '{}' };
    this.#current = undefined;
    const left = visit.leave();
    this.#departure = Promise.all([this.#departure, left]);
    return left;
  }

  /** Resolves when every visit that was ended has been left. */
  async departed(): Promise<void> {
    await this.#departure;
  }
}
