import { MemoryCluster } from '@freshet/cluster';
import type { RoomID, StreamID } from '@freshet/protocol';
import { FakeMediaPlane } from '@freshet/testkit';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { caller, login, openNode, project } from '../sessions/testing/node.ts';

const { appID } = project;
const roomID = 'room' as RoomID;
const streamID = 'announced' as StreamID;

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
afterEach(() => vi.useRealTimers());

test('an announced stream is seen to change by those who look when it is forbidden, and when it is not any more', async () => {
  const sessions = await openNode(new MemoryCluster(), new FakeMediaPlane());
  const { control } = sessions;
  const { session } = await sessions.login(await login('ann'), caller);
  const told = vi.fn();
  control.events.on('changed', told);
  const changesBy = (act: () => unknown): number => {
    vi.advanceTimersByTime(1000);
    told.mockClear();
    act();
    vi.advanceTimersByTime(1000);
    return told.mock.calls.length;
  };
  await control.addStream(appID, roomID, { streamID, user: session.entrant.user, extraInfo: '' });
  expect(changesBy(() => undefined)).toBe(0);
  expect(changesBy(() => control.forbidStreams(appID, [streamID]))).toBe(1);
  expect(changesBy(() => control.resumeStream(appID, streamID))).toBe(1);
});
