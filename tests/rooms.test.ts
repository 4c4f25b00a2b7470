import { type LaunchedServer, launchServer, type TestUser } from '@freshet/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { Guests } from './support/guests.ts';
import { ROOM } from './support/room-states.ts';
import { Stage } from './support/stage.ts';

const ADD = 0;
const DELETE = 1;
const [NOTHING, GOING] = [0, 2];

const stage = Stage.use();
let server: LaunchedServer;
let guests: Guests;
let roomID: string;
let streamID: string;

beforeAll(async () => {
  server = await launchServer({ env: { FRESHET_WORKERS: '2' } });
  guests = new Guests(stage, server);
});
afterAll(() => server.close());
beforeEach(() => {
  roomID = stage.fresh('room');
  streamID = stage.fresh('stream');
});

/** The arguments of every callback of that name, oldest first. */
async function heard(user: TestUser, name: string): Promise<readonly (readonly unknown[])[]> {
  return (await user.callbacks()).filter((came) => came.name === name).map(({ args }) => args);
}

const switchTo = (user: TestUser, from: string, to: string, token = ''): Promise<number> =>
  user.page.evaluate(
    ({ from, to, token }) =>
      window.engine.switchRoom(from, to, { token }).then(
        () => 0,
        ({ code }: { code: number }) => code,
      ),
    { from, to, token },
  );

describe('switchRoom', () => {
  test('ends publishing and playing, keeps the preview, and enters the other room', async () => {
    const next = stage.fresh('room');
    const [witness, other, there] = [await guests.enter(roomID), await guests.enter(roomID), await guests.enter(next)];
    const user = await guests.enter(roomID);
    const playedID = stage.fresh('stream');
    await other.publish(playedID, { source: 2 });
    await user.publish(streamID, { source: 1 });
    await witness.callback({ name: 'onRoomStreamUpdate', args: [roomID, ADD] });
    await user.callback({ name: 'onRoomStreamUpdate', args: [roomID, ADD] });
    await user.play(playedID);
    await user.callback({ name: 'onPlayerStateUpdate', args: [playedID, GOING] });
    await user.page.evaluate(async () => {
      const view = document.createElement('video');
      view.id = 'preview';
      document.body.append(view);
      await window.engine.startPreview({ view });
    });
    const token = await server.token({ userID: user.userID, roomID: next, privileges: { login: true, publish: true } });
    const code = await switchTo(user, roomID, next, token);
    expect(code).toBe(0);
    const states = await heard(user, 'onRoomStateChanged');
    expect(states.slice(2).map((args) => args.slice(0, 3))).toEqual([
      [roomID, ROOM.Logout, 0],
      [next, ROOM.Logining, 0],
      [next, ROOM.Logined, 0],
    ]);
    await user.callback({ name: 'onPublisherStateUpdate', args: [streamID, NOTHING, 0] });
    await user.callback({ name: 'onPlayerStateUpdate', args: [playedID, NOTHING, 0] });
    await witness.callback({ name: 'onRoomStreamUpdate', args: [roomID, DELETE] });
    await witness.callback({ name: 'onRoomUserUpdate', args: [roomID, DELETE] });
    const preview = await user.page.evaluate(() => {
      const { srcObject } = window.testkit.video('#preview');
      return srcObject instanceof MediaStream && srcObject.getTracks().map(({ readyState }) => readyState);
    });
    expect(preview).toEqual(['live']);
    await user.publish(streamID, { source: 1 });
    await there.callback({ name: 'onRoomStreamUpdate', args: [next, ADD] });
    await there.play(streamID);
    expect((await there.watch(streamID, 1)).sources).toEqual([1]);
  });

  test('is refused at the call for a wrong room, the same room, a wrong name and for want of a token', async () => {
    const user = await guests.enter(roomID);
    expect(await switchTo(user, 'another', 'next', 'token')).toBe(1000002);
    expect(await switchTo(user, roomID, roomID, 'token')).toBe(1002064);
    expect(await switchTo(user, roomID, 'a room', 'token')).toBe(1002012);
    expect(await switchTo(user, roomID, 'next')).toBe(1002067);
    expect(await heard(user, 'onRoomStateChanged')).toHaveLength(2);
  });

  test('with a token for another room leaves the first and fails to enter the second', async () => {
    const user = await guests.enter(roomID);
    const token = await server.token({
      userID: user.userID,
      roomID: 'elsewhere',
      privileges: { login: true, publish: true },
    });
    const next = stage.fresh('room');
    expect(await switchTo(user, roomID, next, token)).toBe(1002033);
    await user.callback({ name: 'onRoomStateChanged', args: [next, ROOM.LoginFailed, 1002033] });
  });

  test('lets a login follow a logout that is not waited for', async () => {
    const user = await guests.enter(roomID);
    const next = await guests.passFor(user.userID, stage.fresh('room'));
    const result = await user.page.evaluate(({ roomID, user, token }) => {
      void window.engine.logoutRoom();
      return window.engine.loginRoom(roomID, user, { token });
    }, next);
    expect(result).toMatchObject({ errorCode: 0 });
    const reasons = (await heard(user, 'onRoomStateChanged')).map((args) => args[1]);
    expect(reasons).toEqual([ROOM.Logining, ROOM.Logined, ROOM.Logout, ROOM.Logining, ROOM.Logined]);
  });
});

