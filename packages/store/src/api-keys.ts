import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { type Clock, type Millis, millis, seconds, systemClock } from '@freshet/kit';
import { type AppID, FreshetError } from '@freshet/protocol';
import * as z from 'zod';

/** A key of a project for the server API, without the key itself. */
export type ApiKey = {
  readonly id: string;
  readonly appID: AppID;
  /** What an operator calls it. */
  readonly name: string;
  readonly created: Millis;
  /** To the minute; missing for one that was never used. */
  readonly lastUsed?: Millis;
};

const KEY = /^fk_([0-9a-f]{16})_[0-9a-f]{64}$/;
/** How exactly the last use is kept: a write for each call would cost more than the call. */
const USE_PRECISION = seconds(60);
const NO_HASH = new Uint8Array(32);

const Row = z.object({
  id: z.string(),
  app_id: z.number().transform((value) => value as AppID),
  name: z.string(),
  hash: z.instanceof(Uint8Array),
  created: z.number().transform(millis),
  last_used: z.nullable(z.number().transform(millis)),
});
type Row = z.infer<typeof Row>;

/**
 * Keys that let a backend call the server API for one project. A key is told once, when it is made; what is kept is its
 * SHA-256, which is enough for 256 random bits. A project that is removed takes its keys along.
 */
export class SqliteApiKeys {
  readonly #database: DatabaseSync;
  readonly #clock: Clock;
  /** When the last use of a key was to be written, by its ID. */
  readonly #noted = new Map<string, Millis>();

  constructor(database: DatabaseSync, clock: Clock = systemClock) {
    this.#database = database;
    this.#clock = clock;
  }

  /**
   * Makes a key; it cannot be read again later.
   *
   * @throws FreshetError 1001004 where there is no such project
   */
  create(appID: AppID, name: string): { readonly id: string; readonly key: string } {
    const id = randomBytes(8).toString('hex');
    const key = `fk_${id}_${randomBytes(32).toString('hex')}`;
    const insert = this.#database.prepare(
      `INSERT INTO api_keys (id, app_id, name, hash, created) SELECT ?, app_id, ?, ?, ? FROM projects WHERE app_id = ?`,
    );
    const { changes } = insert.run(id, name, hashOf(key), this.#clock.now(), appID);
    if (changes === 0) throw new FreshetError(1001004);
    return { id, key };
  }

  /** The keys of a project, oldest first. */
  list(appID: AppID): readonly ApiKey[] {
    const rows = this.#database.prepare('SELECT * FROM api_keys WHERE app_id = ? ORDER BY created, rowid').all(appID);
    return rows.map((row) => keyOf(Row.parse(row)));
  }

  /** Makes a key worthless at once; answers whether the project had it. */
  revoke(appID: AppID, id: string): boolean {
    const { changes } = this.#database.prepare('DELETE FROM api_keys WHERE app_id = ? AND id = ?').run(appID, id);
    if (changes === 1) this.#noted.delete(id);
    return changes === 1;
  }

  /** Whose key `key` is, in the same time whatever is wrong with it; nothing where it is none. */
  verify(key: string): ApiKey | undefined {
    const id = KEY.exec(key)?.[1] ?? '';
    const found = this.#database.prepare('SELECT * FROM api_keys WHERE id = ?').get(id);
    const row = found && Row.parse(found);
    const isRight = timingSafeEqual(hashOf(key), row?.hash ?? NO_HASH);
    if (!row || !isRight) return undefined;
    this.#noteUse(row);
    return keyOf(row);
  }

  #noteUse({ id, last_used: lastUsed }: Row): void {
    const now = this.#clock.now();
    const noted = this.#noted.get(id) ?? lastUsed;
    if (noted !== null && now - noted < USE_PRECISION) return;
    this.#noted.set(id, now);
    try {
      this.#database.prepare('UPDATE api_keys SET last_used = ? WHERE id = ?').run(now, id);
    } catch {
      // The disk is full, most likely: whoever holds a key is let in all the same, and the next minute tries again.
    }
  }
}

const hashOf = (key: string): Uint8Array => createHash('sha256').update(key).digest();

const keyOf = ({ id, app_id: appID, name, created, last_used: lastUsed }: Row): ApiKey => ({
  id,
  appID,
  name,
  created,
  ...(lastUsed === null ? {} : { lastUsed }),
});
