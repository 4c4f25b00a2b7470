import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { millis, Scope, seconds } from '@freshet/kit';
import { closeCodes, FreshetError } from '@freshet/protocol';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { ScriptedServer } from '../../testing/scripted-server.ts';
import { SignallingSocket } from './socket.ts';

let server: ScriptedServer;
let scope: Scope;
beforeEach(async () => {
  server = await ScriptedServer.listen();
  scope = new Scope();
});
afterEach(async () => {
  scope.close();
  await server.close();
});

const code = (expected: number): unknown => expect.objectContaining({ code: expected });
const open = (): Promise<SignallingSocket> => SignallingSocket.open(server.address, scope);

test('a request is answered with what its schema reads', async () => {
  server.on('ping', () => ({ time: 42 }));
  const socket = await open();
  await expect(socket.request('ping', {})).resolves.toEqual({ time: 42 });
});

test('a refusal rejects with its code and says its cure once', async () => {
  server.on('play', () => {
    throw new FreshetError(1004072);
  });
  const socket = await open();
  const refused = socket.request('play', { streamID: 's', resourceMode: 2 });
  await expect(refused).rejects.toEqual(code(1004072));
  await expect(refused).rejects.toThrow(new FreshetError(1004072).message);
});

test('an answer that makes no sense rejects with 1100001', async () => {
  const socket = await open();
  const asked = socket.request('ping', {});
  server.clients[0]?.send(JSON.stringify({ id: 1, result: { time: 'late' } }));
  await expect(asked).rejects.toEqual(code(1100001));
});

test('no answer in time rejects with 1100002', async () => {
  const socket = await open();
  await expect(socket.request('ping', {}, millis(10))).rejects.toEqual(code(1100002));
});

test('a socket that is lost refuses what waits and what comes after with 1002051', async () => {
  const socket = await open();
  const asked = socket.request('ping', {});
  server.clients[0]?.close(closeCodes.goingAway);
  await expect(asked).rejects.toEqual(code(1002051));
  await expect(socket.request('ping', {})).rejects.toEqual(code(1002051));
});

test.each([
  [closeCodes.goingAway, 1002051],
  [closeCodes.kicked, 1002055],
  [closeCodes.malformed, 1002057],
  [closeCodes.tooFast, 1002071],
  [1011, 1002051],
])('close code %i means %i', async (closeCode, expected) => {
  const socket = await open();
  server.clients[0]?.close(closeCode);
  await expect(socket.gone).resolves.toEqual(code(expected));
});

test('a server that is not there rejects with 1002030', async () => {
  const { address } = server;
  await server.close();
  await expect(SignallingSocket.open(address, scope)).rejects.toEqual(code(1002030));
});

test('a server that takes the connection and says nothing rejects with 1002031', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const mute = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void mute.close());
  const [connected] = [once(mute, 'connection'), await once(mute, 'listening')];
  const opening = SignallingSocket.open(`ws://127.0.0.1:${(mute.address() as AddressInfo).port}/ws`, scope);
  const refused = expect(opening).rejects.toEqual(code(1002031));
  const [connection] = await connected;
  await vi.advanceTimersByTimeAsync(seconds(60));
  await refused;
  connection.destroy();
});

test('events that come early are kept, in order, until they are asked for', async () => {
  const socket = await open();
  const heard: number[] = [];
  socket.events.on('count', ({ data, at }) => heard.push(data.userCount, at.seq));
  server.on('ping', (_params, client) => {
    client.tell('room', 1, 'count', { userCount: 10 });
    client.tell('room', 2, 'count', { userCount: 20 });
    return { time: 0 };
  });
  await socket.request('ping', {});
  expect(heard).toEqual([]);
  socket.releaseEvents();
  expect(heard).toEqual([10, 1, 20, 2]);
});

test('what this version does not know is left alone', async () => {
  server.on('ping', (_params, client) => {
    client.send('no JSON');
    client.send(JSON.stringify({ event: 'fromTheFuture', topic: 'room', at: { epoch: 1, seq: 1 }, data: {} }));
    client.send(JSON.stringify({ something: 'else' }));
    return { time: 1 };
  });
  const socket = await open();
  await expect(socket.request('ping', {})).resolves.toEqual({ time: 1 });
});