describe('extra info', () => {
  test('of the room reaches the others, now and at their login, and not its setter', async () => {
    const [setter, other] = [await guests.enter(roomID), await guests.enter(roomID)];
    const set = (key: string, value: string): Promise<{ readonly errorCode: number }> =>
      setter.page.evaluate(({ room, key, value }) => window.engine.setRoomExtraInfo(room, key, value), {
        room: roomID,
        key,
        value,
      });
    expect(await set('topic', 'one')).toEqual({ errorCode: 0 });
    expect(await set('topic', 'two')).toEqual({ errorCode: 0 });
    expect(await set('other', 'three')).toEqual({ errorCode: 1002017 });
    const late = await guests.enter(roomID);
    const updateUser = { userID: setter.userID, userName: setter.userID };
    const item = (value: string): unknown => [expect.objectContaining({ key: 'topic', value, updateUser })];
    await late.callback({ name: 'onRoomExtraInfoUpdate', args: [roomID] });
    expect(await heard(late, 'onRoomExtraInfoUpdate')).toEqual([[roomID, item('two')]]);
    await expect
      .poll(() => heard(other, 'onRoomExtraInfoUpdate'))
      .toEqual([
        [roomID, item('one')],
        [roomID, item('two')],
      ]);
    expect(await heard(setter, 'onRoomExtraInfoUpdate')).toEqual([]);
  });

  test('of the room is held to its limits and its rate at the call', async () => {
    const user = await guests.enter(roomID);
    const codes = await user.page.evaluate(async (room) => {
      const calls = [['', 'v'] as const, ['k'.repeat(11), 'v'] as const, ['k', 'v'.repeat(129)] as const];
      const refused = await Promise.all(calls.map(([key, value]) => window.engine.setRoomExtraInfo(room, key, value)));
      const many = Array.from({ length: 11 }, (_, count) => window.engine.setRoomExtraInfo(room, 'k', String(count)));
      return [...refused, ...(await Promise.all(many))].map(({ errorCode }) => errorCode);
    }, roomID);
    expect(codes).toEqual([1002014, 1002015, 1002016, ...Array<number>(10).fill(0), 1002072]);
  });

  test('of a stream goes with the publish, and its changes reach the others', async () => {
    const [host, other] = [await guests.enter(roomID), await guests.enter(roomID)];
    const say = (text: string): Promise<{ readonly errorCode: number }> =>
      host.page.evaluate((text) => window.engine.setStreamExtraInfo(text), text);
    expect(await say('before')).toEqual({ errorCode: 0 });
    expect(await say('x'.repeat(1025))).toEqual({ errorCode: 1003051 });
    await host.publish(streamID, { source: 1 });
    const user = { userID: host.userID, userName: host.userID };
    const stream = (extraInfo: string): unknown[] => [{ streamID, user, extraInfo }];
    await other.callback({ name: 'onRoomStreamUpdate', args: [roomID, ADD, stream('before')] });
    expect(await say('after')).toEqual({ errorCode: 0 });
    await other.callback({ name: 'onRoomStreamExtraInfoUpdate', args: [roomID, stream('after')] });
    expect(await heard(host, 'onRoomStreamExtraInfoUpdate')).toEqual([]);
  });
});

