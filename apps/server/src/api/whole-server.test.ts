import { randomBytes } from 'node:crypto';
import { millis } from '@freshet/kit';
import { createApi, type FreshetApi } from '@freshet/server-sdk';
import {
  FakeMediaPlane,
  fakeOffer,
  type LaunchedServer,
  launchServer,
  uniqueNames,
  type WireClient,
  wireLogin,
} from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sign } from './signature.ts';

let server: LaunchedServer;
let api: FreshetApi;

beforeAll(async () => {
  server = await launchServer({
    media: new FakeMediaPlane(),
    periods: { presenceTick: millis(10), countTick: millis(10), playPatience: millis(200) },
  });
  api = createApi({ origin: server.origin, key: server.apiKeys.create(server.demo.appID, 'test').key });
});
afterAll(() => server.close());

/** A user who is in a room of its own. */
async function someone() {
  const { roomID, userID } = uniqueNames();
  const { client } = await wireLogin(server, { roomID, userID });
  return { roomID, userID, client };
}

async function publish(client: WireClient, streamID: string): Promise<void> {
  await client.request('publish', { streamID, extraInfo: '' });
  await client.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
  await client.event('streams', ({ added }) => added.some((stream) => stream.streamID === streamID));
}

async function signed(action: string, query: string): Promise<unknown> {
  const appID = String(server.demo.appID);
  const nonce = randomBytes(8).toString('hex');
  const timestamp = String(Math.floor(Date.now() / 1000));
  const common = new URLSearchParams({
    Action: action,
    AppId: appID,
    SignatureNonce: nonce,
    Timestamp: timestamp,
    SignatureVersion: '2.0',
    Signature: sign(appID, nonce, server.demo.serverSecret, timestamp),
  });
  return (await fetch(`${server.origin}/v2/?${common}&${query}`)).json();
}

describe('users', () => {
  test('are counted, listed and found in the room where they are', async () => {
    const { roomID, userID } = await someone();
    const loginTime = expect.any(Number);
    expect(await signed('DescribeUserNum', `RoomId[]=${roomID}`)).toMatchObject({
      Code: 0,
      Data: { UserCountList: [{ RoomId: roomID, UserCount: 1, AdminUserCount: 0 }] },
    });
    expect(await signed('DescribeUserList', `RoomId=${roomID}`)).toMatchObject({
      Data: { Marker: '', UserList: [{ UserId: userID, UserName: `name of ${userID}` }] },
    });
    expect(await api.describeUsers({ roomID, userIDs: [userID, 'nobody'] })).toMatchObject({
      userStatusList: [
        { userID, status: 1, loginTime },
        { userID: 'nobody', status: 0, loginTime: 0 },
      ],
    });
  });

  test('are listed a page at a time, newest first where it is wished', async () => {
    const { roomID, userID } = await someone();
    const others = [`${userID}-b`, `${userID}-c`];
    for (const other of others) await wireLogin(server, { roomID, userID: other });
    const { marker, userList } = await api.describeUserList({ roomID, mode: 1, limit: 2 });
    expect(userList.map((user) => user.userID)).toEqual(others.toReversed());
    const rest = server.sessions.control.users(server.demo.appID, roomID, { order: 'newest', limit: 2, after: marker });
    expect(rest.items.map(({ user }) => user.userID)).toEqual([userID]);
  });

  test('who are sent out are told the reason', async () => {
    const { roomID, userID, client } = await someone();
    expect(await signed('KickoutUser', `RoomId=${roomID}&UserId[]=${userID}&CustomReason=rude`)).toMatchObject({
      Code: 0,
    });
    expect(await client.event('kicked')).toEqual({ code: 1002055, reason: 'rude' });
    await expect(api.kickoutUser({ roomID, userIDs: [userID] })).resolves.toEqual({});
  });
});

test('a room that is closed is empty, and is not there a second time', async () => {
  const { roomID, client } = await someone();
  await api.closeRoom({ roomID, customReason: 'over' });
  expect(await client.event('kicked')).toEqual({ code: 1002055, reason: 'over' });
  expect(server.sessions.control.room(server.demo.appID, roomID)).toBeUndefined();
});

describe('messages', () => {
  test('to everyone arrive with their sender, who need not be there', async () => {
    const { roomID, client } = await someone();
    const message = {
      roomID,
      userID: 'shop',
      userName: 'The shop',
      messageCategory: 1,
      messageContent: 'sale',
    } as const;
    const fromUser = { userID: 'shop', userName: 'The shop' };
    const { messageID } = await api.sendBroadcastMessage(message);
    expect(await client.event('broadcastMessage')).toMatchObject({ fromUser, message: 'sale', messageID });
    const barrage = await api.sendBarrageMessage(message);
    expect(await client.event('barrageMessage')).toMatchObject({ fromUser, messageID: barrage.messageID });
  });

  test('to some arrive, and tell who is not there', async () => {
    const { roomID, userID, client } = await someone();
    const query = `RoomId=${roomID}&FromUserId=shop&MessageContent=buy`;
    expect(await signed('SendCustomCommand', `${query}&ToUserId[]=${userID}&ToUserId[]=nobody`)).toMatchObject({
      Code: 0,
      Data: { FailUsers: [{ Uid: 'nobody', Code: 50003 }] },
    });
    expect(await client.event('personalCommand')).toMatchObject({ fromUser: { userID: 'shop' }, command: 'buy' });
    expect(await signed('SendCustomCommand', query)).toMatchObject({ Data: { FailUsers: [] } });
    expect(await client.event('customCommand')).toMatchObject({ command: 'buy' });
  });
});

