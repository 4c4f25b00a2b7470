import type { AppID, UserID } from '@freshet/protocol';
import { type LaunchedServer, WireClient as Wire, type WireClient, WireSession } from '@freshet/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { openServer, Stage } from './testing/stage.ts';

let server: LaunchedServer;
let appID: AppID;

beforeAll(async () => {
  server = await openServer();
  appID = server.demo.appID;
});
afterAll(() => server.close());

const stage = () => new Stage(server);
const codesOf = async (calls: readonly Promise<unknown>[]): Promise<number[]> =>
  (await Promise.allSettled(calls)).map((result) => (result.status === 'fulfilled' ? 0 : result.reason.code));
const times = (count: number, call: () => Promise<unknown>) => Array.from({ length: count }, call);

/** Lets the clock stand for the rest of a test: however long it takes, it all happens in one second. */
function stopClock(): void {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
}

test('a broadcast message reaches everyone, also one who comes back in time, once', async () => {
  const at = stage();
  const [ann, bob] = [await at.login('ann'), await at.login('bob')];
  bob.client.cut();
  const { messageID } = await ann.client.request('sendBroadcastMessage', { message: 'hello' });
  const back = await Wire.connect(server.origin);
  const { sessionID, resumeSecret, positions } = bob.answer;
  await back.request('resume', { versions: [1], sessionID, resumeSecret, positions });
  const said = await back.event('broadcastMessage');
  expect(said).toMatchObject({ fromUser: { userID: at.user('ann') }, message: 'hello', messageID });
  expect(await ann.client.event('broadcastMessage')).toEqual(said);
  back.close();
});

test('a barrage message reaches those who are there, takes no place in the log, and is not kept', async () => {
  const at = stage();
  const [ann, bob] = [await at.login('ann'), await at.login('bob')];
  const cleo = await WireSession.login(server, { roomID: at.roomID, userID: at.user('cleo') });
  bob.client.cut();
  await expect.poll(() => server.sessions.control.user(appID, at.roomID, at.user('bob'))?.attached).toBe(false);
  const { messageID } = await ann.client.request('sendBarrageMessage', { message: 'wow' });
  expect(await ann.client.event('barrageMessage')).toMatchObject({ message: 'wow', messageID });
  const back = await Wire.connect(server.origin);
  const { sessionID, resumeSecret, positions } = bob.answer;
  const resumed = await back.request('resume', { versions: [1], sessionID, resumeSecret, positions });
  expect(resumed.room).toBeUndefined();
  await ann.client.request('sendBroadcastMessage', { message: 'the next' });
  await back.event('broadcastMessage');
  expect(back.heard.filter(({ event }) => event === 'barrageMessage')).toEqual([]);
  await expect.poll(() => cleo.view.positions.room.seq).toBeGreaterThan(0);
  expect(cleo.view.faults).toEqual([]);
  await cleo.logout();
  back.close();
});

test('a command reaches those it is for, or everyone, and one who is away hears it at his return', async () => {
  const at = stage();
  const [ann, bob, cleo] = [await at.login('ann'), await at.login('bob'), await at.login('cleo')];
  const toUserIDs = [at.user('bob'), at.user('bob'), 'nobody'];
  bob.client.cut();
  await ann.client.request('sendCustomCommand', { command: 'to bob', toUserIDs });
  const back = await Wire.connect(server.origin);
  const { sessionID, resumeSecret, positions } = bob.answer;
  await back.request('resume', { versions: [1], sessionID, resumeSecret, positions });
  expect(await back.event('personalCommand')).toMatchObject({
    fromUser: { userID: at.user('ann') },
    command: 'to bob',
  });
  await ann.client.request('sendCustomCommand', { command: 'to all', toUserIDs: [] });
  for (const client of [ann.client, back, cleo.client]) {
    expect(await client.event('customCommand')).toMatchObject({ command: 'to all' });
  }
  const personal = (client: WireClient) => client.heard.filter(({ event }) => event === 'personalCommand').length;
  expect([personal(ann.client), personal(back), personal(cleo.client)]).toEqual([0, 1, 0]);
  back.close();
});

