import type { Pass, TestUser } from '@freshet/testkit';
import { beforeEach, expect, test } from 'vitest';
import { Stage } from './support/stage.ts';

const ROOM = { Logining: 0, Logined: 1, LoginFailed: 2, LogoutFailed: 8 } as const;

const stage = Stage.use();
let pass: Pass;
let user: TestUser;

beforeEach(async () => {
  pass = await stage.pass({ roomID: stage.fresh('room'), userID: stage.fresh('user') });
  user = await stage.arrive('chromium', pass);
});

/** The room states that were told, each with its code. */
async function states(): Promise<readonly (readonly unknown[])[]> {
  const told = (await user.callbacks()).filter(({ name }) => name === 'onRoomStateChanged');
  return told.map(({ args }) => args.slice(1, 3));
}

test('switchRoom before the first room is entered is refused with 1000002, and the login goes on', async () => {
  const codes = await user.page.evaluate(async ({ roomID, user, token }) => {
    const login = window.engine.loginRoom(roomID, user, { token });
    const early = await window.engine.switchRoom(roomID, 'next', { token }).then(
      () => 0,
      ({ code }: { code: number }) => code,
    );
    return [early, (await login).errorCode];
  }, pass);
  expect(codes).toEqual([1000002, 0]);
  expect(await states()).toEqual([
    [ROOM.Logining, 0],
    [ROOM.Logined, 0],
  ]);
});

test('logoutRoom of a room that is not logged in is told as every wrong call is, and changes nothing', async () => {
  expect(await user.login(pass)).toMatchObject({ errorCode: 0 });
  const result = await user.page.evaluate(() => window.engine.logoutRoom('other'));
  expect(result).toMatchObject({ errorCode: 1002002 });
  await user.callback({ name: 'onDebugError', args: [1002002, 'logoutRoom'] });
  await user.callback({ name: 'onRoomStateChanged', args: ['other', ROOM.LogoutFailed, 1002002] });
  expect(await user.page.evaluate(() => window.engine.logoutRoom())).toMatchObject({ errorCode: 0 });
});

test('a roomID with a slash is entered, and the developer told that not every client takes it', async () => {
  const [roomID, next] = [stage.fresh('a/room'), stage.fresh('next/room')];
  expect(await user.login({ ...pass, roomID })).toMatchObject({ errorCode: 0 });
  await user.callback({ name: 'onDebugError', args: [1002012, 'loginRoom'] });
  await user.page.evaluate(({ roomID, next, token }) => window.engine.switchRoom(roomID, next, { token }), {
    roomID,
    next,
    token: pass.token,
  });
  await user.callback({ name: 'onDebugError', args: [1002012, 'switchRoom'] });
});

test('a token that is too long is refused at the call with 1002033: at the login, and as a renewal', async () => {
  const endless = pass.token.padEnd(70_000, 'A');
  expect(await user.login({ ...pass, token: endless })).toMatchObject({ errorCode: 1002033 });
  expect(await user.login(pass)).toMatchObject({ errorCode: 0 });
  const renewal = user.page.evaluate(({ roomID, token }) => window.engine.renewToken(roomID, token), {
    roomID: pass.roomID,
    token: endless,
  });
  await expect(renewal).rejects.toThrow('1002033');
  expect(await states()).toEqual([
    [ROOM.Logining, 0],
    [ROOM.LoginFailed, 1002033],
    [ROOM.Logining, 0],
    [ROOM.Logined, 0],
  ]);
});

test('an AppSign that is empty makes no engine: 1001003', async () => {
  const code = await user.page.evaluate(async ({ appID, server }) => {
    await Freshet.destroyEngine();
    return Freshet.createEngineWithProfile({ appID, server, appSign: '' }).then(
      () => 0,
      ({ code }: { code: number }) => code,
    );
  }, pass);
  expect(code).toBe(1001003);
});

test('an argument of a wrong type is refused with 1000017, and the words name it', async () => {
  expect(await user.login(pass)).toMatchObject({ errorCode: 0 });
  await user.page.evaluate(async (roomID) => {
    // A page without TypeScript may hand in anything.
    const anything = (value: unknown): never => value as never;
    const { engine } = window;
    const view = document.createElement('video');
    await engine.loginRoom(roomID, anything(undefined));
    await engine.sendCustomCommand(roomID, 'c', anything([null]));
    const rejecting = [
      engine.setVideoSource(anything(undefined)),
      engine.setAudioSource(anything({ type: 2 })),
      engine.setVideoConfig(anything(null)),
      engine.enableCamera(anything('no')),
      engine.muteMicrophone(anything(1)),
      engine.mutePublishStreamAudio(anything(0)),
      engine.mutePublishStreamVideo(anything('')),
      engine.mutePlayStreamAudio('s', anything(null)),
      engine.startPreview(anything({ view, viewMode: 9 })),
      engine.startPublishingStream('s', 0, anything(null)),
      engine.startPlayingStream('s', { view }, anything('l3')),
    ];
    await Promise.allSettled(rejecting);
  }, pass.roomID);
  const told = (await user.callbacks()).filter(({ name }) => name === 'onDebugError').map(({ args }) => args);
  const wrong = (call: string, words: string): readonly unknown[] => [1000017, call, expect.stringContaining(words)];
  expect(told).toEqual([
    wrong('loginRoom', 'the user is no object'),
    wrong('sendCustomCommand', 'a user of toUserList is no object'),
    wrong('setVideoSource', 'the video source is no object'),
    wrong('setAudioSource', 'there is no type of audio source 2'),
    wrong('setVideoConfig', 'the video configuration is no object'),
    wrong('enableCamera', 'enable is neither true nor false'),
    wrong('muteMicrophone', 'mute is neither true nor false'),
    wrong('mutePublishStreamAudio', 'mute is neither true nor false'),
    wrong('mutePublishStreamVideo', 'mute is neither true nor false'),
    wrong('mutePlayStreamAudio', 'mute is neither true nor false'),
    wrong('startPreview', 'there is no view mode 9'),
    wrong('startPublishingStream', 'the publisher configuration is no object'),
    wrong('startPlayingStream', 'the player configuration is no object'),
  ]);
});
