import { chmod, copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { backup, type DatabaseSync } from 'node:sqlite';
import { StoreError } from './store-error.ts';

/**
 * Copies an open database, and the key of its folder, to a new folder. The copy is of one moment; work goes on while it
 * is made. It is as secret as what it was made from, and is readable by its owner alone.
 *
 * @throws StoreError where the folder is there already or cannot be written; nothing is left of it then
 */
export async function backUp(database: DatabaseSync, folder: string, target: string): Promise<void> {
  await makeFolder(target);
  try {
    const copy = join(target, 'freshet.db');
    await backup(database, copy);
    await chmod(copy, 0o600);
    await copyFile(join(folder, 'key'), join(target, 'key'));
    await chmod(join(target, 'key'), 0o600);
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw new StoreError(
      `The backup to ${target} failed (${reasonOf(error)}): make room there, or name another place.`,
      {
        cause: error,
      },
    );
  }
}

async function makeFolder(target: string): Promise<void> {
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await mkdir(target, { mode: 0o700 });
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const problem = isThere ? 'is there already: name a new folder' : `cannot be made (${reasonOf(error)})`;
    throw new StoreError(`The folder ${target} ${problem}.`, { cause: error });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