test('a backend speaks to a room in the name of someone, who need not be there', async () => {
  const at = stage();
  const { control } = server.sessions;
  const from = { userID: 'backend', userName: 'Backend' };
  expect(control.broadcast(appID, at.roomID, from, 'x')).toBeUndefined();
  expect(control.barrage(appID, at.roomID, from, 'x')).toBeUndefined();
  expect(control.command(appID, at.roomID, 'backend' as UserID, undefined, 'x')).toBeUndefined();
  const { client } = await at.login('ann');
  const messageID = control.broadcast(appID, at.roomID, from, 'one');
  expect(await client.event('broadcastMessage')).toMatchObject({ fromUser: from, message: 'one', messageID });
  const barrageID = control.barrage(appID, at.roomID, from, 'two');
  expect(await client.event('barrageMessage')).toMatchObject({ message: 'two', messageID: barrageID });
  const to = [at.user('ann'), 'nobody' as UserID];
  expect(control.command(appID, at.roomID, 'backend' as UserID, to, 'three')).toEqual(['nobody']);
  expect(await client.event('personalCommand')).toMatchObject({ fromUser: { userID: 'backend' }, command: 'three' });
  expect(control.command(appID, at.roomID, at.user('ann'), undefined, 'four')).toEqual([]);
  const four = await client.event('customCommand');
  expect(four).toEqual({
    fromUser: { userID: at.user('ann'), userName: `name of ${at.user('ann')}` },
    command: 'four',
  });
});

test('extra info of a stream is counted in characters: one more than 1024 is refused with 1003051', async () => {
  const at = stage();
  const { client } = await at.login('ann');
  await at.publish(client);
  const describe = (extraInfo: string) => client.request('setStreamExtraInfo', { streamID: at.streamID, extraInfo });
  const publish = (extraInfo: string) => client.request('publish', { streamID: `${at.streamID}-2`, extraInfo });
  const [most, more] = ['观'.repeat(1024), '观'.repeat(1025)];
  expect(await codesOf([describe(more), describe(most), publish(more), publish(most)])).toEqual([
    1003051, 0, 1003051, 0,
  ]);
});

test('a publisher who changes its extra info too often is refused: 1002071', async () => {
  stopClock();
  const at = stage();
  const { client } = await at.login('ann');
  await at.publish(client);
  const { streamID } = at;
  const describe = () => client.request('setStreamExtraInfo', { streamID, extraInfo: 'x' });
  expect(await codesOf(times(41, describe))).toEqual([...Array(40).fill(0), 1002071]);
});

test('what is empty, too long or for nobody is refused by its code', async () => {
  const { client } = await stage().login('ann');
  const broadcast = (message: string) => client.request('sendBroadcastMessage', { message });
  const command = (...toUserIDs: string[]) => client.request('sendCustomCommand', { command: 'c', toUserIDs });
  expect(await codesOf([broadcast(''), broadcast('ü'.repeat(513)), broadcast('ü'.repeat(512))])).toEqual([
    1009001, 1009002, 0,
  ]);
  expect(await codesOf([client.request('sendBarrageMessage', { message: '' })])).toEqual([1009001]);
  expect(await codesOf([client.request('sendCustomCommand', { command: '', toUserIDs: [] })])).toEqual([1009001]);
  expect(await codesOf([command(''), command('u'.repeat(64)), command('u')])).toEqual([1009011, 1009012, 0]);
});

test('too many messages in a second are refused: 1009015, and 1002072 for room extra info', async () => {
  stopClock();
  const at = stage();
  const clients: WireClient[] = [];
  for (let n = 0; n < 12; n += 1) clients.push((await at.login(`user-${n}`)).client);
  const [ann] = clients;
  if (!ann) throw new Error('nobody is there');
  const refusals = async (calls: readonly Promise<unknown>[]) => (await codesOf(calls)).filter((code) => code !== 0);
  const say = (client: WireClient) => client.request('sendBroadcastMessage', { message: 'm' });
  expect(await refusals(times(2, () => say(ann)))).toEqual([1009015]);
  const ofRoom = await refusals(clients.slice(1).map(say));
  expect(ofRoom).toEqual([1009015, 1009015]);
  const barrage = () => ann.request('sendBarrageMessage', { message: 'm' });
  expect(await refusals(times(21, barrage))).toEqual([1009015]);
  const command = (toUserIDs: string[]) => ann.request('sendCustomCommand', { command: 'c', toUserIDs });
  expect(await refusals(times(11, () => command(['a', 'b'])))).toEqual([1009015]);
  expect(await refusals(times(20, () => command(['a'])))).toEqual([]);
  const toOne = await refusals(times(300, () => command(['a'])));
  expect(toOne.filter((code) => code !== 1009015)).toEqual([]);
  const note = (client: WireClient) => client.request('setRoomExtraInfo', { key: 'k', value: 'v' });
  expect(await refusals(times(11, () => note(ann)))).toEqual([1002072]);
  const ofOthers = await refusals(clients.slice(1, 6).flatMap((client) => times(3, () => note(client))));
  expect(ofOthers).toEqual(Array.from({ length: 5 }, () => 1002072));
});
