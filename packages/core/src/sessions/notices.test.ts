import { MemoryCluster } from '@freshet/cluster';
import { type Clock, millis, systemClock } from '@freshet/kit';
import type { RoomID, StreamID, UserID } from '@freshet/protocol';
import { FakeMediaPlane, fakeOffer } from '@freshet/testkit';
import { expect, test } from 'vitest';
import { LogoutReason, type Notice, RoomCloseReason, StreamCloseReason } from '../ports/notices.ts';
import { commands } from './commands.ts';
import type { Session } from './session.ts';
import { caller, login, openNode, project } from './testing/node.ts';

const { appID } = project;
const roomID = 'room' as RoomID;

/** A node, what it told, and hands for its users. */
async function start(clock: Clock = systemClock) {
  const told: Notice[] = [];
  const sessions = await openNode(new MemoryCluster(), new FakeMediaPlane(), clock, told);
  const enter = async (userID: string) => (await sessions.login(await login(userID), caller)).session;
  const named = <N extends Notice['name']>(name: N) =>
    told.filter((notice): notice is Extract<Notice, { name: N }> => notice.name === name);
  return { sessions, told, enter, named };
}

async function publish(session: Session, streamID: string): Promise<void> {
  await commands.publish(session, { streamID, extraInfo: 'x' });
  await commands.negotiate(session, { target: { kind: 'publish', streamID }, offer: fakeOffer });
}

test('the life of a room is told in order, with numbers by which it can be restored', async () => {
  const { sessions, told, enter } = await start();
  const [ann, bob] = [await enter('ann'), await enter('bob')];
  await publish(ann, 's');
  await expect.poll(() => told.at(-1)?.name).toBe('stream_create');
  await commands.unpublish(ann, { streamID: 's' });
  await sessions.logout(bob);
  await sessions.logout(ann);
  expect(told.map(({ name }) => name)).toEqual([
    'room_create',
    'room_login',
    'room_login',
    'stream_create',
    'stream_close',
    'room_logout',
    'room_logout',
    'room_close',
  ]);
  expect(told).toMatchObject([
    { creator: 'ann' },
    { user: { userID: 'ann' }, sessionID: ann.id, authLevel: 4, relogin: false, userSeq: 1 },
    { user: { userID: 'bob' }, sessionID: bob.id, userSeq: 2 },
    { stream: { streamID: 's', extraInfo: 'x' }, streamSeq: 1, recreate: false },
    { stream: { streamID: 's' }, streamSeq: 2, reason: StreamCloseReason.Normal },
    { user: { userID: 'bob' }, loginTime: bob.loginTime, userSeq: 3, reason: LogoutReason.Normal },
    { user: { userID: 'ann' }, userSeq: 4, reason: LogoutReason.Normal },
    { reason: RoomCloseReason.Normal },
  ]);
  expect(new Set(told.map((notice) => JSON.stringify([notice.appID, notice.roomID, notice.roomSessionID]))).size).toBe(
    1,
  );
});

test('what is told twice is told with one time, and so are those who ask, though the clock moves at each look', async () => {
  let now = systemClock.now();
  const { sessions, named, enter } = await start({ now: () => millis(++now) });
  const ann = await enter('ann');
  const facts = sessions.control.room(appID, roomID);
  await publish(ann, 's');
  await expect.poll(() => named('stream_create').length).toBe(1);
  await commands.unpublish(ann, { streamID: 's' });
  const stream = sessions.control.streamState(appID, 's' as StreamID);
  await sessions.logout(ann);
  const [[room], [login], [logout]] = [named('room_create'), named('room_login'), named('room_logout')];
  expect([room?.at, facts?.created, login?.at, logout?.loginTime]).toEqual(Array(4).fill(ann.loginTime));
  const [[created], [closed]] = [named('stream_create'), named('stream_close')];
  expect(stream).toEqual({ name: 'closed', created: created?.at, closed: closed?.at });
  expect(closed?.createTime).toBe(created?.at);
});

