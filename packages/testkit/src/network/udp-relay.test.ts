import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setImmediate as aTurn } from 'node:timers/promises';
import { millis } from '@freshet/kit';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { EventRecorder } from '../in-page/event-recorder.ts';
import { UdpRelay } from './udp-relay.ts';

const opened: { close(): void }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.close();
});

async function socket(): Promise<{ socket: Socket; port: number }> {
  const made = createSocket('udp4');
  opened.push(made);
  made.bind(0, '127.0.0.1');
  await once(made, 'listening');
  return { socket: made, port: made.address().port };
}

/** A target that answers each packet with itself, a relay before it, and a client that records what comes back. */
async function echo() {
  const target = await socket();
  const senders = new Set<number>();
  target.socket.on('message', (packet, from) => {
    senders.add(from.port);
    target.socket.send(packet, from.port, from.address);
  });
  const relay = await UdpRelay.open({ target: { address: '127.0.0.1', port: target.port } });
  opened.push(relay);
  const client = async () => {
    const { socket: mine } = await socket();
    const received = new EventRecorder<string>();
    mine.on('message', (packet) => received.add(packet.toString()));
    const send = (text: string) => mine.send(text, relay.address.port, relay.address.address);
    return { send, received };
  };
  return { relay, client, senders };
}

test('packets pass to the target and back, each client by a port of its own', async () => {
  const { client, senders } = await echo();
  const [one, other] = [await client(), await client()];
  one.send('from one');
  other.send('from the other');
  await one.received.waitFor((text) => text === 'from one', 'its own packet comes back');
  await other.received.waitFor((text) => text === 'from the other', 'its own packet comes back');
  expect(senders.size).toBe(2);
});

test('a cut loses everything, and mending lets packets pass again', async () => {
  const { client, relay } = await echo();
  const { send, received } = await client();
  relay.cut();
  send('lost');
  send('lost too');
  await expect.poll(() => relay.counts.up.lost).toBe(2);
  relay.mend();
  send('after');
  await received.waitFor((text) => text === 'after', 'the packet after the cut comes back');
  expect(received.all).toEqual(['after']);
});

test('a delay of one direction is that of every packet', async () => {
  const { client, relay } = await echo();
  const { send, received } = await client();
  relay.impair('down', { delay: millis(60) });
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  send('late');
  // Not by a poll, which lets timers go on.
  while (vi.getTimerCount() === 0) await aTurn();
  vi.advanceTimersByTime(50);
  expect(relay.counts).toMatchObject({ up: { handedOn: 1 }, down: { handedOn: 0 } });
  vi.advanceTimersByTime(10);
  expect(relay.counts.down.handedOn).toBe(1);
  await received.waitFor((text) => text === 'late', 'the packet comes back');
});

test('loss of everything in one direction leaves the other alone', async () => {
  const { client, relay } = await echo();
  const { send } = await client();
  relay.impair('down', { loss: 1 });
  for (let packet = 0; packet < 10; packet++) send('one way');
  await expect.poll(() => relay.counts.down.lost).toBe(10);
  expect(relay.counts.up).toEqual({ handedOn: 10, lost: 0 });
});
