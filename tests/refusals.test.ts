import { defaultSwitches } from '@freshet/core';
import { eventually, type Issuer, launchServer, type Pass, type TestUser, wireLogin } from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { Stage } from './support/stage.ts';

const LOGIN_FAILED = 2;
const KICK_OUT = 6;
const ADD = 0;
const DELETE = 1;

const stage = Stage.use();
/** A number that is no project's. */
const otherAppID = stage.issuer.appID === 1 ? 2 : stage.issuer.appID - 1;
const aPass = (wishes: Partial<Parameters<typeof stage.pass>[0]> = {}): Promise<Pass> =>
  stage.pass({ roomID: stage.fresh('room'), userID: stage.fresh('user'), ...wishes });

/** Changes one character in the middle. */
function tampered(token: string): string {
  const middle = Math.floor(token.length / 2);
  return `${token.slice(0, middle)}${token[middle] === 'A' ? 'B' : 'A'}${token.slice(middle + 1)}`;
}

/** A pass for one thing with the token of another. */
const crossed = async (wishes: Parameters<typeof stage.pass>[0], issuer?: Issuer): Promise<Pass> => ({
  ...(await aPass()),
  token: (await stage.pass(wishes, issuer)).token,
});

describe('a login fails, with its code in the answer and in the room state', () => {
  test.each<[string, number, () => Promise<Pass>]>([
    ['with an expired token', 1002078, () => aPass({ expired: true })],
    [
      'with a tampered token',
      1002033,
      async () => {
        const pass = await aPass();
        return { ...pass, token: tampered(pass.token) };
      },
    ],
    [
      'with a token for another room',
      1002033,
      async () => {
        const pass = await aPass({ privileges: { login: true, publish: true } });
        return { ...pass, roomID: stage.fresh('room') };
      },
    ],
    ['with a token of another user', 1002077, () => crossed({ roomID: 'any', userID: stage.fresh('user') })],
    [
      'with a token of another project',
      1002076,
      async () => {
        const pass = await aPass();
        const issuer = { ...stage.issuer, appID: otherAppID };
        const { token } = await stage.pass({ roomID: pass.roomID, userID: pass.user.userID }, issuer);
        return { ...pass, token };
      },
    ],
    ['of a project that does not exist', 1001004, async () => ({ ...(await aPass()), appID: otherAppID })],
  ])('%s: %d', async (_, code, makePass) => {
    const pass = await makePass();
    const user = await stage.arrive('chromium', pass);
    await expect(user.login(pass)).resolves.toMatchObject({ errorCode: code });
    await user.callback({ name: 'onRoomStateChanged', args: [pass.roomID, LOGIN_FAILED, code] });
  });
});

test('a login without a token is refused at the call with 1002067', async () => {
  const pass = { ...(await aPass()), token: '' };
  const user = await stage.arrive('chromium', pass);
  await expect(user.login(pass)).resolves.toMatchObject({ errorCode: 1002067 });
  await user.callback({ name: 'onDebugError', args: [1002067, 'loginRoom'] });
});

test('a publish that the token does not allow ends with 1003072', async () => {
  const pass = await aPass({ privileges: { login: true, publish: false } });
  const user = await stage.arrive('chromium', pass);
  await expect(user.login(pass)).resolves.toMatchObject({ errorCode: 0 });
  const streamID = stage.fresh('stream');
  await publishFakeCamera(user, streamID);
  await user.callback({ name: 'onPublisherStateUpdate', args: [streamID, 0, 1003072] });
});

test('a publish under a streamID that is taken ends with 1003028, and the first goes on', async () => {
  const [roomID, streamID] = [stage.fresh('room'), stage.fresh('stream')];
  const first = await stage.enter('chromium', roomID);
  await first.publish(streamID, { source: 1 });
  const second = await stage.enter('chromium', roomID);
  await publishFakeCamera(second, streamID);
  await second.callback({ name: 'onPublisherStateUpdate', args: [streamID, 0, 1003028] });
  await second.play(streamID);
  expect((await second.watch(streamID, 1)).sources).toEqual([1]);
});