describe('streams', () => {
  test('are listed while they are published, and their end is known afterwards', async () => {
    const { roomID, userID, client } = await someone();
    const streamID = `${userID}-main`;
    await publish(client, streamID);
    expect(await signed('DescribeSimpleStreamList', `RoomId=${roomID}`)).toMatchObject({
      Data: { StreamList: [{ StreamId: streamID, UserId: userID, StreamNumberId: 1 }] },
    });
    const query = `StreamId=${streamID}&Sequence=1`;
    expect(await signed('DescribeRTCStreamState', query)).toMatchObject({ Code: 0, Data: { close_time: '' } });
    await client.request('unpublish', { streamID });
    expect(await signed('DescribeRTCStreamState', query)).toMatchObject({ Code: 41006 });
  });

  test('that a backend announces and withdraws are told to the room, and clash with nobody', async () => {
    const { roomID, userID, client } = await someone();
    const stream = { roomID, userID: 'shop', streamID: `${userID}-film` };
    await api.addStream({ ...stream, extraInfo: 'scene 1' });
    await client.event('streams', ({ added }) => added.some(({ extraInfo }) => extraInfo === 'scene 1'));
    await expect(api.addStream({ ...stream, userID: 'other' })).rejects.toMatchObject({ code: 1012 });
    await api.deleteStream(stream);
    await client.event('streams', ({ removed }) => removed.some((one) => one.stream.streamID === stream.streamID));
  });

  test('that are forbidden end with 1003025 and begin again only when they are resumed', async () => {
    const { userID, client } = await someone();
    const streamID = `${userID}-main`;
    await publish(client, streamID);
    await api.forbidRTCStream({ streamID, sequence: 1 });
    expect(await client.event('publishLost')).toMatchObject({ streamID, code: 1003025 });
    const again = { streamID, extraInfo: '' };
    await expect(client.request('publish', again)).rejects.toMatchObject({ code: 1003025 });
    await expect(api.resumeRTCStream({ streamID, sequence: 1 })).rejects.toMatchObject({ code: 42002 });
    await api.resumeRTCStreams({ streamIDs: [streamID], sequence: 2 });
    await expect(client.request('publish', again)).resolves.toBeDefined();
    await api.forbidRTCStreams({ streamIDs: [streamID], sequence: 3 });
    await client.event('publishLost', ({ code }) => code === 1003025);
  });
});

describe('rules', () => {
  test('about a user hold from now on, are listed, and end before their time', async () => {
    const { roomID, userID } = uniqueNames();
    const query = `RuleType=4&RoomId=${roomID}&UserId=${userID}`;
    expect(await signed('SetForbidUserRule', `${query}&DisabledPrivilege[]=1&EffectiveTime=60`)).toMatchObject({
      Code: 0,
      Data: { ExpireTime: expect.any(Number) },
    });
    await expect(wireLogin(server, { roomID, userID })).rejects.toMatchObject({ name: 'WireRefusal' });
    const { ruleList } = await api.describeForbidUserRules({ ruleType: 4, userID });
    expect(ruleList).toMatchObject([{ roomID, userID, disabledPrivilegeList: [1] }]);
    expect(await signed('DelForbidUserRule', query)).toMatchObject({ Code: 0 });
    await expect(wireLogin(server, { roomID, userID })).resolves.toBeDefined();
    expect(await signed('DelForbidUserRule', query)).toMatchObject({ Code: 50124 });
  });

  test('about a stream are listed, and end before their time', async () => {
    const { roomID, userID } = await someone();
    const rule = { roomID, streamID: `${userID}-main` };
    await api.setForbidStreamRule({ ...rule, disableVideo: true });
    const { forbidStreamRuleList } = await api.describeForbidStreamRules({ roomID, streamIDs: [rule.streamID] });
    expect(forbidStreamRuleList).toMatchObject([{ disableAudio: false, disableVideo: true, effectiveTime: 21_600 }]);
    await api.delForbidStreamRule(rule);
    await expect(api.delForbidStreamRule(rule)).rejects.toMatchObject({ code: 50124 });
  });
});

test('a key of one project reaches nothing of another', async () => {
  const { roomID, userID } = await someone();
  const other = await server.projects.create('other', server.demo.switches);
  const theirs = createApi({ origin: server.origin, key: server.apiKeys.create(other.appID, 'test').key });
  await expect(theirs.describeUserNum({ roomIDs: [roomID] })).resolves.toMatchObject({
    userCountList: [{ userCount: 0 }],
  });
  await theirs.kickoutUser({ roomID, userIDs: [userID] });
  await expect(theirs.closeRoom({ roomID })).rejects.toMatchObject({ code: 5024 });
  expect(server.sessions.control.room(server.demo.appID, roomID)?.userCount).toBe(1);
});
