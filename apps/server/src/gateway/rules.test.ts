import type { RuleSubject, UserRule } from '@freshet/core';
import { millis } from '@freshet/kit';
import { type AppID, StreamDeleteReason, type StreamID } from '@freshet/protocol';
import { FakeMediaPlane, type LaunchedServer, WireClient } from '@freshet/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { openServer, Stage } from './testing/stage.ts';

const media = new FakeMediaPlane();
let server: LaunchedServer;
let appID: AppID;

beforeAll(async () => {
  server = await openServer({ media });
  appID = server.demo.appID;
});
afterAll(() => server.close());

const stage = () => new Stage(server);
const inAMinute = () => millis(Date.now() + 60_000);

const subjects: RuleSubject[] = [];
function setRule(subject: RuleSubject, rights: Partial<UserRule>): void {
  subjects.push(subject);
  const rule = { subject, login: false, publish: false, expires: inAMinute(), ...rights };
  expect(server.sessions.control.setUserRule(appID, rule)).toBe('set');
}
afterEach(() => {
  for (const subject of subjects.splice(0)) server.sessions.control.deleteUserRule(appID, subject);
});

describe('a rule about users', () => {
  test.each<[string, (at: Stage) => RuleSubject]>([
    ['an address', () => ({ type: 1, address: '127.0.0.1' })],
    ['a room', ({ roomID }) => ({ type: 2, roomID })],
    ['a user', (at) => ({ type: 3, userID: at.user('ann') })],
    ['a user in a room', (at) => ({ type: 4, roomID: at.roomID, userID: at.user('ann') })],
  ])('of %s sends those who are in away, and keeps them out until it is lifted: 1002066', async (_what, subject) => {
    const at = stage();
    const { client } = await at.login('ann');
    setRule(subject(at), { login: true });
    expect(await client.event('kicked')).toMatchObject({ code: 1002066 });
    await expect(at.login('ann')).rejects.toMatchObject({ code: 1002066 });
    expect(server.sessions.control.deleteUserRule(appID, subject(at))).toBe(true);
    await at.login('ann');
  });

  test('that forbids to publish ends what is published, and nothing else: 1003025', async () => {
    const at = stage();
    const { host, viewer } = await at.onAir();
    setRule({ type: 3, userID: at.user('host') }, { publish: true });
    expect(await host.event('publishLost')).toEqual({ streamID: at.streamID, code: 1003025 });
    const { removed } = await viewer.event('streams', (streams) => streams.removed.length > 0);
    expect(removed).toMatchObject([{ reason: StreamDeleteReason.RemovedByServer }]);
    await expect(at.publish(host)).rejects.toMatchObject({ code: 1003025 });
    await at.publish(viewer);
  });

  test('that was set while its user was away is heard at the resume: 1002066', async () => {
    const at = stage();
    const { client, answer } = await at.login('ann');
    client.cut();
    setRule({ type: 3, userID: at.user('ann') }, { login: true });
    const back = await WireClient.connect(server.origin);
    const { sessionID, resumeSecret, positions } = answer;
    const resume = back.request('resume', { versions: [1], sessionID, resumeSecret, positions });
    await expect(resume).rejects.toMatchObject({ code: 1002066 });
    back.close();
  });
});

test('a forbidden stream ends for its publisher with 1003025 and for its players with 1004025, until it is resumed', async () => {
  const at = stage();
  const { control } = server.sessions;
  const { host, viewer } = await at.onAir();
  control.forbidStreams(appID, [at.streamID]);
  expect(await host.event('publishLost')).toEqual({ streamID: at.streamID, code: 1003025 });
  expect(await viewer.event('playLost')).toEqual({ streamID: at.streamID, code: 1004025 });
  await expect(at.publish(host)).rejects.toMatchObject({ code: 1003025 });
  await expect(at.play(viewer)).rejects.toMatchObject({ code: 1004025 });
  expect(control.isForbidden(appID, at.streamID)).toBe(true);
  expect(control.forbiddenStreams(appID)).toEqual([at.streamID]);
  expect(control.resumeStream(appID, at.streamID)).toBe(true);
  expect(control.resumeStream(appID, at.streamID)).toBe(false);
  await at.publish(host);
  await at.play(viewer);
});

test('a rule about a stream keeps its sound or picture back, over all its ways in, until it is lifted', async () => {
  const at = stage();
  const { control } = server.sessions;
  const { roomID, streamID } = at;
  const { host } = await at.onAir();
  const rule = { roomID, streamID, disableAudio: true, disableVideo: false, created: millis(1), expires: inAMinute() };
  expect(control.setStreamRule(appID, rule)).toBe('set');
  expect(control.streamRules(appID, roomID)).toEqual([rule]);
  expect(media.mutings).toContainEqual({ audio: true, video: false });
  await host.request('unpublish', { streamID });
  expect(media.mutings).not.toContainEqual({ audio: true, video: false });
  await at.publish(host);
  expect(media.mutings).toContainEqual({ audio: true, video: false });
  expect(control.deleteStreamRule(appID, roomID, streamID)).toBe(true);
  expect(control.deleteStreamRule(appID, roomID, 'other' as StreamID)).toBe(false);
  expect(control.streamRules(appID, roomID)).toEqual([]);
  expect(media.mutings).not.toContainEqual({ audio: true, video: false });
});
