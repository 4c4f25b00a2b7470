import type { Clock } from '@freshet/kit';
import type { SqliteNonces } from '@freshet/store';
import { Tally } from '../callbacks/tally.ts';
import type { ApiLog } from './refused-by.ts';

/** Nonces kept for one project. */
const MOST = 50_000;
/** Seconds after which what is too old is forgotten. */
const TIDY_PERIOD = 60;

/** What is known of the nonces of one project. Times in seconds since the Unix epoch. */
type Book = {
  /** By the timestamp they came with. */
  readonly spent: Map<number, Set<string>>;
  count: number;
  /** Requests of this time or before are refused: their nonces were given up for want of room. */
  floor: number;
};

/** What nonces are remembered with. */
export type NonceMemoryOptions = {
  /** Keeps them for the next life of the server. */
  readonly store: Pick<SqliteNonces, 'load' | 'keep' | 'raise' | 'forget'>;
  readonly clock: Clock;
  readonly log: ApiLog;
  /** How many of one project. */
  readonly most?: number;
};

/**
 * Remembers nonces for as long as their timestamp would be taken, over restarts too, so that no request counts twice.
 * Where a project sends more of them than there is room for, its oldest are given up, and with them requests as old as
 * they are: the memory is bounded, and a replay is never let through. Where the store cannot be written, on a full disk
 * most likely, they are remembered until the server ends.
 */
export class NonceMemory {
  readonly #store: NonceMemoryOptions['store'];
  readonly #most: number;
  readonly #books = new Map<number, Book>();
  readonly #unkept: Tally;
  #tidied = 0;

  constructor({ store, clock, log, most = MOST }: NonceMemoryOptions) {
    this.#store = store;
    this.#most = most;
    this.#unkept = new Tally(clock, (count) =>
      log.error({ count }, 'nonces of signed requests cannot be kept over a restart: make room in the data folder'),
    );
    const { spent, floors } = store.load();
    for (const { appID, nonce, timestamp } of spent) add(this.#bookOf(appID), nonce, timestamp);
    for (const { appID, timestamp } of floors) this.#bookOf(appID).floor = timestamp;
  }

  /**
   * Takes down a nonce whose signature was right.
   *
   * @param oldest timestamps before it are refused by their age
   */
  spend(appID: number, nonce: string, timestamp: number, oldest: number): 'fresh' | 'spent' | 'tooOld' {
    this.#tidy(oldest);
    const book = this.#bookOf(appID);
    forget(book, oldest);
    if (timestamp <= book.floor) return 'tooOld';
    if (book.spent.get(timestamp)?.has(nonce)) return 'spent';
    add(book, nonce, timestamp);
    this.#attempted(() => this.#store.keep({ appID, nonce, timestamp }));
    if (book.count > this.#most) this.#giveUpOldest(appID, book);
    return 'fresh';
  }

  #giveUpOldest(appID: number, book: Book): void {
    const oldest = Math.min(...book.spent.keys());
    drop(book, oldest);
    book.floor = oldest;
    this.#attempted(() => this.#store.raise({ appID, timestamp: oldest }));
  }

  #tidy(oldest: number): void {
    if (Math.abs(oldest - this.#tidied) < TIDY_PERIOD) return;
    this.#tidied = oldest;
    for (const [appID, book] of this.#books) {
      forget(book, oldest);
      if (book.count === 0 && book.floor < oldest) this.#books.delete(appID);
    }
    this.#attempted(() => this.#store.forget(oldest));
  }

  #attempted(write: () => void): void {
    try {
      write();
    } catch {
      this.#unkept.add(1);
    }
  }

  #bookOf(appID: number): Book {
    const standing = this.#books.get(appID);
    if (standing) return standing;
    const book: Book = { spent: new Map(), count: 0, floor: 0 };
    this.#books.set(appID, book);
    return book;
  }
}

function add(book: Book, nonce: string, timestamp: number): void {
  const spent = book.spent.get(timestamp) ?? new Set();
  book.spent.set(timestamp, spent.add(nonce));
  book.count += 1;
}

function forget(book: Book, oldest: number): void {
  for (const timestamp of book.spent.keys()) if (timestamp < oldest) drop(book, timestamp);
}

function drop(book: Book, timestamp: number): void {
  book.count -= book.spent.get(timestamp)?.size ?? 0;
  book.spent.delete(timestamp);
}
