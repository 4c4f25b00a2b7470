import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { recordStart } from './start-env.js';

test('what is written down for a start is read by a shell as it was, with any sign in a path', () => {
  const top = mkdtempSync(join(tmpdir(), 'freshet-test-'));
  onTestFinished(() => rmSync(top, { recursive: true }));
  const node = '/opt/a "quoted" $HOME/node';
  recordStart(node, { MEDIASOUP_WORKER_BIN: '/opt/with space/worker' }, top);
  const script = '. .cache/start.env && printf "%s|%s" "$FRESHET_NODE" "$MEDIASOUP_WORKER_BIN"';
  expect(execFileSync('sh', ['-c', script], { cwd: top, encoding: 'utf8' })).toBe(`${node}|/opt/with space/worker`);
});
