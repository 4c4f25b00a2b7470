import { connect, type Socket } from 'node:net';
import { millis } from '@freshet/kit';
import { closeCodes, FreshetError, limits, type UserID } from '@freshet/protocol';
import { FakeMediaPlane, launchServer, uniqueNames, WireClient, wireLogin } from '@freshet/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { credentials, openGateway, UNHURRIED } from './testing/bare-gateway.ts';

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
  const { origin } = await openGateway({ login });
  const slow = await WireClient.connect(origin);
  const refused = expect(slow.request('login', credentials)).rejects.toMatchObject({ code: 1002033 });
  await asked.promise;
  vi.advanceTimersByTime(UNHURRIED);
  passed.resolve();
  await refused;
  vi.advanceTimersByTime(UNHURRIED);
  expect((await slow.closed).code).toBe(closeCodes.notLoggedIn);
});

test('whoever leaves while it waits at the door does not come in', async () => {
  const asked = Promise.withResolvers<void>();
  const passed = Promise.withResolvers<void>();
  const login = vi.fn<() => Promise<never>>(async () => {
    asked.resolve();
    await passed.promise;
    throw new FreshetError(1002034);
  });
  const { origin, gateway } = await openGateway({ login }, UNHURRIED, { roomLogins: 1, sockets: 9 });
  const enter = async () => {
    const client = await WireClient.connect(origin);
    return { client, end: client.request('login', credentials).catch((error: FreshetError) => error.code) };
  };
  const first = await enter();
  await asked.promise;
  const impatient = await enter();
  const patient = await enter();
  // Its request has been read: the one after it is answered.
  await expect(impatient.client.request('ping', {})).rejects.toMatchObject({ code: 1000002 });
  await expect(patient.client.request('ping', {})).rejects.toMatchObject({ code: 1000002 });
  impatient.client.close();
  await expect.poll(() => gateway.connectionCount).toBe(2);
  passed.resolve();
  expect(await first.end).toBe(1002034);
  expect(await patient.end).toBe(1002034);
  expect(login).toHaveBeenCalledTimes(2);
});

test.each(['//', '/%', 'http://[', '*', '/ws/../x', '/elsewhere'])(
  'an upgrade of %s is refused with 404',
  async (path) => {
    const { port } = await openGateway({});
    const socket = dial(port);
    socket.write(HANDSHAKE.replace('/ws', path));
    expect(await saidBy(socket)).toMatch(/^HTTP\/1.1 40[04] /);
  },
);

test('clients that are refused and vanish at once do no harm', async () => {
  const { origin, port } = await openGateway({}, millis(10));
  const gone = Array.from({ length: 50 }, () => {
    const socket = dial(port);
    socket.write(HANDSHAKE.replace('/ws', '/elsewhere'), () => socket.resetAndDestroy());
    return new Promise((resolve) => socket.once('close', resolve));
  });
  await Promise.all(gone);
  expect((await (await WireClient.connect(origin)).closed).code).toBe(closeCodes.notLoggedIn);
});

test('an address has so many sockets and no more: one too many is told so, 4429, until one of them closes', async () => {
  const { origin } = await openGateway({});
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
  const { origin, port } = await openGateway({});
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
  const { origin } = await openGateway({});
  const client = await WireClient.connect(origin);
  for (let n = 0; n < 10; n += 1) client.sendRaw(JSON.stringify({ id: n, method: 'x'.repeat(60_000), params: {} }));
  expect((await client.closed).code).toBe(closeCodes.tooFast);
});

test('a message of 64 KiB is read, and one byte more ends the socket: 1009', async () => {
  const { origin } = await openGateway({});
  const client = await WireClient.connect(origin);
  const ask = (size: number) => {
    const bare = JSON.stringify({ id: 1, method: 'login', params: { ...credentials, padding: '' } });
    const padded = { ...credentials, padding: 'x'.repeat(size - bare.length) };
    return client.request('login', padded);
  };
  await expect(ask(limits.message)).rejects.toMatchObject({ code: 1002033 });
  await expect(ask(limits.message + 1)).rejects.toMatchObject({ code: 1009 });
});

test('who logs out is told so, 4000, and who is kicked, 4001', async () => {
  const server = await launchServer({ media: new FakeMediaPlane() });
  onTestFinished(() => server.close());
  const { roomID } = uniqueNames();
  const [ann, bob] = [
    await wireLogin(server, { roomID, userID: 'ann' }),
    await wireLogin(server, { roomID, userID: 'bob' }),
  ];
  await ann.client.request('logout', {});
  expect((await ann.client.closed).code).toBe(closeCodes.loggedOut);
  await server.sessions.control.kick(server.demo.appID, roomID, ['bob' as UserID], '');
  expect((await bob.client.closed).code).toBe(closeCodes.kicked);
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
