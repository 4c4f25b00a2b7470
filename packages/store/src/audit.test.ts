import { DatabaseSync } from 'node:sqlite';
import { millis } from '@freshet/kit';
import { expect, test } from 'vitest';
import { type AuditRecord, SqliteAuditLog } from './audit.ts';
import { migrate } from './schema.ts';

const record = (kind: AuditRecord['kind'], count: number): AuditRecord => ({
  ...{ kind, at: millis(count), actor: 'Ann', address: '192.0.2.1', action: 'kick', subject: '7' },
  detail: { count },
});

/** The last schema in which entries had no kind. */
const BEFORE_KINDS = 7;

test('however much one kind has to tell, the entries of another are kept, also over restarts', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database);
  const limits = { operator: 2, api: 3, guess: 1 };
  for (const [kind, from] of [
    ['operator', 0],
    ['api', 10],
    ['guess', 20],
    ['api', 30],
  ] as const) {
    const audit = new SqliteAuditLog(database, limits);
    for (let count = from; count < from + 5; count += 1) audit.record(record(kind, count));
  }
  const left = new SqliteAuditLog(database).list({ limit: 100 });
  expect(left.map(({ detail }) => detail.count)).toEqual([34, 33, 32, 24, 4, 3]);
  database.close();
});

test('entries of a version that did not tell kinds apart are told apart by what they say', () => {
  const database = new DatabaseSync(':memory:');
  migrate(database, BEFORE_KINDS);
  const add = database.prepare(
    `INSERT INTO audit (at, actor, address, action, subject, detail) VALUES (1,?,'','','',?)`,
  );
  for (const actor of ['Ann', 'command', 'api key shop', 'signed request']) add.run(actor, '{}');
  add.run('', '{"refused":"wrongPassword"}');
  migrate(database);
  const kinds = database.prepare('SELECT actor, kind FROM audit ORDER BY id').all();
  expect(kinds.map(({ actor, kind }) => `${actor}: ${kind}`)).toEqual([
    'Ann: operator',
    'command: operator',
    'api key shop: api',
    'signed request: api',
    ': guess',
  ]);
  database.close();
});
