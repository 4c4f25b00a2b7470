/** Nonces kept for one project. */
const MOST = 50_000;

/** What is known of the nonces of one project. Times in seconds since the Unix epoch. */
type Book = {
  /** By the timestamp they came with. */
  readonly spent: Map<number, Set<string>>;
  count: number;
  /** Requests of this time or before are refused: their nonces were given up for want of room. */
  floor: number;
};

/**
 * Remembers nonces for as long as their timestamp would be taken, so that no request counts twice. Where a project
 * sends more of them than there is room for, its oldest are given up, and with them requests as old as they are: memory
 * is bounded, and a replay is never let through.
 */
export class NonceMemory {
  readonly #books = new Map<number, Book>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  /**
   * Takes down a nonce whose signature was right.
   *
   * @param oldest timestamps before it are refused by their age
   */
  spend(appID: number, nonce: string, timestamp: number, oldest: number): 'fresh' | 'spent' | 'tooOld' {
    const book = this.#bookOf(appID);
    forget(book, oldest);
    if (timestamp <= book.floor) return 'tooOld';
    const spent = book.spent.get(timestamp) ?? new Set();
    if (spent.has(nonce)) return 'spent';
    book.spent.set(timestamp, spent.add(nonce));
    book.count += 1;
    if (book.count > this.#most) giveUpOldest(book);
    return 'fresh';
  }

  #bookOf(appID: number): Book {
    const standing = this.#books.get(appID);
    if (standing) return standing;
    const book: Book = { spent: new Map(), count: 0, floor: 0 };
    this.#books.set(appID, book);
    return book;
  }
}

function forget(book: Book, oldest: number): void {
  for (const timestamp of book.spent.keys()) if (timestamp < oldest) drop(book, timestamp);
}

function giveUpOldest(book: Book): void {
  const oldest = Math.min(...book.spent.keys());
  drop(book, oldest);
  book.floor = oldest;
}

function drop(book: Book, timestamp: number): void {
  book.count -= book.spent.get(timestamp)?.size ?? 0;
  book.spent.delete(timestamp);
}
