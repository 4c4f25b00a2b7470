import { setImmediate as aTurn } from 'node:timers/promises';
import type { ClientLink } from '@freshet/core';
import { closeCodes } from '@freshet/protocol';
import { EventRecorder, WireClient } from '@freshet/testkit';
import { afterEach, beforeEach, describe, expect, type Mock, test, vi } from 'vitest';
import { credentials, limits, openGateway, silent, UNHURRIED } from './testing/bare-gateway.ts';

const text = JSON.stringify({
  event: 'padding',
  topic: 'room',
  at: { epoch: 1, seq: 1 },
  data: 'x'.repeat(limits.unreadBytes + 1),
});
// Far more than what the system keeps for a socket.
const ENOUGH = 64 * 1024 * 1024;

/** Someone whose session says what a test lets it say. */
async function enter() {
  const { promise: attached, resolve: attach } = Promise.withResolvers<ClientLink>();
  const detach = vi.fn<(link: ClientLink) => void>();
  const session = { log: silent, attach, detach };
  const { origin, gateway } = await openGateway({ login: async () => ({ session, answer: {} }) as never });
  const client = await WireClient.connect(origin);
  client.sendRaw(JSON.stringify({ id: 1, method: 'login', params: credentials }));
  return { gateway, client, link: await attached, detach };
}

async function fill(link: ClientLink, detach: Mock): Promise<void> {
  for (let bytes = 0; bytes < ENOUGH && detach.mock.calls.length === 0; bytes += text.length) {
    link.send(text);
    await aTurn();
  }
}

describe('a client that reads no more', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => void vi.useRealTimers());

  test('is detached at once, and told why where it reads on: 4430', async () => {
    const { client, link, detach } = await enter();
    client.pause();
    await fill(link, detach);
    expect(detach.mock.calls).toEqual([[link]]);
    client.resume();
    expect((await client.closed).code).toBe(closeCodes.slowReader);
  });

  test('and does not read on is cut off', async () => {
    const { gateway, client, link, detach } = await enter();
    client.pause();
    await fill(link, detach);
    expect(gateway.connectionCount).toBe(1);
    vi.advanceTimersByTime(UNHURRIED);
    while (gateway.connectionCount > 0) await aTurn();
  });
});

test('a client that reads on may be told far more than one may leave unread', async () => {
  const { client, link, detach } = await enter();
  const heard = new EventRecorder<unknown>();
  client.follow((event) => heard.add(event));
  for (let count = 0; count < 20; count += 1) {
    link.send(text);
    await heard.waitFor(() => true, 'the text', { after: count });
  }
  expect(detach).not.toHaveBeenCalled();
});
