import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Log } from '@freshet/core';
import { type Millis, millis, seconds } from '@freshet/kit';
import { closeCodes, FreshetError } from '@freshet/protocol';
import { FakeMediaPlane, launchServer, uniqueNames, WireClient, wireLogin } from '@freshet/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { SessionsDoor } from './connection.ts';
import { Door, type DoorLimits } from './door.ts';
import { Gateway } from './gateway.ts';

const silent: Log = { child: () => silent, info: () => undefined, warn: () => undefined, error: () => undefined };
const limits = { messagesPerSecond: 50, messageBurst: 50, unreadBytes: 10_000 };
const doorLimits: DoorLimits = {
  sockets: 4,
  toldSockets: 1,
  refusedLogins: 1000,
  userLogins: 1000,
  projectLogins: 1000,
  roomLogins: 1000,
  exchanges: 10,
};
// As long as a test may take, and longer.
const UNHURRIED = seconds(600);

const HANDSHAKE = [
  'GET /ws HTTP/1.1',
  'Host: h',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
  '',
  '',
].join('\r\n');

/** A gateway by itself, in front of `sessions`, whose clock stands. */
async function open(
  sessions: Partial<SessionsDoor>,
  loginDeadline: Millis = UNHURRIED,
): Promise<{ origin: string; port: number; server: Server }> {
  const server = createServer();
  const refuse = () => Promise.reject(new FreshetError(1002033));
  const gateway = new Gateway({
    server,
    sessions: { login: refuse, resume: () => ({}) as never, logout: async () => undefined, ...sessions },
    door: new Door(doorLimits),
    clock: { now: () => millis(0) },
    limits: { ...limits, loginDeadline },
    addressOf: ({ socket }) => socket.remoteAddress ?? '',
    publicOrigin: undefined,
    refused: () => undefined,
    log: silent,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    await gateway.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, port, server };
}

/** A bare TCP connection; it never fails, and never ends its side by itself. */
function dial(port: number): Socket {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** What the other end says until it says no more. */
async function saidBy(socket: Socket): Promise<string> {
  let said = '';
  for await (const chunk of socket) said += String(chunk);
  return said;
}

const credentials = {
  versions: [1],
  appID: 1,
  roomID: 'r',
  user: { userID: 'u', userName: 'u' },
  token: '',
  config: { isUserStatusNotify: false, maxMemberCount: 0 },
};

test('a socket whose login is refused after the deadline is closed all the same: 4401', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const asked = Promise.withResolvers<void>();
  const passed = Promise.withResolvers<void>();
  const login = async () => {
    asked.resolve();
    await passed.promise;
    throw new FreshetError(1002033);
  };
  const { origin } = await open({ login });
  const slow = await WireClient.connect(origin);
  const refused = expect(slow.request('login', credentials)).rejects.toMatchObject({ code: 1002033 });
  await asked.promise;
  vi.advanceTimersByTime(UNHURRIED);
  passed.resolve();
  await refused;
  vi.advanceTimersByTime(UNHURRIED);
  expect((await slow.closed).code).toBe(closeCodes.notLoggedIn);
});

test.each(['//', '/%', 'http://[', '*', '/ws/../x', '/elsewhere'])(
  'an upgrade of %s is refused with 404',
  async (path) => {
    const { port } = await open({});
    const socket = dial(port);
    socket.write(HANDSHAKE.replace('/ws', path));
    expect(await saidBy(socket)).toMatch(/^HTTP\/1.1 40[04] /);
  },
);

test('clients that are refused and vanish at once do no harm', async () => {
  const { origin, port } = await open({}, millis(10));
  const gone = Array.from({ length: 50 }, () => {
    const socket = dial(port);
    socket.write(HANDSHAKE.replace('/ws', '/elsewhere'), () => socket.resetAndDestroy());
    return new Promise((resolve) => socket.once('close', resolve));
  });
  await Promise.all(gone);
  expect((await (await WireClient.connect(origin)).closed).code).toBe(closeCodes.notLoggedIn);
});

test('an address has so many sockets and no more: one too many is told so, 4429, until one of them closes', async () => {
  const { origin } = await open({});
  const clients = await Promise.all([1, 2, 3, 4].map(() => WireClient.connect(origin)));
  const fifth = await WireClient.connect(origin);
  expect((await fifth.closed).code).toBe(closeCodes.tooFast);
  for (const client of clients) client.cut();
  const again = async () => {
    const client = await WireClient.connect(origin);
    return client.request('login', credentials).catch(({ code }) => code);
  };
  await expect.poll(again).toBe(1002033);
});

test('sockets beyond those that are told are refused with 429', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const { origin, port } = await open({});
  await Promise.all([1, 2, 3, 4].map(() => WireClient.connect(origin)));
  // It never answers the end of its socket.
  const told = dial(port);
  told.write(HANDSHAKE);
  await new Promise((resolve) => told.once('data', resolve));
  const refused = dial(port);
  refused.write(HANDSHAKE);
  expect(await saidBy(refused)).toMatch(/^HTTP\/1.1 429 /);
});

test('large messages weigh more: what a client may send small it may not send at that rate large, 4429', async () => {
  const { origin } = await open({});
  const client = await WireClient.connect(origin);
  for (let n = 0; n < 10; n += 1) client.sendRaw(JSON.stringify({ id: n, method: 'x'.repeat(60_000), params: {} }));
  expect((await client.closed).code).toBe(closeCodes.tooFast);
});

test('a server closes within its patience whatever its clients leave unfinished', async () => {
  const server = await launchServer({ media: new FakeMediaPlane() });
  const port = Number(new URL(server.origin).port);
  const { client } = await wireLogin(server, uniqueNames());
  const [mute, unsaid, unsent] = [dial(port), dial(port), dial(port)];
  mute.write(HANDSHAKE);
  unsent.write('POST /api/invitations/exchange HTTP/1.1\r\nHost: h\r\nContent-Length: 100\r\n\r\n{');
  unsaid.write('GET / HT');
  await new Promise((resolve) => mute.once('data', resolve));
  mute.pause();
  await server.close();
  expect((await client.closed).code).toBe(closeCodes.goingAway);
});
