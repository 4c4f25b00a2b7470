import { type Millis, seconds } from '@freshet/kit';
import type { StreamState } from '../control/facts.ts';
import type { StreamKey } from '../rooms/room-key.ts';

/** How long the end of a stream is remembered. */
const MEMORY = seconds(3 * 3600);
/** How many ended streams are remembered at most; about 200 bytes each. */
const MOST = 20_000;
/** A stream that comes back so soon is the same one, made anew. */
const RECREATED_WITHIN = seconds(90);

type Ended = { readonly created: Millis; readonly closed: Millis };

/** Which streams there are and, for some hours, which there were. */
export class StreamHistory {
  readonly #active = new Map<StreamKey, Millis>();
  /** In the order of their ends. */
  readonly #ended = new Map<StreamKey, Ended>();

  /** A stream has come; answers whether it is one that went a moment ago. */
  began(key: StreamKey, now: Millis): boolean {
    const before = this.#ended.get(key);
    this.#ended.delete(key);
    this.#active.set(key, now);
    return before !== undefined && now - before.closed < RECREATED_WITHIN;
  }

  /** A stream is gone. */
  ended(key: StreamKey, now: Millis): void {
    const created = this.#active.get(key);
    if (created === undefined) return;
    this.#active.delete(key);
    this.#ended.set(key, { created, closed: now });
    for (const [oldest, { closed }] of this.#ended) {
      if (this.#ended.size <= MOST && closed > now - MEMORY) return;
      this.#ended.delete(oldest);
    }
  }

  /** What became of a stream; nothing for one that nobody remembers. */
  state(key: StreamKey): StreamState | undefined {
    const created = this.#active.get(key);
    if (created !== undefined) return { name: 'active', created };
    const ended = this.#ended.get(key);
    return ended && { name: 'closed', ...ended };
  }
}
