import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { systemClock } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import { explain } from '@freshet/server-sdk';
import { expect, test } from 'vitest';
import { snippets } from './snippets.ts';

const secret = '0123456789abcdef0123456789abcdef';
const place = { appID: 4242 as AppID, origin: 'https://live.example' };

test('the Node snippet, pasted and run, mints a token that opens the project', async () => {
  const script = `${snippets.node(place)}\nprocess.stdout.write(mintToken('ann'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, FRESHET_SERVER_SECRET: secret },
  });
  const options = { secrets: [secret], allowCbc: false, requirePrivileges: false, now: systemClock.now() };
  const { code, claims } = await explain(stdout, { appID: place.appID, userID: 'ann', ...options });
  expect({ code, userID: claims?.userID }).toEqual({ code: 0, userID: 'ann' });
});

test('the snippets name this project and this server', () => {
  for (const name of ['node', 'sdk', 'python', 'php', 'curl'] as const) expect(snippets[name](place)).toContain('4242');
  for (const name of ['sdk', 'curl', 'bearer'] as const) expect(snippets[name](place)).toContain(place.origin);
});
