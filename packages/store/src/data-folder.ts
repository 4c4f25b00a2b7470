import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { CURE, makeKey, readKey } from './key-file.ts';
import { migrate } from './schema.ts';
import type { SecretBox } from './secret-box.ts';
import { StoreError } from './store-error.ts';

/** An open data folder: no other process has it open. */
export type DataFolder = { readonly database: DatabaseSync; readonly box: SecretBox };

/** How long a server that starts waits for one that is just ending. Milliseconds. */
const LOCK_WAIT = 1000;
const KEY_CHECK = 'key check';

const KeyCheck = z.optional(z.object({ sealed: z.instanceof(Uint8Array) }));
const SqliteFailure = z.object({ errcode: z.number() });
// https://www.sqlite.org/rescode.html: the low byte of a result code is its kind.
const SQLITE_BUSY = 5;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

/**
 * Opens a data folder, which is made where there is none, and locks it until the database is closed.
 *
 * @throws StoreError where it cannot be used
 */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const path = join(folder, 'freshet.db');
  try {
    await makeFiles(folder, path);
    const database = new DatabaseSync(path, { timeout: LOCK_WAIT, enableForeignKeyConstraints: true });
    try {
      lock(database);
      migrate(database);
      return { database, box: await openBox(folder, database) };
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw explain(error, folder, path);
  }
}

// SQLite gives its own files the mode of the database, so that is set before it is first opened.
async function makeFiles(folder: string, path: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  await file.close();
}

// Two servers on one folder would give one streamID to two publishers. The lock is the operating system's: it ends
// with the process, however that ends.
function lock(database: DatabaseSync): void {
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = NORMAL');
}

async function openBox(folder: string, database: DatabaseSync): Promise<SecretBox> {
  const check = KeyCheck.parse(database.prepare('SELECT sealed FROM key_check').get());
  if (check === undefined) {
    const box = await makeKey(folder);
    database.prepare('INSERT INTO key_check (id, sealed) VALUES (1, ?)').run(box.seal(KEY_CHECK, KEY_CHECK));
    return box;
  }
  const box = await readKey(folder);
  try {
    box.open(check.sealed, KEY_CHECK);
  } catch (error) {
    throw new StoreError(`The key ${join(folder, 'key')} is not the one of this data: ${CURE}.`, { cause: error });
  }
  return box;
}

function explain(error: unknown, folder: string, path: string): unknown {
  if (error instanceof StoreError || !(error instanceof Error && 'code' in error)) return error;
  switch ((SqliteFailure.safeParse(error).data?.errcode ?? 0) & 0xff) {
    case SQLITE_BUSY:
      return new StoreError(
        `The data folder ${folder} is in use by another Freshet: stop that one, or give this one another data folder.`,
        { cause: error },
      );
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return new StoreError(`The database ${path} is broken: ${CURE}.`, { cause: error });
    default:
      return new StoreError(
        `The data folder ${folder} cannot be used (${error.message}): make it writable, or name another one.`,
        { cause: error },
      );
  }
}
