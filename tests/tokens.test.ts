import { type LaunchedServer, launchServer, TcpRelay } from '@freshet/testkit';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { Guests } from './support/guests.ts';
import { ROOM } from './support/room-states.ts';
import { Stage } from './support/stage.ts';

const NOTHING = 0;

const stage = Stage.use();
let server: LaunchedServer;
let guests: Guests;
let roomID: string;
let streamID: string;

beforeAll(async () => {
  server = await launchServer({ env: { FRESHET_WORKERS: '1' } });
  guests = new Guests(stage, server);
});
afterAll(() => server.close());
beforeEach(() => {
  roomID = stage.fresh('room');
  streamID = stage.fresh('stream');
});

test('a token that ends soon is warned of, and renewed', async () => {
  const user = await guests.enter(roomID, { lifetime: 29 });
  const { args } = await user.callback({ name: 'onRoomTokenWillExpire', args: [roomID] });
  expect(args[1]).toBeGreaterThan(0);
  const token = await server.token({ userID: user.userID });
  await user.page.evaluate(({ room, token }) => window.engine.renewToken(room, token), { room: roomID, token });
});

test('a token of another user is no renewal', async () => {
  const user = await guests.enter(roomID);
  const token = await server.token({ userID: stage.fresh('user') });
  const renewed = user.page.evaluate(({ room, token }) => window.engine.renewToken(room, token), {
    room: roomID,
    token,
  });
  await expect(renewed).rejects.toThrow('1002077');
  await user.callback({ name: 'onDebugError', args: [1002077, 'renewToken'] });
});

test('a token that no longer allows a publish ends it with 1002082', async () => {
  const user = await guests.enter(roomID);
  await user.publish(streamID, { source: 1 });
  const token = await server.token({ userID: user.userID, roomID, privileges: { login: true, publish: false } });
  await user.page.evaluate(({ room, token }) => window.engine.renewToken(room, token), { room: roomID, token });
  await user.callback({ name: 'onPublisherStateUpdate', args: [streamID, NOTHING, 1002082] });
});

test('a token that ends removes its user with 1002056 where the project wants it so', async () => {
  const { appID, switches } = server.demo;
  await server.projects.update(appID, { switches: { ...switches, kickOnExpiry: true } });
  onTestFinished(() => void server.projects.update(appID, { switches }));
  const user = await guests.enter(roomID);
  await user.publish(streamID, { source: 1 });
  // The token that ends counts only now, however long the way here was.
  const token = await server.token({ userID: user.userID, lifetime: 5 });
  await user.page.evaluate(({ room, token }) => window.engine.renewToken(room, token), { room: roomID, token });
  await user.callback({ name: 'onRoomStateChanged', args: [roomID, ROOM.KickOut, 1002056] });
  await user.callback({ name: 'onPublisherStateUpdate', args: [streamID, NOTHING, 1002056] });
});

test('a token that ends while its user is away removes him with 1002056 on his return where the project wants it so', async () => {
  const { appID, switches } = server.demo;
  await server.projects.update(appID, { switches: { ...switches, kickOnExpiry: true } });
  onTestFinished(() => void server.projects.update(appID, { switches }));
  const relay = await TcpRelay.open(Number(new URL(server.origin).port));
  onTestFinished(() => relay.close());
  const userID = stage.fresh('user');
  const user = await stage.arrive('chromium', { appID, server: relay.origin });
  // Counted from here on, when the page is there.
  await user.login({ ...(await guests.passFor(userID, roomID, { lifetime: 5 })), server: relay.origin });
  relay.cut('broken');
  const rooms = () => server.sessions.control.rooms({ appID, search: roomID, limit: 1 }).items;
  await expect.poll(rooms).toEqual([]);
  relay.mend();
  const end = await user.callback({ name: 'onRoomStateChanged', args: [roomID, ROOM.KickOut, 1002056] });
  expect(end.args[3]).toBe('{"reason":"the token expired"}');
});
