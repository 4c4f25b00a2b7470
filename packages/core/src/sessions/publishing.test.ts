import { MemoryCluster } from '@freshet/cluster';
import { seconds } from '@freshet/kit';
import type { StreamID } from '@freshet/protocol';
import { FakeMediaPlane, fakeOffer } from '@freshet/testkit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { commands } from './commands.ts';
import type { Session } from './session.ts';
import { caller, login, openNode } from './testing/node.ts';

const streamID = 's' as StreamID;

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** Opens a way in; nothing flows on it yet. */
const open = (session: Session) => commands.publish(session, { streamID, extraInfo: '' });

/** Lets media flow on it. */
const begin = (session: Session) =>
  commands.negotiate(session, { target: { kind: 'publish', streamID }, offer: fakeOffer });

/** A session whose stream has lost its media, on a node that waits 100 seconds for it to flow again. */
async function interrupted() {
  const media = new FakeMediaPlane();
  const sessions = await openNode(new MemoryCluster(), media);
  const { session, answer } = await sessions.login(await login('ann'), caller);
  const heard: string[] = [];
  session.attach({ send: (text) => void heard.push(text), close: () => undefined }, answer.positions);
  const state = () => sessions.control.stream(session.entrant.appID, streamID)?.state;
  await open(session);
  await begin(session);
  await expect.poll(state).toBe('flowing');
  media.killWorker();
  await expect.poll(state).toBe('interrupted');
  return { session, state, hears: (word: string) => expect.poll(() => heard.join()).toContain(word) };
}

test('a publisher who opens his stream again has the whole time anew for its media to flow: 1003021', async () => {
  const { session, hears } = await interrupted();
  for (let round = 0; round < 3; round += 1) {
    vi.advanceTimersByTime(seconds(60));
    await open(session);
  }
  vi.advanceTimersByTime(seconds(99));
  expect(session.publishing.has(streamID)).toBe(true);
  vi.advanceTimersByTime(seconds(1));
  expect(session.publishing.has(streamID)).toBe(false);
  await hears('1003021');
});

test('a stream whose media flows again is not waited for any longer', async () => {
  const { session, state } = await interrupted();
  await open(session);
  await begin(session);
  await expect.poll(state).toBe('flowing');
  vi.advanceTimersByTime(seconds(300));
  expect(session.publishing.has(streamID)).toBe(true);
});
