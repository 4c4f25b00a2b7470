import type { DatabaseSync } from 'node:sqlite';
import { type Millis, millis } from '@freshet/kit';
import * as z from 'zod';

/** Entries that are kept; the oldest give way. */
const KEPT = 200_000;

/** What someone did, without any secret. */
export type AuditRecord = {
  /** Milliseconds since the Unix epoch. */
  readonly at: Millis;
  /** The name of an operator, `command`, `api key …` or `signed request`; empty where nobody was signed in. */
  readonly actor: string;
  readonly address: string;
  readonly action: string;
  /** What it was about, such as an AppID. */
  readonly subject: string;
  readonly detail: Readonly<Record<string, unknown>>;
};

/** What someone did, as it is kept. */
export type AuditEntry = AuditRecord & { readonly id: number };

const Row = z.object({
  id: z.number(),
  at: z.number().transform(millis),
  actor: z.string(),
  address: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
});

/** What was changed, by whom. Entries are added, never altered. */
export class SqliteAuditLog {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Writes an entry down; it is in the file when this returns. */
  record({ at, actor, address, action, subject, detail }: AuditRecord): void {
    const { lastInsertRowid: id } = this.#database
      .prepare('INSERT INTO audit (at, actor, address, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?)')
      .run(at, actor, address, action, subject, JSON.stringify(detail));
    this.#database.prepare('DELETE FROM audit WHERE id <= ?').run(Number(id) - KEPT);
  }

  /** Entries, newest first; those before the entry `before` where one is named. */
  list({ before, limit }: { readonly before?: number | undefined; readonly limit: number }): readonly AuditEntry[] {
    const rows = this.#database
      .prepare('SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?')
      .all(before ?? Number.MAX_SAFE_INTEGER, limit);
    return z.array(Row).parse(rows);
  }
}
