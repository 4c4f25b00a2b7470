import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { TcpRelay } from './tcp-relay.ts';

let relay: TcpRelay;

beforeEach(async () => {
  const echo = createServer((socket) => socket.on('error', () => undefined).pipe(socket));
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  relay = await TcpRelay.open((echo.address() as AddressInfo).port);
  onTestFinished(() => {
    relay.close();
    echo.close();
  });
});

function client(): Socket {
  const socket = connect(Number(new URL(relay.origin).port), '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  return socket;
}

async function echoOf(socket: Socket, text: string): Promise<string> {
  socket.write(text);
  const [data] = await once(socket, 'data');
  return String(data);
}

test('a line that is whole hands on what comes, both ways', async () => {
  await expect(echoOf(client(), 'hello')).resolves.toBe('hello');
});

test('a broken line resets its connections and every newcomer until it is mended', async () => {
  const standing = client();
  await echoOf(standing, 'hello');
  relay.cut('broken');
  await expect(once(standing, 'end')).rejects.toMatchObject({ code: 'ECONNRESET' });
  await expect(once(client(), 'end')).rejects.toMatchObject({ code: 'ECONNRESET' });
  relay.mend();
  await expect(echoOf(client(), 'again')).resolves.toBe('again');
});

test('a silent cut tells nobody, and what was sent meanwhile arrives after the mending', async () => {
  const standing = client();
  await echoOf(standing, 'hello');
  relay.cut('silent');
  const newcomer = client();
  await once(newcomer, 'connect');
  const heard: string[] = [];
  standing.on('data', (data) => heard.push(String(data)));
  standing.write('held');
  newcomer.write('waiting');
  expect(standing.destroyed).toBe(false);
  expect(heard).toEqual([]);
  relay.mend();
  const [late] = await once(newcomer, 'data');
  expect(String(late)).toBe('waiting');
  await expect.poll(() => heard).toEqual(['held']);
});