test('a play of what the browser cannot decode ends with 1004080 at once, and of what it can goes on', async () => {
  const roomID = stage.fresh('room');
  const host = await stage.enter('chromium', roomID);
  const pass = await stage.pass({ roomID, userID: stage.fresh('user') });
  const viewer = await stage.arrive('chromium', pass);
  await forgetVideoCodec(viewer, 'video/VP8');
  expect(await viewer.login(pass)).toMatchObject({ errorCode: 0 });
  const streamID = stage.fresh('stream');
  await host.publish(streamID, { source: 1 });
  await viewer.play(streamID);
  await viewer.callback({ name: 'onPlayerStateUpdate', args: [streamID, 0, 1004080] });
  await viewer.callback({ name: 'onDebugError', args: [1004080, 'startPlayingStream'] });
  await host.page.evaluate(() => window.engine.stopPublishingStream());
  await host.page.evaluate(() => window.engine.setVideoConfig({ codec: 'VP9' }));
  await host.publish(`${streamID}-2`, { source: 2 });
  await viewer.play(`${streamID}-2`);
  expect((await viewer.watch(`${streamID}-2`, 1)).sources).toEqual([2]);
});

test('a login of the same user elsewhere kicks the older one out with 1002050', async () => {
  const pass = await aPass();
  const older = await stage.arrive('chromium', pass);
  await older.login(pass);
  const newer = await stage.arrive('chromium', pass);
  await expect(newer.login(pass)).resolves.toMatchObject({ errorCode: 0 });
  await older.callback({ name: 'onRoomStateChanged', args: [pass.roomID, KICK_OUT, 1002050] });
});

test('a client that breaks the protocol is sent away with 1002057', async () => {
  const roomID = stage.fresh('room');
  const user = await stage.enter('chromium', roomID);
  await user.page.evaluate(async (room) => {
    const { send } = WebSocket.prototype;
    WebSocket.prototype.send = function (this: WebSocket, text) {
      send.call(this, String(text).slice(1));
    };
    await window.engine.setRoomExtraInfo(room, 'key', 'value');
  }, roomID);
  await user.callback({ name: 'onRoomStateChanged', args: [roomID, KICK_OUT, 1002057] });
});

describe('on a server of its own', () => {
  let server: Awaited<ReturnType<typeof launchServer>>;
  beforeAll(async () => {
    server = await launchServer({ env: { FRESHET_HEARTBEAT_SECONDS: '5', FRESHET_WORKERS: '1' } });
  });
  afterAll(() => server.close());

  test('a play by L3 in a project without it ends with 1004072', async () => {
    const { appID, serverSecret } = await server.projects.create('plain', defaultSwitches);
    const user = await stage.enter('chromium', stage.fresh('room'), { origin: server.origin, appID, serverSecret });
    const streamID = stage.fresh('stream');
    await user.play(streamID, { resourceMode: 2 });
    await user.callback({ name: 'onPlayerStateUpdate', args: [streamID, 0, 1004072] });
  });

  test('a Chinese name in a project of ASCII names fails with 1002009, an ASCII one goes in', async () => {
    const switches = { ...defaultSwitches, asciiUserNames: true };
    const { appID, serverSecret } = await server.projects.create('ascii', switches);
    const wishes = { roomID: stage.fresh('room'), userID: stage.fresh('user') };
    const pass = await stage.pass(wishes, { origin: server.origin, appID, serverSecret });
    const user = await stage.arrive('chromium', pass);
    const { userID } = pass.user;
    const named = (userName: string): Pass => ({ ...pass, user: { userID, userName } });
    await expect(user.login(named('观众'))).resolves.toMatchObject({ errorCode: 1002009 });
    await user.callback({ name: 'onRoomStateChanged', args: [pass.roomID, LOGIN_FAILED, 1002009] });
    await expect(user.login(named('Ann'))).resolves.toMatchObject({ errorCode: 0 });
  });

  test('a user who vanishes is gone after the heartbeat period', async () => {
    const { appID, serverSecret } = server.demo;
    const roomID = stage.fresh('room');
    const witness = await stage.enter('chromium', roomID, { origin: server.origin, appID, serverSecret });
    const userID = stage.fresh('user');
    const { client: vanishing } = await wireLogin(server, { roomID, userID });
    const joined = await witness.callback({ name: 'onRoomUserUpdate', args: [roomID, ADD] });
    expect(joined.args[2]).toMatchObject([{ userID }]);
    vanishing.cut();
    await witness.callback({ name: 'onRoomUserUpdate', args: [roomID, DELETE, joined.args[2]] });
  });
});

