import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Admission, closeCodes, protocolVersions } from '@freshet/protocol';
import { WireClient } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

type Started = { readonly child: ChildProcess; readonly ended: Promise<unknown[]>; readonly said: () => string };

/** A server on the data of `folder`, as systemd runs it. */
async function start(folder: string, drainSeconds: string): Promise<Started> {
  const settings = { FRESHET_DATA: folder, FRESHET_PORT: '0', FRESHET_DRAIN_SECONDS: drainSeconds };
  const env = { ...process.env, ...settings, FRESHET_MEDIA_PORT: '0', FRESHET_WORKERS: '1' };
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await expect.poll(() => said).toContain('Ctrl-C stops it');
  return { child, ended, said: () => said };
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function linkOf({ said }: Started): { origin: string; invitation: string } {
  const [, origin = '', invitation = ''] = /(http\S+)\/watch#(\S+)/.exec(said()) ?? [];
  return { origin, invitation };
}

/** Enters the demo room by the link that the server printed. */
async function enter(server: Started) {
  const { origin, invitation } = linkOf(server);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ invitation });
  const response = await fetch(`${origin}/api/invitations/exchange`, { method: 'POST', headers, body });
  const { appID, roomID, user, token } = (await response.json()) as Admission;
  const config = { isUserStatusNotify: true, maxMemberCount: 0 };
  const params = { versions: [...protocolVersions], appID, roomID, user, token, config };
  const client = await WireClient.connect(origin);
  return { params, client, answer: await client.request('login', params) };
}

test('a client is told when the drain is over, and is let in by the server that starts then', async () => {
  const folder = await newFolder();
  const first = await start(folder, '0.2');
  const { params, client, answer } = await enter(first);
  first.child.kill('SIGTERM');
  expect((await client.closed).code).toBe(closeCodes.goingAway);
  expect(await first.ended).toEqual([0, null]);
  const second = await start(folder, '0');
  const back = await WireClient.connect(linkOf(second).origin);
  const { sessionID, resumeSecret, positions } = answer;
  const resume = { versions: [...protocolVersions], sessionID, resumeSecret, positions };
  await expect(back.request('resume', resume)).rejects.toMatchObject({ code: 1002052 });
  await expect(back.request('login', params)).resolves.toMatchObject({ version: expect.any(Number) });
  back.close();
});

test('a second SIGTERM ends the drain', async () => {
  const server = await start(await newFolder(), '3600');
  const { client } = await enter(server);
  server.child.kill('SIGTERM');
  await expect.poll(server.said).toContain('draining');
  server.child.kill('SIGTERM');
  expect((await client.closed).code).toBe(closeCodes.goingAway);
  expect(await server.ended).toEqual([0, null]);
});
