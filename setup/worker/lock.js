import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often an owner shows that it lives, and how often the others look. Milliseconds. */
const BEAT = 1_000;
const LOOK = 100;

/** An owner that has not shown itself for so long is gone, even where its process number is in use again. Milliseconds. */
const LIMIT = 15_000;

/** What stands in the file of a lock that its owner has given back. */
const FREE = 'free';

/**
 * Runs a task while no other process of this machine runs one under the same name. A process that dies in its task
 * leaves nothing behind that stops the next one.
 *
 * The lock is a row of numbered files, `<path>.lock.<n>`; the one with the highest number is the lock, and it is never
 * deleted, only followed by the next. Whoever finds it free or its owner dead creates the next number, which the file
 * system grants to one process alone.
 * @template T
 * @param {string} path
 * @param {() => void} onWait called once, when another process is at work
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
export async function withLock(path, onWait, task) {
  mkdirSync(dirname(path), { recursive: true });
  const file = await acquire(path, onWait);
  const beat = setInterval(() => touch(file), BEAT);
  try {
    return await task();
  } finally {
    clearInterval(beat);
    writeFileSync(file, FREE);
  }
}

/**
 * @param {string} path
 * @param {() => void} onWait
 * @returns {Promise<string>} the file that is held
 */
async function acquire(path, onWait) {
  let isWaiting = false;
  for (;;) {
    const top = Math.max(0, ...generations(path));
    if (top > 0 && isHeld(fileOf(path, top))) {
      if (!isWaiting) onWait();
      isWaiting = true;
      await sleep(LOOK);
    } else if (create(fileOf(path, top + 1))) {
      const later = generations(path).filter((n) => n > top + 1);
      // Others went past this number, and deleted it, between the look and the creation.
      if (later.length > 0) rmSync(fileOf(path, top + 1), { force: true });
      else return keepOnly(path, top + 1);
    }
  }
}

/**
 * @param {string} path
 * @param {number} mine
 */
function keepOnly(path, mine) {
  for (const n of generations(path)) if (n < mine) rmSync(fileOf(path, n), { force: true });
  return fileOf(path, mine);
}

/** @param {string} path */
function generations(path) {
  const prefix = `${basename(path)}.lock.`;
  const names = readdirSync(dirname(path)).filter((name) => name.startsWith(prefix));
  return names.map((name) => Number(name.slice(prefix.length))).filter(Number.isInteger);
}

/**
 * @param {string} path
 * @param {number} n
 */
function fileOf(path, n) {
  return join(dirname(path), `${basename(path)}.lock.${n}`);
}

/** @param {string} file */
function create(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/**
 * Whether the owner of this file lives. A file without content is one that is being written at this moment.
 * @param {string} file
 */
function isHeld(file) {
  try {
    const content = readFileSync(file, 'utf8');
    if (content === FREE || Date.now() - statSync(file).mtimeMs > LIMIT) return false;
    return content === '' || isRunning(Number(content));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
}

/** @param {string} file */
function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch (error) {
    // Somebody emptied the cache meanwhile; the task will notice what matters to it.
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
