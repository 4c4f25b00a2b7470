import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { StoreError } from './store-error.ts';

/** Each step leads from the version of its place to the next. A step that was released is never changed. */
const steps: readonly string[] = [
  `CREATE TABLE key_check (id INTEGER PRIMARY KEY CHECK (id = 1), sealed BLOB NOT NULL) STRICT;
   CREATE TABLE projects (
     id INTEGER PRIMARY KEY,
     app_id INTEGER NOT NULL UNIQUE CHECK (app_id BETWEEN 1 AND 4294967295),
     name TEXT NOT NULL,
     server_secret BLOB NOT NULL,
     app_sign BLOB NOT NULL,
     switches TEXT NOT NULL
   ) STRICT;`,
];

const Version = z.object({ user_version: z.int() });

/**
 * Brings a database to the newest schema, all or nothing.
 *
 * @throws StoreError where the database is newer than this program
 */
export function migrate(database: DatabaseSync): void {
  const { user_version: version } = Version.parse(database.prepare('PRAGMA user_version').get());
  if (version > steps.length) {
    const versions = `schema ${version}; this version knows ${steps.length}`;
    throw new StoreError(
      `The data folder was written by a newer Freshet (${versions}): start that version, or use another data folder.`,
    );
  }
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${steps.length}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