test('getRoomStreamList names the streams of others, and with All those of one’s own', async () => {
  const [host, other] = [await guests.enter(roomID), await guests.enter(roomID)];
  const list = (user: TestUser, type: 0 | 1): Promise<unknown> =>
    user.page.evaluate(({ room, type }) => window.engine.getRoomStreamList(room, type), { room: roomID, type });
  await host.publish(streamID, { source: 1 });
  await other.callback({ name: 'onRoomStreamUpdate', args: [roomID, ADD] });
  const user = { userID: host.userID, userName: host.userID };
  const streams = [{ streamID, user, extraInfo: '' }];
  expect(await list(other, 1)).toEqual({ publishStreamList: [], playStreamList: streams });
  expect(await list(host, 1)).toEqual({ publishStreamList: streams, playStreamList: [] });
  expect(await list(host, 0)).toEqual({ publishStreamList: [], playStreamList: [] });
});

test('a thirteenth play is refused at the call with 1004010', async () => {
  const user = await guests.enter(roomID);
  const codes = await user.page.evaluate(async () => {
    const play = (count: number): Promise<number> =>
      window.engine.startPlayingStream(`none-${count}`).then(
        () => 0,
        ({ code }: { code: number }) => code,
      );
    const twelve = await Promise.all(Array.from({ length: 12 }, (_, count) => play(count)));
    const thirteenth = await play(12);
    await window.engine.stopPlayingStream('none-0');
    return [...twelve, thirteenth, await play(12)];
  });
  expect(codes).toEqual([...Array<number>(12).fill(0), 1004010, 0]);
});

test('a project that allows fewer plays refuses the first beyond them at the call with 1004010', async () => {
  const { appID, limits } = server.demo;
  await server.projects.update(appID, { limits: { ...limits, plays: 2 } });
  onTestFinished(() => void server.projects.update(appID, { limits }));
  const user = await guests.enter(roomID);
  const codes = await user.page.evaluate(() => {
    const plays = ['one', 'two', 'three'].map((streamID) => window.engine.startPlayingStream(streamID));
    return Promise.all(
      plays.map((play) =>
        play.then(
          () => 0,
          ({ code }: { code: number }) => code,
        ),
      ),
    );
  });
  expect(codes).toEqual([0, 0, 1004010]);
});

test('calls in a wrong order are refused at the call, each by its code', async () => {
  const pass = await guests.passFor(stage.fresh('user'), roomID);
  const user = await stage.arrive('chromium', pass);
  const codes = await user.page.evaluate(async ({ roomID, user, token }) => {
    const { engine } = window;
    const codeOf = (call: Promise<unknown>): Promise<unknown> =>
      call.then(
        (result) => (typeof result === 'object' && result && 'errorCode' in result ? result.errorCode : 0),
        ({ code }: { code: number }) => code,
      );
    const config = { advancedConfig: { room_retry_time: 60, av_retry_time: 60 } };
    const outside = {
      publish: await codeOf(engine.startPublishingStream('s')),
      play: await codeOf(engine.startPlayingStream('s')),
      stopPlay: await codeOf(engine.stopPlayingStream('s')),
      switchRoom: await codeOf(engine.switchRoom(roomID, 'next', { token })),
      renewToken: await codeOf(engine.renewToken(roomID, token)),
      roomExtraInfo: await codeOf(engine.setRoomExtraInfo(roomID, 'k', 'v')),
      streamList: await codeOf(engine.getRoomStreamList(roomID, 1)),
      simulate: await codeOf(engine.simulate('kicked')),
      logout: await codeOf(engine.logoutRoom(roomID)),
      config: await codeOf(engine.setEngineConfig(config)),
      noToken: await codeOf(engine.loginRoom(roomID, user)),
      login: await codeOf(engine.loginRoom(roomID, user, { token })),
    };
    const inside = {
      login: await codeOf(engine.loginRoom(roomID, user, { token })),
      config: await codeOf(engine.setEngineConfig(config)),
      stopPlay: await codeOf(engine.stopPlayingStream('s')),
      renewOther: await codeOf(engine.renewToken('other', token)),
      renewNothing: await codeOf(engine.renewToken(roomID, '')),
      messageOther: await codeOf(engine.sendBroadcastMessage('other', 'm')),
      logoutOther: await codeOf(engine.logoutRoom('other')),
      publish: await codeOf(engine.startPublishingStream('twice')),
      publishTwice: await codeOf(engine.startPublishingStream('other')),
      publishSame: await codeOf(engine.startPublishingStream('twice', 1)),
      logout: await codeOf(engine.logoutRoom()),
    };
    await Freshet.destroyEngine();
    const after = { login: await codeOf(engine.loginRoom(roomID, user, { token })) };
    return { outside, inside, after };
  }, pass);
  expect(codes).toEqual({
    outside: {
      publish: 1000002,
      play: 1000002,
      stopPlay: 1000002,
      switchRoom: 1000002,
      renewToken: 1000002,
      roomExtraInfo: 1000002,
      streamList: 1000002,
      simulate: 1000002,
      logout: 1002002,
      config: 0,
      noToken: 1002067,
      login: 0,
    },
    inside: {
      login: 1002001,
      config: 1000067,
      stopPlay: 1004011,
      renewOther: 1002002,
      renewNothing: 1002067,
      messageOther: 1009005,
      logoutOther: 1002002,
      publish: 0,
      publishTwice: 1003023,
      publishSame: 1003028,
      logout: 0,
    },
    after: { login: 1000001 },
  });
  const states = (await heard(user, 'onRoomStateChanged')).map((args) => args.slice(0, 3));
  expect(states).toEqual([
    [roomID, ROOM.LogoutFailed, 1002002],
    [roomID, ROOM.Logining, 0],
    [roomID, ROOM.LoginFailed, 1002067],
    [roomID, ROOM.Logining, 0],
    [roomID, ROOM.Logined, 0],
    ['other', ROOM.LogoutFailed, 1002002],
    [roomID, ROOM.Logout, 0],
  ]);
});

