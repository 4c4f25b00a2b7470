import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { KEY_LENGTH, SecretBox } from './secret-box.ts';
import { StoreError } from './store-error.ts';

/**
 * Reads the key of a data folder.
 *
 * @throws StoreError where it is missing or broken
 */
export async function readKey(folder: string): Promise<SecretBox> {
  const path = join(folder, 'key');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new StoreError(`The key ${path} cannot be read: ${CURE}.`, { cause: error });
  }
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length !== KEY_LENGTH) throw new StoreError(`The key ${path} is broken: ${CURE}.`);
  return new SecretBox(key);
}

/**
 * Makes the key of a new data folder, readable by its owner alone. One that is there already is kept: whoever put it
 * there means it to be used.
 *
 * @throws StoreError where it is broken
 */
export async function makeKey(folder: string): Promise<SecretBox> {
  try {
    const text = `${randomBytes(KEY_LENGTH).toString('hex')}\n`;
    await writeFile(join(folder, 'key'), text, { flag: 'wx', mode: 0o600, flush: true });
  } catch (error) {
    if (!isThereAlready(error)) throw error;
  }
  return readKey(folder);
}

/** What to do where the key does not fit the data. */
export const CURE = 'put it back from a backup, or move the data folder away to begin anew';

const isThereAlready = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'EEXIST';