test('a stream is told with what its picture comes in, and one that a backend announces without', async () => {
  const { sessions, named, enter } = await start();
  await publish(await enter('ann'), 's');
  await expect.poll(() => named('stream_create').length).toBe(1);
  const user = { userID: 'elsewhere' as UserID, userName: 'e' };
  await sessions.control.addStream(appID, roomID, { streamID: 't' as StreamID, user, extraInfo: '' });
  expect(named('stream_create').map(({ videoCodec }) => videoCodec)).toEqual(['VP8', undefined]);
});

test('a stream that comes back within 90 seconds is told as the same one, and a new one after them', async () => {
  let now = systemClock.now();
  const { enter, named } = await start({ now: () => now });
  const ann = await enter('ann');
  const cycle = async (count: number) => {
    await publish(ann, 's');
    await expect.poll(() => named('stream_create').length).toBe(count);
    await commands.unpublish(ann, { streamID: 's' });
  };
  await cycle(1);
  now = millis(now + 89_000);
  await cycle(2);
  now = millis(now + 91_000);
  await cycle(3);
  expect(named('stream_create').map(({ recreate }) => recreate)).toEqual([false, true, false]);
  expect(new Set(named('stream_create').map(({ streamSID }) => streamSID)).size).toBe(3);
  const closed = named('stream_close').map(({ streamSID }) => streamSID);
  expect(closed).toEqual(named('stream_create').map(({ streamSID }) => streamSID));
});

test('an SDK that repeats its login is told as such, and the older login as ended by it', async () => {
  const { sessions, named, enter } = await start();
  const first = await enter('ann');
  await sessions.login({ ...(await login('ann')), repeats: first.loginEpoch }, caller);
  expect(named('room_login').map(({ relogin }) => relogin)).toEqual([false, true]);
  expect(named('room_logout')).toMatchObject([{ sessionID: first.id, reason: LogoutReason.ReloginOrKick }]);
});

test('a kick is told of the user, of his stream and, where he was the last, of the room', async () => {
  const { sessions, named, enter } = await start();
  const ann = await enter('ann');
  await publish(ann, 's');
  await expect.poll(() => named('stream_create').length).toBe(1);
  await sessions.control.kick(appID, roomID, ['ann' as UserID], 'no');
  expect(named('stream_close')).toMatchObject([{ reason: StreamCloseReason.Kicked }]);
  expect(named('room_logout')).toMatchObject([{ reason: LogoutReason.ReloginOrKick }]);
  expect(named('room_close')).toMatchObject([{ reason: RoomCloseReason.Kicked }]);
});

test.each([false, true])(
  'a room that the backend closes says so itself only where it is to: %s',
  async (tellsClose) => {
    const { sessions, named, enter } = await start();
    const ann = await enter('ann');
    await enter('bob');
    await publish(ann, 's');
    await expect.poll(() => named('stream_create').length).toBe(1);
    expect(await sessions.control.closeRoom(appID, roomID, { reason: 'over', tellsClose })).toBe(true);
    expect(named('stream_close')).toMatchObject([{ reason: StreamCloseReason.RoomCleared }]);
    expect(named('room_logout')).toHaveLength(2);
    expect(named('room_close').map((notice) => 'isQuiet' in notice)).toEqual([!tellsClose]);
    expect(sessions.control.room(appID, roomID)).toBeUndefined();
    expect(await sessions.control.closeRoom(appID, roomID, { reason: 'over', tellsClose })).toBe(false);
  },
);

test('five hundred streams can be announced in a room, also at once, and more when some are gone or published in it', async () => {
  const { sessions, enter } = await start();
  const ann = await enter('ann');
  const { control } = sessions;
  const add = (streamID: string, userID = 'elsewhere') => {
    const user = { userID, userName: 'e' };
    return control.addStream(appID, roomID, { streamID: streamID as StreamID, user, extraInfo: '' });
  };
  const outcomes = await Promise.all(Array.from({ length: 510 }, (_, n) => add(`s${n}`)));
  expect([outcomes.indexOf('tooMany'), outcomes.filter((outcome) => outcome === 'added').length]).toEqual([500, 500]);
  await control.deleteStream(appID, roomID, { streamID: 's0' as StreamID, userID: 'elsewhere' as UserID });
  expect([await add('s1'), await add('new'), await add('more')]).toEqual(['added', 'added', 'tooMany']);
  await commands.publish(ann, { streamID: 'own', extraInfo: '' });
  expect([await add('own', 'ann'), await add('own')]).toEqual(['added', 'tooMany']);
  await sessions.logout(ann);
  await enter('bob');
  expect(await add('s1')).toBe('added');
});