test('a login in a room that is full fails with 1002034', async () => {
  await guests.enter(roomID);
  const pass = await guests.passFor(stage.fresh('user'), roomID);
  const user = await stage.arrive('chromium', pass);
  const login = user.page.evaluate(
    ({ roomID, user, token }) => window.engine.loginRoom(roomID, user, { token, maxMemberCount: 1 }),
    pass,
  );
  await expect(login).resolves.toMatchObject({ errorCode: 1002034 });
  await user.callback({ name: 'onRoomStateChanged', args: [roomID, ROOM.LoginFailed, 1002034] });
});

test('a room that is not there again in room_retry_time is over, and so is everything in it', async () => {
  const brief = await launchServer({ env: { FRESHET_WORKERS: '1' } });
  onTestFinished(() => brief.close());
  const { appID, serverSecret } = brief.demo;
  const pass = await stage.pass({ roomID, userID: stage.fresh('user') }, { origin: brief.origin, appID, serverSecret });
  const user = await stage.arrive('chromium', pass);
  await user.page.evaluate(() => window.engine.setEngineConfig({ advancedConfig: { room_retry_time: 5 } }));
  expect(await user.login(pass)).toMatchObject({ errorCode: 0 });
  await user.publish(streamID, { source: 1 });
  await user.play('awaited');
  await brief.close();
  await user.callback({ name: 'onRoomStateChanged', args: [roomID, ROOM.ReconnectFailed, 1002053] });
  await user.callback({ name: 'onPublisherStateUpdate', args: [streamID, NOTHING, 1003021] });
  await user.callback({ name: 'onPlayerStateUpdate', args: ['awaited', NOTHING, 1104031] });
  const states = (await heard(user, 'onRoomStateChanged')).map((args) => args.slice(1, 3));
  expect(states.slice(2)).toEqual([
    [ROOM.Reconnecting, 1002051],
    [ROOM.ReconnectFailed, 1002053],
  ]);
});

test('a publish without a source ends with 1003001', async () => {
  const user = await guests.enter(roomID);
  await user.page.evaluate(async (streamID) => {
    const { VideoSourceType, AudioSourceType } = Freshet;
    await window.engine.setVideoSource({ type: VideoSourceType.None });
    await window.engine.setAudioSource({ type: AudioSourceType.None });
    await window.engine.startPublishingStream(streamID);
  }, streamID);
  await user.callback({ name: 'onPublisherStateUpdate', args: [streamID, NOTHING, 1003001] });
});
