import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { systemClock } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import { explain } from '@freshet/server-sdk';
import { expect, test } from 'vitest';
import { snippets } from './snippets.ts';

const secret = '0123456789abcdef0123456789abcdef';
const place = { appID: 4242 as AppID, origin: 'https://live.example', needsPrivileges: false };
const strict = { ...place, needsPrivileges: true };
// What JSON may write in more than one way, and no shell sees.
const userID = 'ann "安妮" c/é\\';

type Minted = { readonly code: number; readonly userID: string | undefined; readonly roomID?: string };

/** Runs a program that gets the user's name as its last argument, and looks at the token it writes. */
async function minted(
  program: string,
  args: readonly string[],
  requirePrivileges = false,
  user = userID,
): Promise<Minted> {
  const env = { ...process.env, FRESHET_SERVER_SECRET: secret };
  const { stdout } = await promisify(execFile)(program, [...args, user], { env });
  const options = { secrets: [secret], allowCbc: false, requirePrivileges, now: systemClock.now() };
  const { code, claims } = await explain(stdout, { appID: place.appID, userID: user, ...options });
  return { code, userID: claims?.userID, ...(claims?.roomID && { roomID: claims.roomID }) };
}

/** On Linux the setup brings Python and PHP; elsewhere nobody is asked to have them. */
const hasLanguages = process.platform === 'linux';

const node = (script: string): readonly string[] => ['--input-type=module', '--eval', script, '--'];

test('the Node snippet, pasted and run, mints a token that opens the project', async () => {
  const script = `${snippets.node(place)}\nprocess.stdout.write(mintToken(process.argv[1]));`;
  expect(await minted(process.execPath, node(script))).toEqual({ code: 0, userID });
});

test('where privileges are required, the Node snippet mints a token with them, for one room', async () => {
  const script = `${snippets.node(strict)}\nprocess.stdout.write(mintToken(process.argv[1], 'lobby'));`;
  expect(await minted(process.execPath, node(script), true)).toEqual({ code: 0, userID, roomID: 'lobby' });
  const basic = `${snippets.node(place)}\nprocess.stdout.write(mintToken(process.argv[1]));`;
  expect(await minted(process.execPath, node(basic), true)).toMatchObject({ code: 1002033 });
});

test('and so does the snippet of the SDK', async () => {
  const [imports = '', ...rest] = snippets.sdk(strict).split('// The server API')[0]?.split('\n') ?? [];
  const sdk = import.meta.resolve('@freshet/server-sdk');
  const script = `${imports.replace('@freshet/server-sdk', sdk)}\n${rest.join('\n')}
    process.stdout.write(await mintToken(process.argv[1], 'lobby'));`;
  expect(await minted(process.execPath, node(script), true, 'ann')).toEqual({
    code: 0,
    userID: 'ann',
    roomID: 'lobby',
  });
});

test.runIf(hasLanguages)('the Python snippet, pasted and run, mints a token that opens the project', async () => {
  const script = `${snippets.python(place)}\nimport sys\nsys.stdout.write(mint_token(sys.argv[1]))`;
  expect(await minted('python3', ['-c', script])).toEqual({ code: 0, userID });
  const inRoom = `${snippets.python(strict)}\nimport sys\nsys.stdout.write(mint_token(sys.argv[1], 'lobby'))`;
  expect(await minted('python3', ['-c', inRoom], true)).toEqual({ code: 0, userID, roomID: 'lobby' });
});

test.runIf(hasLanguages)('the PHP snippet, pasted and run, mints a token that opens the project', async () => {
  const script = `${snippets.php(place).replace('<?php\n', '')}\necho mintToken($secret, $argv[1]);`;
  expect(await minted('php', ['-r', script, '--'])).toEqual({ code: 0, userID });
  const inRoom = `${snippets.php(strict).replace('<?php\n', '')}\necho mintToken($secret, $argv[1], 'lobby');`;
  expect(await minted('php', ['-r', inRoom, '--'], true)).toEqual({ code: 0, userID, roomID: 'lobby' });
});

test('the snippets name this project and this server', () => {
  for (const name of ['node', 'sdk', 'python', 'php', 'curl'] as const) expect(snippets[name](place)).toContain('4242');
  for (const name of ['sdk', 'curl', 'bearer'] as const) expect(snippets[name](place)).toContain(place.origin);
});