test('a stream that a backend announces is told as any other, and goes with its room', async () => {
  const { sessions, named, enter } = await start();
  const ann = await enter('ann');
  const user = { userID: 'elsewhere' as UserID, userName: 'e' };
  const stream = (streamID: string) => ({
    streamID: streamID as StreamID,
    user,
    extraInfo: '',
    title: `The ${streamID}`,
  });
  const { control } = sessions;
  expect(await control.addStream(appID, roomID, stream('s'))).toBe('added');
  expect(await control.addStream(appID, roomID, stream('t'))).toBe('added');
  expect(await control.deleteStream(appID, roomID, { streamID: 's' as StreamID, userID: user.userID })).toBe('deleted');
  await sessions.logout(ann);
  expect(named('stream_create').map(({ stream: { streamID }, title }) => [streamID, title])).toEqual([
    ['s', 'The s'],
    ['t', 'The t'],
  ]);
  expect(named('stream_close')).toMatchObject([
    { stream: { streamID: 's' }, reason: StreamCloseReason.RemovedByServer },
    { stream: { streamID: 't' }, reason: StreamCloseReason.Normal },
  ]);
  const bob = await enter('bob');
  await publish(bob, 't');
});

test('a stream that a backend withdraws and announces again is told again, with what its picture comes in', async () => {
  const { sessions, named, enter } = await start();
  const ann = await enter('ann');
  const { control } = sessions;
  const theirs = { streamID: 's' as StreamID, userID: 'ann' as UserID };
  const wish = { streamID: theirs.streamID, user: ann.entrant.user, extraInfo: '', title: 'The s' };
  await publish(ann, 's');
  await expect.poll(() => named('stream_create').length).toBe(1);
  expect(await control.deleteStream(appID, roomID, theirs)).toBe('deleted');
  expect(await control.addStream(appID, roomID, wish)).toBe('added');
  await commands.unpublish(ann, { streamID: 's' });
  const [first, second] = named('stream_create');
  expect(second).toMatchObject({ title: 'The s', videoCodec: 'VP8', stream: { extraInfo: 'x' } });
  expect(named('stream_close')).toMatchObject([
    { streamSID: first?.streamSID, reason: StreamCloseReason.RemovedByServer },
    { streamSID: second?.streamSID, reason: StreamCloseReason.Normal },
  ]);
});

test('a stream that its user begins to publish while a backend announces it is told once, when media flows', async () => {
  const { sessions, named, enter } = await start();
  const ann = await enter('ann');
  const wish = { streamID: 's' as StreamID, user: ann.entrant.user, extraInfo: '' };
  const [, outcome] = await Promise.all([publish(ann, 's'), sessions.control.addStream(appID, roomID, wish)]);
  expect(outcome).toBe('added');
  await expect.poll(() => named('stream_create')).toMatchObject([{ stream: { extraInfo: 'x' } }]);
  await sessions.logout(ann);
  expect(named('stream_close')).toMatchObject([{ reason: StreamCloseReason.Normal }]);
});

test('a stream that a backend announces and its user publishes is told as one, from the announcement to its end', async () => {
  const { sessions, told, named, enter } = await start();
  const ann = await enter('ann');
  const wish = { streamID: 's' as StreamID, user: ann.entrant.user, extraInfo: '', title: 'The s' };
  expect(await sessions.control.addStream(appID, roomID, wish)).toBe('added');
  await publish(ann, 's');
  await expect.poll(() => sessions.control.stream(appID, wish.streamID)?.state).toBe('flowing');
  await commands.unpublish(ann, { streamID: 's' });
  expect(told.map(({ name }) => name)).toEqual(['room_create', 'room_login', 'stream_create', 'stream_close']);
  const [created] = named('stream_create');
  expect(created).toMatchObject({ title: 'The s', stream: { extraInfo: '' } });
  expect(named('stream_close')).toMatchObject([
    { streamSID: created?.streamSID, stream: { extraInfo: 'x' }, reason: StreamCloseReason.Normal },
  ]);
});
