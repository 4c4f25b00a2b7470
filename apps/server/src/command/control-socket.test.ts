import { once } from 'node:events';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ConsoleRefused } from '../console/console-refused.ts';
import { ControlSocket } from './control-socket.ts';

const warned = vi.fn();
const log = { child: () => log, info: () => undefined, warn: warned, error: () => undefined };

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function open(folder: string, call: (endpoint: string, body: unknown) => Promise<unknown>): Promise<string> {
  const socket = await ControlSocket.open({ folder, call, log });
  onTestFinished(() => socket.close());
  return join(folder, 'control.sock');
}

async function post(socketPath: string, path: string, body: unknown): Promise<{ status: number; said: unknown }> {
  const headers = { 'content-type': 'application/json' };
  const asking = request({ socketPath, path, method: 'POST', headers });
  const answered = once(asking, 'response');
  asking.end(JSON.stringify(body));
  const [response] = (await answered) as [IncomingMessage];
  return { status: response.statusCode ?? 0, said: await json(response) };
}

test('the socket can be opened by its owner alone, and goes with the server', async () => {
  const folder = await newFolder();
  const socket = await ControlSocket.open({ folder, call: async () => ({}), log });
  expect((await stat(join(folder, 'control.sock'))).mode & 0o777).toBe(0o600);
  await socket.close();
  await expect(stat(join(folder, 'control.sock'))).rejects.toThrow('ENOENT');
});

test('a socket that a dead server left is replaced', async () => {
  const folder = await newFolder();
  const dead = createServer().listen(join(folder, 'control.sock'));
  onTestFinished(() => void dead.close());
  await once(dead, 'listening');
  const path = await open(folder, async () => ({ alive: true }));
  expect(await post(path, '/about', {})).toEqual({ status: 200, said: { alive: true } });
});

test('a call is handed on as it came, and a refusal and a failure keep their words', async () => {
  const path = await open(await newFolder(), async (endpoint, body) => {
    if (endpoint === 'refused') throw new ConsoleRefused('conflict', 'not now');
    if (endpoint === 'failed') throw new Error('the disk burst');
    return { endpoint, body };
  });
  expect(await post(path, '/rooms', { a: 1 })).toEqual({ status: 200, said: { endpoint: 'rooms', body: { a: 1 } } });
  expect(await post(path, '/refused', {})).toEqual({ status: 409, said: { reason: 'conflict', message: 'not now' } });
  expect(await post(path, '/failed', {})).toMatchObject({ status: 500, said: { message: 'the disk burst' } });
});

test('where the path is too long for a socket, the server starts without one and says so', async () => {
  const folder = join(await newFolder(), 'x'.repeat(110));
  await mkdir(folder);
  const socket = await ControlSocket.open({ folder, call: async () => ({}), log });
  await socket.close();
  expect(warned).toHaveBeenCalledWith({ path: join(folder, 'control.sock') }, expect.stringContaining('too long'));
});
