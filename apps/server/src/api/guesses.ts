import { type Clock, seconds } from '@freshet/kit';
import { ApiRefusal } from '@freshet/protocol/server-api';
import { countedAs } from '../gateway/client-address.ts';
import { ExpiringMap } from './expiring-map.ts';

/** Requests of one address that may be refused for their key or signature, in the minute that begins with the first. */
const REFUSALS = 20;
const MINUTE = seconds(60);

/** What tells nobody's secret from somebody's guess. */
const GUESSES: readonly number[] = [100000005, 100000010, 100000101];

/** Keeps an address from trying keys and signatures. */
export class Guesses {
  readonly #refused: ExpiringMap<{ count: number }>;

  constructor(clock: Clock) {
    this.#refused = new ExpiringMap(MINUTE, clock);
  }

  /**
   * Runs a check of who calls, and counts its refusal.
   *
   * @throws ApiRefusal 100000102 where the address was refused too often; else what `check` throws
   */
  async guard<Answer>(address: string, check: () => Answer | Promise<Answer>): Promise<Answer> {
    const client = countedAs(address);
    const refused = this.#refused.get(client);
    if (refused && refused.count >= REFUSALS) throw new ApiRefusal(100000102);
    try {
      return await check();
    } catch (error) {
      if (error instanceof ApiRefusal && GUESSES.includes(error.code)) this.#count(client);
      throw error;
    }
  }

  // Looked up again: other requests of the address may have been refused meanwhile.
  #count(client: string): void {
    const refused = this.#refused.get(client);
    if (refused) refused.count += 1;
    else this.#refused.set(client, { count: 1 });
  }
}
