import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** A server in a process group of its own, as a terminal gives it, and everything it has said. */
async function start(): Promise<{ child: ChildProcess; said: () => string; ended: Promise<number | null> }> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-test-'));
  const env = {
    ...process.env,
    FRESHET_DATA: folder,
    FRESHET_PORT: '0',
    FRESHET_MEDIA_PORT: '0',
    FRESHET_WORKERS: '2',
  };
  const child = spawn(process.execPath, [MAIN], { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const started = new Promise<void>((resolve) => {
    const hear = (text: string): void => {
      said += text;
      if (said.includes('Ctrl-C stops it')) resolve();
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
    await rm(folder, { recursive: true, force: true });
  });
  await Promise.race([started, ended]);
  return { child, said: () => said, ended };
}

test.each(['SIGINT', 'SIGTERM'] as const)('a %s to it and to its media workers ends it quietly', async (signal) => {
  const { child, said, ended } = await start();
  expect(said()).toContain('Ctrl-C stops it');
  // What it said before is of the machine: one without a network is warned of that.
  const begun = said().length;
  // A terminal's Ctrl-C goes to the whole group, and so does the end of a service.
  process.kill(-(child.pid ?? 0), signal);
  expect(await ended).toBe(0);
  const last = said().slice(begun);
  expect(last).toContain('stopping');
  expect(last).not.toMatch(/worker died|"level":"(warn|error|fatal)"/);
});