test('a play that a dying media worker fails is refused with 1004099, and tried again until it plays', async () => {
  const server = await launchServer({ env: { FRESHET_WORKERS: '2', FRESHET_LOG: 'silent' } });
  onTestFinished(() => server.close());
  const { appID, serverSecret } = await server.projects.create('wide', { ...defaultSwitches, crossRoomPlay: true });
  const issuer = { origin: server.origin, appID, serverSecret };
  const streamID = stage.fresh('stream');
  const host = await stage.enter('chromium', stage.fresh('room'), issuer);
  await host.publish(streamID, { source: 3 });
  // Of another room, so that it is served by the other worker, and the stream has to be brought there.
  const pass = await stage.pass({ roomID: stage.fresh('room'), userID: stage.fresh('user') }, issuer);
  const viewer = await stage.arrive('chromium', pass);
  await recordRefusals(viewer);
  await viewer.login(pass);
  const home = server.media.load().workers.find(({ ingests }) => ingests > 0)?.pid ?? Number.NaN;
  process.kill(home, 'SIGSTOP');
  await viewer.play(streamID);
  const isOnItsWay = () => server.media.load().workers.some(({ pipes }) => pipes > 0);
  await eventually(isOnItsWay, 'a server that waits for its worker');
  process.kill(home, 'SIGKILL');
  await viewer.callback({ name: 'refusal', args: [1004099] });
  await viewer.callback({ name: 'onPlayerStateUpdate', args: [streamID, 1, 1004020] });
  await viewer.callback({ name: 'onPlayerStateUpdate', args: [streamID, 2, 0] });
  expect((await viewer.watch(streamID, 1)).sources).toEqual([3]);
});

/** Records what the server refuses among the callbacks: the SDK says nothing of what it tries again by itself. */
async function recordRefusals(user: TestUser): Promise<void> {
  await user.page.evaluate(() => {
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        this.addEventListener('message', ({ data }) => {
          const { error } = JSON.parse(data);
          if (error) window.testkit.callbacks.add({ name: 'refusal', args: [error.code], at: Date.now() });
        });
      }
    };
  });
}

/** Makes the browser of this page one that cannot receive a codec. */
async function forgetVideoCodec(user: TestUser, mimeType: string): Promise<void> {
  await user.page.evaluate((forgotten) => {
    const { addTransceiver } = RTCPeerConnection.prototype;
    const codecs = RTCRtpReceiver.getCapabilities('video')?.codecs ?? [];
    RTCPeerConnection.prototype.addTransceiver = function (this: RTCPeerConnection, track, init) {
      const transceiver = addTransceiver.call(this, track, init);
      if (track === 'video') transceiver.setCodecPreferences(codecs.filter((codec) => codec.mimeType !== forgotten));
      return transceiver;
    };
  }, mimeType);
}

async function publishFakeCamera(user: TestUser, streamID: string): Promise<void> {
  await user.page.evaluate((id) => window.engine.startPublishingStream(id), streamID);
}
