import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { exitCode, isNewSignal, runAside } from './child.js';
import { root } from './places.js';

test('a signal that comes twice at once is one, and a later one is another', () => {
  let now = 0;
  const isNew = isNewSignal(() => now);
  expect(isNew('SIGINT')).toBe(true);
  now = 5;
  expect(isNew('SIGINT')).toBe(false);
  expect(isNew('SIGTERM')).toBe(true);
  now = 5_000;
  expect(isNew('SIGINT')).toBe(true);
});

test('a child that a signal ended has the exit code a shell would give it', () => {
  expect([exitCode(0, null), exitCode(3, null), exitCode(null, 'SIGKILL')]).toEqual([0, 3, 137]);
});

test('a command out of sight gives back its code and both of its outputs in order', async () => {
  const script = "process.stdout.write('a\\n'); process.stderr.write('b\\n'); process.exitCode = 7;";
  expect(await runAside([process.execPath, '-e', script], { env: process.env })).toEqual({ code: 7, output: 'a\nb\n' });
});

test('a command that does not exist gives the code a shell would give it', async () => {
  expect((await runAside(['no-such-program'], { env: process.env })).code).toBe(127);
});

test('a command in front gets Ctrl-C once although it came twice, and its exit code is handed on', async () => {
  const inner = `let seen = 0;
    process.on('SIGINT', () => { seen += 1; console.log('interrupted'); });
    process.on('SIGTERM', () => process.exit(40 + seen));
    setInterval(() => {}, 1000);
    console.log('ready');`;
  const outer = `import { runInFront } from ${JSON.stringify(join(root, 'setup/child.js'))};
    process.exitCode = await runInFront([process.execPath, '-e', ${JSON.stringify(inner)}], { env: process.env });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', outer], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  for await (const text of child.stdout.setEncoding('utf8')) {
    if (text.includes('ready')) {
      child.kill('SIGINT');
      child.kill('SIGINT');
    }
    if (text.includes('interrupted')) child.kill('SIGTERM');
  }
  expect(await exit).toEqual([41, null]);
});
