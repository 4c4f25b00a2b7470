import { once } from 'node:events';
import { FakeMediaPlane, launchServer } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';

/** A server that lets one socket and one exchange in for each address. */
async function launch(trusted: string): Promise<string> {
  const server = await launchServer({
    media: new FakeMediaPlane(),
    door: { sockets: 1, toldSockets: 0, exchanges: 1 },
    env: { FRESHET_TRUSTED_PROXIES: trusted },
  });
  onTestFinished(() => server.close());
  return server.origin;
}

async function open(origin: string, forwardedFor: string): Promise<boolean> {
  const address = `${origin.replace('http', 'ws')}/ws`;
  const socket = new WebSocket(address, { headers: { 'x-forwarded-for': forwardedFor } });
  onTestFinished(() => socket.terminate());
  return once(socket, 'open').then(
    () => true,
    () => false,
  );
}

async function exchange(origin: string, forwardedFor: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': forwardedFor };
  const body = JSON.stringify({ invitation: 'none' });
  const response = await fetch(`${origin}/api/invitations/exchange`, { method: 'POST', headers, body });
  return response.status;
}

test('an address that a client makes up for itself does not count', async () => {
  const origin = await launch('');
  expect(await open(origin, '192.0.2.1')).toBe(true);
  expect(await open(origin, '192.0.2.2')).toBe(false);
  expect(await exchange(origin, '192.0.2.1')).toBe(400);
  expect(await exchange(origin, '192.0.2.2')).toBe(429);
});

test('behind a trusted proxy each client counts by itself', async () => {
  const origin = await launch('127.0.0.0/8,::1');
  expect(await open(origin, '192.0.2.1')).toBe(true);
  expect(await open(origin, '192.0.2.2')).toBe(true);
  expect(await exchange(origin, '192.0.2.1')).toBe(400);
  expect(await exchange(origin, '192.0.2.2')).toBe(400);
});

test('what a client wrote before the proxy added to it does not count', async () => {
  const origin = await launch('127.0.0.0/8,::1');
  expect(await open(origin, '198.51.100.1, 192.0.2.1')).toBe(true);
  expect(await open(origin, '198.51.100.2, 192.0.2.1')).toBe(false);
  expect(await exchange(origin, '198.51.100.1, 192.0.2.1')).toBe(400);
  expect(await exchange(origin, '198.51.100.2, 192.0.2.1')).toBe(429);
});
