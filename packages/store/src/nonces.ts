import type { DatabaseSync, StatementSync } from 'node:sqlite';
import * as z from 'zod';

/** A nonce that a project has spent. `timestamp` is that of its request, in seconds since the Unix epoch. */
export type SpentNonce = { readonly appID: number; readonly nonce: string; readonly timestamp: number };

/** Requests of a project up to this timestamp are refused: their nonces were given up. */
export type NonceFloor = { readonly appID: number; readonly timestamp: number };

const Spent = z.array(
  z
    .object({ app_id: z.number(), nonce: z.string(), timestamp: z.number() })
    .transform(({ app_id: appID, ...rest }): SpentNonce => ({ appID, ...rest })),
);
const Floors = z.array(
  z
    .object({ app_id: z.number(), timestamp: z.number() })
    .transform(({ app_id: appID, timestamp }): NonceFloor => ({ appID, timestamp })),
);

/** The nonces of signed requests, for the next life of a server: whoever spends them remembers them itself. */
export class SqliteNonces {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare('INSERT OR IGNORE INTO nonces (timestamp, app_id, nonce) VALUES (?, ?, ?)');
  }

  /** What is kept. */
  load(): { readonly spent: readonly SpentNonce[]; readonly floors: readonly NonceFloor[] } {
    return {
      spent: Spent.parse(this.#database.prepare('SELECT * FROM nonces').all()),
      floors: Floors.parse(this.#database.prepare('SELECT * FROM nonce_floors').all()),
    };
  }

  /** Keeps a nonce; it is in the file when this returns. */
  keep({ appID, nonce, timestamp }: SpentNonce): void {
    this.#insert.run(timestamp, appID, nonce);
  }

  /** Gives up the nonces of a project up to a floor, and keeps the floor instead. */
  raise({ appID, timestamp }: NonceFloor): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO nonce_floors (app_id, timestamp) VALUES (?, ?)')
      .run(appID, timestamp);
    this.#database.prepare('DELETE FROM nonces WHERE timestamp <= ? AND app_id = ?').run(timestamp, appID);
  }

  /** Forgets what came with a timestamp before `oldest`: such requests are refused by their age. */
  forget(oldest: number): void {
    for (const table of ['nonces', 'nonce_floors']) {
      this.#database.prepare(`DELETE FROM ${table} WHERE timestamp < ?`).run(oldest);
    }
  }
}
