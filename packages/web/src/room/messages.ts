import { asFreshetError, FreshetError, limits, type Method, type Params, type Result } from '@freshet/protocol';
import { Rate } from '../life/rate.ts';
import type { Room } from './room.ts';

/**
 * What a client says in its room. Nothing is said twice: what could not be sent is for the application to repeat. What
 * goes beyond the server's rates is refused here: a flood of calls is no reason to lose the link.
 */
export class Messages {
  readonly #room: Pick<Room, 'request'>;
  readonly #broadcasts = new Rate(1, limits.broadcastGap);
  readonly #barrages = new Rate(limits.barragesOfRoomPerSecond);
  readonly #commandsToOne = new Rate(limits.commandsToOnePerSecond);
  readonly #commandsToMany = new Rate(limits.commandsToManyPerSecond);

  constructor(room: Pick<Room, 'request'>) {
    this.#room = room;
  }

  /** @throws FreshetError 1009015 for too many, 1009010 where the server cannot be reached, else its code */
  broadcast(message: string): Promise<Result<'sendBroadcastMessage'>> {
    return this.#send(this.#broadcasts, 'sendBroadcastMessage', { message });
  }

  /** @throws FreshetError as {@link broadcast} */
  barrage(message: string): Promise<Result<'sendBarrageMessage'>> {
    return this.#send(this.#barrages, 'sendBarrageMessage', { message });
  }

  /** @throws FreshetError as {@link broadcast} */
  command(command: string, toUserIDs: readonly string[]): Promise<Result<'sendCustomCommand'>> {
    const rate = toUserIDs.length === 1 ? this.#commandsToOne : this.#commandsToMany;
    return this.#send(rate, 'sendCustomCommand', { command, toUserIDs: [...toUserIDs] });
  }

  async #send<M extends Method>(rate: Rate, method: M, params: Params<M>): Promise<Result<M>> {
    if (!rate.take()) throw new FreshetError(1009015);
    try {
      return await this.#room.request(method, params);
    } catch (error) {
      const known = asFreshetError(error, 1002099);
      const isNetwork = known.code === 1002051 || known.code === 1100002;
      throw isNetwork ? new FreshetError(1009010, undefined, { cause: error }) : known;
    }
  }
}
