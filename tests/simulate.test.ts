import type { TestUser } from '@freshet/testkit';
import { beforeEach, expect, test } from 'vitest';
import { ROOM } from './support/room-states.ts';
import { Stage } from './support/stage.ts';

const ADD = 0;
const DELETE = 1;
const [NOTHING, REQUESTING, GOING] = [0, 1, 2];

const stage = Stage.use();
let roomID: string;
let streamID: string;

beforeEach(() => {
  roomID = stage.fresh('room');
  streamID = stage.fresh('stream');
});

const simulate = (user: TestUser, kind: Parameters<Window['engine']['simulate']>[0]): Promise<void> =>
  user.page.evaluate((kind) => window.engine.simulate(kind), kind);
const touch = (user: TestUser): Promise<unknown> =>
  user.page.evaluate((room) => window.engine.setRoomExtraInfo(room, 'k', 'v'), roomID);
const streams = (user: TestUser): Promise<unknown> =>
  user.page.evaluate((room) => window.engine.getRoomStreamList(room, 1), roomID);

test('media and signal that are lost come back by themselves, at both ends', async () => {
  const [host, viewer] = [await stage.enter('chromium', roomID), await stage.enter('chromium', roomID)];
  await host.publish(streamID, { source: 4 });
  await viewer.play(streamID);
  await viewer.watch(streamID, 1);
  const [published, played] = [await streams(host), await streams(viewer)];
  for (const user of [host, viewer]) {
    for (const kind of ['signal-lost-before-send', 'signal-lost-after-send', 'server-restarted'] as const) {
      const after = (await user.callbacks()).length;
      await simulate(user, kind);
      if (kind !== 'server-restarted') await touch(user);
      await user.callback({ name: 'onRoomStateChanged', args: [roomID, ROOM.Reconnecting, 1002051], after });
      await user.callback({ name: 'onRoomStateChanged', args: [roomID, ROOM.Reconnected, 0], after });
    }
    expect((await viewer.watch(streamID, 1)).sources).toEqual([4]);
  }
  for (const user of [host, viewer]) {
    const lost = user === host ? 'publisher-media-lost' : 'viewer-media-lost';
    const state = user === host ? 'onPublisherStateUpdate' : 'onPlayerStateUpdate';
    for (const kind of [lost, 'worker-died'] as const) {
      const after = (await user.callbacks()).length;
      await simulate(user, kind);
      await user.callback({ name: state, args: [streamID, REQUESTING], after });
      await user.callback({ name: state, args: [streamID, GOING], after });
      expect((await viewer.watch(streamID, 1)).sources).toEqual([4]);
    }
  }
  expect([await streams(host), await streams(viewer)]).toEqual([published, played]);
});

test('a stop while the signal is lost reaches the server with the return', async () => {
  const [host, other] = [await stage.enter('chromium', roomID), await stage.enter('chromium', roomID)];
  await host.publish(streamID, { source: 1 });
  await other.callback({ name: 'onRoomStreamUpdate', args: [roomID, ADD] });
  await simulate(host, 'signal-lost-before-send');
  await host.page.evaluate(() => window.engine.stopPublishingStream());
  await other.callback({ name: 'onRoomStreamUpdate', args: [roomID, DELETE] });
  expect(await streams(host)).toEqual({ publishStreamList: [], playStreamList: [] });
});

test.each([
  ['token-expired', 1002056],
  ['kicked', 1002055],
] as const)('%s ends the room with %i', async (kind, code) => {
  const pass = await stage.pass({ roomID, userID: stage.fresh('user') });
  const [user, witness] = [await stage.arrive('chromium', pass), await stage.enter('chromium', roomID)];
  expect(await user.login(pass)).toMatchObject({ errorCode: 0 });
  await user.publish(streamID, { source: 1 });
  await simulate(user, 'token-will-expire');
  await user.callback({ name: 'onRoomTokenWillExpire', args: [roomID, 30] });
  await simulate(user, kind);
  await user.callback({ name: 'onRoomStateChanged', args: [roomID, ROOM.KickOut, code] });
  await user.callback({ name: 'onPublisherStateUpdate', args: [streamID, NOTHING, code] });
  await witness.callback({ name: 'onRoomUserUpdate', args: [roomID, DELETE] });
  expect(await user.login(pass)).toMatchObject({ errorCode: 0 });
});
