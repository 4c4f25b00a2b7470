import { asFreshetError, FreshetError, type Method, type Params, type Result } from '@freshet/protocol';
import type { Room } from './room.ts';

/** What a client says in its room. Nothing is said twice: what could not be sent is for the application to repeat. */
export class Messages {
  readonly #room: Pick<Room, 'request'>;

  constructor(room: Pick<Room, 'request'>) {
    this.#room = room;
  }

  /** @throws FreshetError 1009010 where the server cannot be reached, else its code */
  broadcast(message: string): Promise<Result<'sendBroadcastMessage'>> {
    return this.#send('sendBroadcastMessage', { message });
  }

  /** @throws FreshetError as {@link broadcast} */
  barrage(message: string): Promise<Result<'sendBarrageMessage'>> {
    return this.#send('sendBarrageMessage', { message });
  }

  /** @throws FreshetError as {@link broadcast} */
  command(command: string, toUserIDs: readonly string[]): Promise<Result<'sendCustomCommand'>> {
    return this.#send('sendCustomCommand', { command, toUserIDs: [...toUserIDs] });
  }

  async #send<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    try {
      return await this.#room.request(method, params);
    } catch (error) {
      const known = asFreshetError(error, 1002099);
      const isNetwork = known.code === 1002051 || known.code === 1100002;
      throw isNetwork ? new FreshetError(1009010, undefined, { cause: error }) : known;
    }
  }
}
