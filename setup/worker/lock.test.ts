import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { withLock } from './lock.js';

const lock = JSON.stringify(new URL('lock.js', import.meta.url).href);

function place(): string {
  return join(mkdtempSync(join(tmpdir(), 'freshet-test-')), 'worker');
}

/** A process that notes when it enters and leaves its task. */
function contender(path: string, diary: string) {
  const code = `
    import { appendFileSync } from 'node:fs';
    import { setTimeout as sleep } from 'node:timers/promises';
    import { withLock } from ${lock};
    const note = (word) => appendFileSync(${JSON.stringify(diary)}, process.pid + ' ' + word + '\\n');
    await withLock(${JSON.stringify(path)}, () => {}, async () => { note('in'); await sleep(20); note('out'); });`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]);
}

/** A process that takes the lock and dies by SIGKILL in its task. */
async function die(path: string): Promise<void> {
  const code = `
    import { withLock } from ${lock};
    await withLock(${JSON.stringify(path)}, () => {}, async () => process.kill(process.pid, 'SIGKILL'));`;
  await once(spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' }), 'exit');
}

describe('a lock', () => {
  test('that several processes find left by a dead one lets each of them in alone', async () => {
    const path = place();
    const diary = `${path}.diary`;
    await die(path);
    await Promise.all(Array.from({ length: 6 }, () => contender(path, diary)));
    const lines = readFileSync(diary, 'utf8').trim().split('\n');
    expect(lines).toHaveLength(12);
    for (let i = 0; i < lines.length; i += 2) expect(lines[i + 1]).toBe(lines[i]?.replace('in', 'out'));
    expect(readdirSync(join(path, '..')).filter((name) => name.includes('.lock.'))).toHaveLength(1);
  });

  test('whose owner lives makes the next one wait and say so once', async () => {
    const path = place();
    const order: string[] = [];
    const { promise: waited, resolve: tell } = Promise.withResolvers<void>();
    const first = withLock(path, tell, async () => {
      await waited;
      order.push('first');
    });
    const onWait = () => {
      order.push('wait');
      tell();
    };
    await Promise.all([first, withLock(path, onWait, async () => order.push('second'))]);
    expect(order).toEqual(['wait', 'first', 'second']);
  });

  test('whose process number now belongs to someone else is taken over', async () => {
    const path = place();
    writeFileSync(`${path}.lock.3`, String(process.pid));
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(`${path}.lock.3`, longAgo, longAgo);
    expect(
      await withLock(
        path,
        () => expect.unreachable(),
        async () => 'in',
      ),
    ).toBe('in');
  });

  test('is given back when the task fails', async () => {
    const path = place();
    const fail = () => Promise.reject(new Error('no'));
    await expect(withLock(path, () => {}, fail)).rejects.toThrow('no');
    expect(
      await withLock(
        path,
        () => expect.unreachable(),
        async () => 'in',
      ),
    ).toBe('in');
  });
});
