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
  `ALTER TABLE projects ADD COLUMN state TEXT NOT NULL DEFAULT 'active';
   ALTER TABLE projects ADD COLUMN created INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE projects ADD COLUMN callback_secret BLOB;
   ALTER TABLE projects ADD COLUMN former_server_secret BLOB;
   ALTER TABLE projects ADD COLUMN former_server_until INTEGER;
   ALTER TABLE projects ADD COLUMN former_callback_secret BLOB;
   ALTER TABLE projects ADD COLUMN former_callback_until INTEGER;
   ALTER TABLE projects ADD COLUMN origins TEXT NOT NULL DEFAULT '[]';
   ALTER TABLE projects ADD COLUMN limits TEXT NOT NULL DEFAULT '{}';
   ALTER TABLE projects ADD COLUMN callback_urls TEXT NOT NULL DEFAULT '{}';
   CREATE TABLE rules (
     app_id INTEGER PRIMARY KEY REFERENCES projects (app_id) ON DELETE CASCADE,
     rules TEXT NOT NULL
   ) STRICT;`,
  `CREATE TABLE operators (
     name TEXT PRIMARY KEY COLLATE NOCASE,
     role TEXT NOT NULL,
     created INTEGER NOT NULL,
     password_hash TEXT,
     second_factor BLOB,
     signed_in_at INTEGER,
     signed_in_address TEXT,
     invitation_hash TEXT UNIQUE,
     invitation_until INTEGER
   ) STRICT;
   CREATE TABLE operator_sessions (
     hash TEXT PRIMARY KEY,
     operator TEXT NOT NULL COLLATE NOCASE REFERENCES operators (name) ON DELETE CASCADE,
     created INTEGER NOT NULL,
     used INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX operator_sessions_operator ON operator_sessions (operator);
   CREATE TABLE audit (
     id INTEGER PRIMARY KEY,
     at INTEGER NOT NULL,
     actor TEXT NOT NULL,
     address TEXT NOT NULL,
     action TEXT NOT NULL,
     subject TEXT NOT NULL,
     detail TEXT NOT NULL
   ) STRICT;`,
  `CREATE TABLE deliveries (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     app_id INTEGER NOT NULL,
     event TEXT NOT NULL,
     room_id TEXT NOT NULL,
     url TEXT NOT NULL,
     origin TEXT NOT NULL,
     body TEXT NOT NULL,
     created INTEGER NOT NULL,
     state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
     attempts INTEGER NOT NULL DEFAULT 0,
     last_result TEXT NOT NULL DEFAULT '',
     next_attempt INTEGER NOT NULL,
     give_up INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX deliveries_app ON deliveries (app_id, id);
   CREATE INDEX deliveries_state ON deliveries (app_id, state, id);
   CREATE INDEX deliveries_room ON deliveries (app_id, origin, room_id, id) WHERE state = 'waiting';
   CREATE INDEX deliveries_due ON deliveries (app_id, origin, next_attempt) WHERE state = 'waiting';
   CREATE INDEX deliveries_settled ON deliveries (created) WHERE state <> 'waiting';
   CREATE TABLE outbox_rooms (
     app_id INTEGER NOT NULL,
     room_session_id TEXT NOT NULL,
     room_id TEXT NOT NULL,
     notice_seq INTEGER NOT NULL,
     user_seq INTEGER NOT NULL,
     stream_seq INTEGER NOT NULL,
     PRIMARY KEY (app_id, room_session_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX outbox_rooms_room ON outbox_rooms (app_id, room_id);
   CREATE TABLE outbox_begun (
     id INTEGER PRIMARY KEY,
     app_id INTEGER NOT NULL,
     room_session_id TEXT NOT NULL,
     subject TEXT NOT NULL,
     notice TEXT NOT NULL,
     UNIQUE (app_id, room_session_id, subject),
     FOREIGN KEY (app_id, room_session_id) REFERENCES outbox_rooms ON DELETE CASCADE
   ) STRICT;
   CREATE TABLE outbox_beat (id INTEGER PRIMARY KEY CHECK (id = 1), at INTEGER NOT NULL) STRICT;`,
  `CREATE TABLE api_keys (
     id TEXT PRIMARY KEY,
     app_id INTEGER NOT NULL REFERENCES projects (app_id) ON DELETE CASCADE,
     name TEXT NOT NULL,
     hash BLOB NOT NULL,
     created INTEGER NOT NULL,
     last_used INTEGER
   ) STRICT;
   CREATE INDEX api_keys_app_id ON api_keys (app_id);`,
  // A receiver that is away for hours leaves much that waits; looking after it must not take the server's time.
  `DROP INDEX deliveries_due;
   CREATE INDEX deliveries_due ON deliveries (app_id, origin, next_attempt, room_id) WHERE state = 'waiting';
   CREATE INDEX deliveries_give_up ON deliveries (give_up) WHERE state = 'waiting';
   CREATE INDEX deliveries_waiting ON deliveries (created) WHERE state = 'waiting';`,
  // What is settled is looked for among much that waits, and it has to go as fast as it comes.
  `CREATE INDEX deliveries_past ON deliveries (id) WHERE state <> 'waiting';`,
  // Each kind of entry has its own bound. Nonces are looked for by their time, which is what they are forgotten by.
  `ALTER TABLE audit ADD COLUMN kind TEXT NOT NULL DEFAULT 'operator' CHECK (kind IN ('operator', 'api', 'guess'));
   UPDATE audit SET kind = 'api' WHERE actor = 'signed request' OR actor LIKE 'api key %';
   UPDATE audit SET kind = 'guess' WHERE json_extract(detail, '$.refused') IS NOT NULL;
   CREATE INDEX audit_kind ON audit (kind, id);
   CREATE TABLE nonces (
     timestamp INTEGER NOT NULL,
     app_id INTEGER NOT NULL,
     nonce TEXT NOT NULL,
     PRIMARY KEY (timestamp, app_id, nonce)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE nonce_floors (app_id INTEGER PRIMARY KEY, timestamp INTEGER NOT NULL) STRICT;`,
  // An AppSign is replaced with an overlap too.
  `ALTER TABLE projects ADD COLUMN former_app_sign_secret BLOB;
   ALTER TABLE projects ADD COLUMN former_app_sign_until INTEGER;`,
  // How many there are is asked at every look at the metrics.
  `CREATE INDEX deliveries_failed ON deliveries (id) WHERE state = 'failed';`,
  // Of a room, what was tried is looked for by its time and what was not by its order; what is settled, by its project.
  `DROP INDEX deliveries_room;
   DROP INDEX deliveries_past;
   CREATE INDEX deliveries_fresh ON deliveries (app_id, origin, room_id, id) WHERE state = 'waiting' AND attempts = 0;
   CREATE INDEX deliveries_again ON deliveries (app_id, origin, room_id, next_attempt, id)
     WHERE state = 'waiting' AND attempts > 0;`,
];

const Version = z.object({ user_version: z.int() });

/**
 * Brings a database to the newest schema, all or nothing.
 *
 * @param to an earlier schema, for tests of what comes after it
 * @throws StoreError where the database is newer than this program
 */
export function migrate(database: DatabaseSync, to = steps.length): void {
  const { user_version: version } = Version.parse(database.prepare('PRAGMA user_version').get());
  if (version > steps.length) {
    const versions = `schema ${version}; this version knows ${steps.length}`;
    throw new StoreError(
      `The data folder was written by a newer Freshet (${versions}): start that version, or use another data folder.`,
    );
  }
  database.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps.slice(version, to)) database.exec(step);
    database.exec(`PRAGMA user_version = ${to}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}
