import type { AppID, RoomID, UserID } from '@freshet/protocol';
import { fakeOffer, type LaunchedServer } from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openServer, Stage } from './testing/stage.ts';

let server: LaunchedServer;
let appID: AppID;

beforeAll(async () => {
  server = await openServer();
  appID = server.demo.appID;
});
afterAll(() => server.close());

const stage = () => new Stage(server);

describe('a stream that a backend announces', () => {
  const user = { userID: 'elsewhere' as UserID, userName: 'Elsewhere' };

  test('is told to those in the room and to those who come, keeps its name, and cannot be played: 1004002', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { streamID } = at;
    const stream = { streamID, user, extraInfo: 'e' };
    const theirs = { streamID, userID: user.userID };
    expect(await control.addStream(appID, at.roomID, stream)).toBe('noRoom');
    const { client } = await at.login('ann');
    expect(await control.addStream(appID, at.roomID, { ...stream, title: 'for the backend' })).toBe('added');
    expect((await client.event('streams')).added).toEqual([stream]);
    expect((await at.login('bob')).answer.room.streams).toEqual([stream]);
    expect(control.stream(appID, streamID)).toMatchObject({ state: 'announced', roomID: at.roomID, extraInfo: 'e' });
    await expect(at.play(client)).rejects.toMatchObject({ code: 1004002 });
    await expect(at.publish(client)).rejects.toMatchObject({ code: 1003028 });
    expect(await control.deleteStream(appID, at.roomID, { streamID, userID: at.user('ann') })).toBe('noStream');
    expect(await control.deleteStream(appID, at.roomID, theirs)).toBe('deleted');
    expect((await client.event('streams', ({ removed }) => removed.length > 0)).removed).toMatchObject([{ stream }]);
    expect(await control.deleteStream(appID, at.roomID, theirs)).toBe('noStream');
    expect(await control.deleteStream(appID, 'no-room' as RoomID, theirs)).toBe('noRoom');
    await at.publish(client);
  });

  test('again is there once, also where the calls overtake each other, and its extra info is brought up to date', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { client } = await at.login('ann');
    const add = (extraInfo: string, by = user, roomID = at.roomID) =>
      control.addStream(appID, roomID, { streamID: at.streamID, user: by, extraInfo });
    expect(await Promise.all([add('one'), add('one')])).toEqual(['added', 'added']);
    expect(await add('two')).toBe('added');
    expect((await client.event('streamExtraInfo')).streams).toMatchObject([{ user, extraInfo: 'two' }]);
    expect(await add('three', { ...user, userID: 'another' as UserID })).toBe('clash');
    const other = stage();
    await other.login('bob');
    expect(await add('three', user, other.roomID)).toBe('clash');
    expect(control.streams(appID, at.roomID)).toMatchObject([{ streamID: at.streamID, extraInfo: 'two' }]);
    expect(client.heard.filter(({ event }) => event === 'streams')).toHaveLength(1);
  });

  test('is published by its user in its room alone, and is from then on as any other stream', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { streamID } = at;
    const { client: viewer } = await at.login('viewer');
    const { client: host } = await at.login('host');
    const own = { userID: at.user('host'), userName: 'as the backend knows him' };
    const add = (extraInfo: string) => control.addStream(appID, at.roomID, { streamID, user: own, extraInfo });
    const extraInfo = () => control.stream(appID, streamID)?.extraInfo;
    expect(await add('before')).toBe('added');
    await viewer.event('streams');
    await at.publish(host);
    await expect.poll(() => control.stream(appID, streamID)?.state).toBe('flowing');
    expect((await viewer.event('streamExtraInfo')).streams).toMatchObject([{ streamID, extraInfo: '' }]);
    await at.play(viewer);
    expect([await add('after'), extraInfo()]).toEqual(['added', '']);
    await host.request('setStreamExtraInfo', { streamID, extraInfo: 'of the host' });
    expect(extraInfo()).toBe('of the host');
    await host.request('unpublish', { streamID });
    await viewer.event('streams', ({ removed }) => removed.length > 0);
    expect(control.stream(appID, streamID)).toBeUndefined();
    expect(viewer.heard.filter(({ event }) => event === 'streams')).toHaveLength(2);
    await at.publish(viewer);
  });

  test('stays announced when its user gives up before media flows', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { streamID } = at;
    const { client } = await at.login('host');
    const publish = () => client.request('publish', { streamID, extraInfo: '' });
    const own = { userID: at.user('host'), userName: 'host' };
    expect(await control.addStream(appID, at.roomID, { streamID, user: own, extraInfo: 'e' })).toBe('added');
    await publish();
    expect(control.stream(appID, streamID)).toMatchObject({ state: 'announced' });
    await client.request('unpublish', { streamID });
    expect(control.stream(appID, streamID)).toMatchObject({ state: 'announced', extraInfo: 'e' });
    await publish();
  });

  test('keeps its name for the publisher when the backend withdraws it, and gives it back when he ends', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { streamID } = at;
    const [{ client: host }, { client: other }] = [await at.login('host'), await at.login('other')];
    const own = { userID: at.user('host'), userName: 'host' };
    await control.addStream(appID, at.roomID, { streamID, user: own, extraInfo: '' });
    await at.publish(host);
    await expect.poll(() => control.stream(appID, streamID)?.state).toBe('flowing');
    expect(await control.deleteStream(appID, at.roomID, { streamID, userID: own.userID })).toBe('deleted');
    await at.play(other);
    await expect(at.publish(other)).rejects.toMatchObject({ code: 1003028 });
    await host.request('unpublish', { streamID });
    await at.publish(other);
  });

  test('that its user publishes already is told when his media flows, and is his alone in that room alone', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { streamID } = at;
    const { client: viewer } = await at.login('viewer');
    const { client: host } = await at.login('host');
    const own = { userID: at.user('host'), userName: 'host' };
    const theirs = { streamID, userID: own.userID };
    const add = (by = own, roomID = at.roomID) =>
      control.addStream(appID, roomID, { streamID, user: by, extraInfo: 'of the backend' });
    await host.request('publish', { streamID, extraInfo: 'of the host' });
    expect([await add(), await add()]).toEqual(['added', 'added']);
    expect(await add(user)).toBe('clash');
    const other = stage();
    await other.login('bob');
    expect(await add(own, other.roomID)).toBe('clash');
    expect(await control.deleteStream(appID, at.roomID, theirs)).toBe('noStream');
    expect(control.streams(appID, at.roomID)).toEqual([]);
    await host.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
    expect((await viewer.event('streams')).added).toMatchObject([{ streamID, extraInfo: 'of the host' }]);
    expect(await control.deleteStream(appID, at.roomID, theirs)).toBe('deleted');
    await viewer.event('streams', ({ removed }) => removed.length > 0);
    expect(viewer.heard.filter(({ event }) => event === 'streams')).toHaveLength(2);
  });

  test('of a publisher that is here is told again after it was withdrawn, and ends with its publisher', async () => {
    const at = stage();
    const { host, viewer } = await at.onAir();
    const { control } = server.sessions;
    const { streamID } = at;
    const own = { userID: at.user('host'), userName: 'as the backend knows him' };
    const theirs = { streamID, userID: own.userID };
    const add = (by = own) => control.addStream(appID, at.roomID, { streamID, user: by, extraInfo: 'of the backend' });
    const told = () => viewer.heard.filter(({ event }) => event === 'streams').map(({ data }) => data);
    const [came, went] = [
      { added: [{ streamID }], removed: [] },
      { added: [], removed: [{ stream: { streamID } }] },
    ];
    expect(await control.deleteStream(appID, at.roomID, theirs)).toBe('deleted');
    expect(await add(user)).toBe('clash');
    expect([await add(), await add()]).toEqual(['added', 'added']);
    expect(control.stream(appID, streamID)).toMatchObject({ state: 'flowing', extraInfo: '' });
    expect(await control.deleteStream(appID, at.roomID, theirs)).toBe('deleted');
    expect(await control.deleteStream(appID, at.roomID, theirs)).toBe('noStream');
    expect(await add()).toBe('added');
    await host.request('unpublish', { streamID });
    await expect.poll(told).toMatchObject([came, went, came, went, came, went]);
    expect(await control.deleteStream(appID, at.roomID, theirs)).toBe('noStream');
    await at.publish(viewer);
  });

  test('is withdrawn also where the withdrawal comes before the announcement is answered', async () => {
    const at = stage();
    const { control } = server.sessions;
    const { client } = await at.login('ann');
    const { streamID } = at;
    const outcomes = await Promise.all([
      control.addStream(appID, at.roomID, { streamID, user, extraInfo: '' }),
      control.deleteStream(appID, at.roomID, { streamID, userID: user.userID }),
    ]);
    expect(outcomes).toEqual(['added', 'deleted']);
    expect(control.streams(appID, at.roomID)).toEqual([]);
    await at.publish(client);
  });

  test('cannot be published by its user from another room: 1003028', async () => {
    const [at, other] = [stage(), stage()];
    await at.login('ann');
    const { client } = await other.login('host');
    const { streamID } = other;
    const own = { userID: other.user('host'), userName: 'host' };
    expect(await server.sessions.control.addStream(appID, at.roomID, { streamID, user: own, extraInfo: '' })).toBe(
      'added',
    );
    await expect(other.publish(client)).rejects.toMatchObject({ code: 1003028 });
  });

  test('of a publisher that is here is taken off the list, and the publisher goes on', async () => {
    const at = stage();
    const { host, viewer } = await at.onAir();
    const { control } = server.sessions;
    const { streamID } = at;
    expect(await control.addStream(appID, at.roomID, { streamID, user, extraInfo: '' })).toBe('clash');
    expect(await control.deleteStream(appID, at.roomID, { streamID, userID: user.userID })).toBe('noStream');
    expect(await control.deleteStream(appID, at.roomID, { streamID, userID: at.user('host') })).toBe('deleted');
    await viewer.event('streams', ({ removed }) => removed.length > 0);
    await host.request('setStreamExtraInfo', { streamID: at.streamID, extraInfo: 'still here' });
    expect(host.heard.filter(({ event }) => event === 'publishLost')).toEqual([]);
  });
});
