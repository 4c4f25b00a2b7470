import type { DatabaseSync } from 'node:sqlite';
import { type Millis, millis } from '@freshet/kit';
import * as z from 'zod';

/** Whose act an entry tells of: an operator's, a backend's by the server API, or the wrong guess of anyone. */
type AuditKind = 'operator' | 'api' | 'guess';

/** How many entries of each kind are kept; the oldest give way. */
export type AuditLimits = Readonly<Record<AuditKind, number>>;

const LIMITS: AuditLimits = { operator: 200_000, api: 200_000, guess: 50_000 };

/** What someone did, without any secret. */
export type AuditRecord = {
  readonly kind: AuditKind;
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
export type AuditEntry = Omit<AuditRecord, 'kind'> & { readonly id: number };

const Row = z.object({
  id: z.number(),
  at: z.number().transform(millis),
  actor: z.string(),
  address: z.string(),
  action: z.string(),
  subject: z.string(),
  detail: z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
});
const Count = z.object({ count: z.number() });

/**
 * What was changed, by whom. Entries are added, never altered. Each kind has a bound of its own, so that neither a busy
 * backend nor someone who guesses pushes out what operators did.
 */
export class SqliteAuditLog {
  readonly #database: DatabaseSync;
  readonly #limits: AuditLimits;
  readonly #counts = new Map<AuditKind, number>();

  constructor(database: DatabaseSync, limits = LIMITS) {
    this.#database = database;
    this.#limits = limits;
  }

  /** Writes an entry down; it is in the file when this returns. */
  record({ kind, at, actor, address, action, subject, detail }: AuditRecord): void {
    const standing = this.#counts.get(kind) ?? this.#count(kind);
    this.#database
      .prepare('INSERT INTO audit (kind, at, actor, address, action, subject, detail) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(kind, at, actor, address, action, subject, JSON.stringify(detail));
    this.#counts.set(kind, standing + 1);
    this.#prune(kind, standing + 1 - this.#limits[kind]);
  }

  /** Entries, newest first; those before the entry `before` where one is named. */
  list({ before, limit }: { readonly before?: number | undefined; readonly limit: number }): readonly AuditEntry[] {
    const rows = this.#database
      .prepare('SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?')
      .all(before ?? Number.MAX_SAFE_INTEGER, limit);
    return z.array(Row).parse(rows);
  }

  #prune(kind: AuditKind, surplus: number): void {
    if (surplus <= 0) return;
    const remove = this.#database.prepare(
      'DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE kind = ? ORDER BY id LIMIT ?)',
    );
    const { changes } = remove.run(kind, surplus);
    this.#counts.set(kind, this.#limits[kind] + surplus - Number(changes));
  }

  #count(kind: AuditKind): number {
    return Count.parse(this.#database.prepare('SELECT count(*) AS count FROM audit WHERE kind = ?').get(kind)).count;
  }
}
