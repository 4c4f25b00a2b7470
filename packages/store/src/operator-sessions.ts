import type { DatabaseSync } from 'node:sqlite';
import { type Millis, millis } from '@freshet/kit';
import * as z from 'zod';

const time = z.number().transform(millis);
const Row = z.object({ hash: z.string(), operator: z.string(), created: time, used: time });

/** A browser in which an operator is signed in. Its secret is known here by its hash alone. */
export type OperatorSession = z.infer<typeof Row>;

/** Sessions of one operator that are kept; the oldest gives way. */
const SESSIONS_OF_ONE = 20;

/** Who is signed in where. Sessions of an operator who is removed go with it. */
export class SqliteOperatorSessions {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Adds a session; answers the hashes of those that gave way to it. */
  add({ hash, operator, created, used }: OperatorSession): readonly string[] {
    this.#database
      .prepare('INSERT INTO operator_sessions (hash, operator, created, used) VALUES (?, ?, ?, ?)')
      .run(hash, operator, created, used);
    return this.#removeWhere(
      `hash IN (SELECT hash FROM operator_sessions WHERE operator = ? ORDER BY rowid DESC LIMIT -1 OFFSET ?)`,
      [operator, SESSIONS_OF_ONE],
    );
  }

  find(hash: string): OperatorSession | undefined {
    const row = this.#database
      .prepare('SELECT hash, operator, created, used FROM operator_sessions WHERE hash = ?')
      .get(hash);
    return row && Row.parse(row);
  }

  /** Notes that it was used. */
  touch(hash: string, used: Millis): void {
    this.#database.prepare('UPDATE operator_sessions SET used = ? WHERE hash = ?').run(used, hash);
  }

  remove(hash: string): void {
    this.#database.prepare('DELETE FROM operator_sessions WHERE hash = ?').run(hash);
  }

  /** Removes every session of an operator but the one with the hash `except`; answers the hashes of those removed. */
  removeOf(operator: string, except = ''): readonly string[] {
    return this.#removeWhere('operator = ? AND hash <> ?', [operator, except]);
  }

  /** Removes those that began or were used too long ago; answers their hashes. */
  prune(createdBefore: Millis, usedBefore: Millis): readonly string[] {
    return this.#removeWhere('created <= ? OR used <= ?', [createdBefore, usedBefore]);
  }

  #removeWhere(condition: string, values: readonly (string | number)[]): readonly string[] {
    const rows = this.#database
      .prepare(`DELETE FROM operator_sessions WHERE ${condition} RETURNING hash`)
      .all(...values);
    return rows.map((row) => z.string().parse(row.hash));
  }
}
