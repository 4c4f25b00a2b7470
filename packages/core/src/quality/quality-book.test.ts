import { type Clock, millis, seconds } from '@freshet/kit';
import type { AppID, SessionID, StreamID, StreamReport, UserID } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { QualityBook } from './quality-book.ts';
import { Reports } from './reports.ts';
import { Traffic } from './traffic.ts';

const appID = 1 as AppID;
const streamID = 's' as StreamID;
const ann = 'ann' as UserID;
const ALWAYS = millis(0);
const START = seconds(1_700_000_000);

const report = (change: Partial<StreamReport> = {}): StreamReport => ({
  streamID,
  kbps: 1000,
  fps: 30,
  lossPercent: 0.5,
  rttMs: 40,
  ...change,
});

function book() {
  let now: number = START;
  const clock: Clock = { now: () => millis(now) };
  const pass = (time: number): void => {
    now += time;
  };
  return { book: new QualityBook(clock), clock, pass };
}

test('the last ten minutes are kept as they came, and the three hours before them by the minute', () => {
  const { book: quality, pass } = book();
  for (let period = 0; period < 6 * 60 * 4; period += 1) {
    quality.takePlayed(appID, ann, report({ kbps: period % 6, freezeMs: 5000 }));
    pass(10_000);
  }
  const samples = quality.playedBy(appID, streamID, ann, ALWAYS);
  expect(samples.slice(-60).map(({ kbps }) => kbps)).toEqual(Array.from({ length: 60 }, (_, i) => i % 6));
  const coarse = samples.slice(0, -60);
  expect(coarse.length).toBeGreaterThanOrEqual(170);
  expect(coarse.length).toBeLessThanOrEqual(180);
  for (const { freezeMs } of coarse) expect(freezeMs).toBe(30_000);
  const gaps = samples.slice(1).map(({ at }, i) => at - (samples[i]?.at ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThan(0);
});

test('many viewers are digested into one sample for each period, and one of them can be looked at alone', () => {
  const { book: quality, pass } = book();
  for (let n = 0; n < 100; n += 1) {
    const slow = n < 10 ? { fps: 5, rttMs: 400, lossPercent: 20, freezeMs: 2000 } : {};
    quality.takePlayed(appID, `user-${n}` as UserID, report(slow));
  }
  expect(quality.played(appID, streamID, ALWAYS)).toEqual([]);
  pass(10_000);
  expect(quality.played(appID, streamID, ALWAYS)).toMatchObject([
    { viewers: 100, fpsMedian: 30, fpsLow: 5, lossMedian: 0.5, lossHigh: 20, rttMedian: 40, rttHigh: 400, frozen: 10 },
  ]);
  const users = ['user-3', 'user-50', 'nobody'] as UserID[];
  const latest = quality.latest(appID, streamID, users);
  expect([...latest].map(([userID, { fps }]) => [userID, fps])).toEqual([
    ['user-3', 5],
    ['user-50', 30],
  ]);
});

test('a viewer whose report is a moment late is still counted, and one who is gone is not for long', () => {
  const { book: quality, pass } = book();
  const here = (...names: string[]) => {
    for (const name of names) quality.takePlayed(appID, name as UserID, report({}));
    pass(10_000);
  };
  here('ann', 'bob');
  here('ann');
  here('ann');
  expect(quality.played(appID, streamID, ALWAYS).map(({ viewers }) => viewers)).toEqual([2, 2, 1]);
});

test('of more viewers than are remembered each still has a last sample, and those who go make place', () => {
  const { book: quality, pass } = book();
  const name = (n: number) => `user-${n}` as UserID;
  const tell = (n: number) => quality.takePlayed(appID, name(n), report({}));
  const isRemembered = (n: number) => quality.playedBy(appID, streamID, name(n), ALWAYS).length > 0;
  for (let n = 0; n <= 20_000; n += 1) tell(n);
  expect([isRemembered(19_999), isRemembered(20_000)]).toEqual([true, false]);
  expect(quality.latest(appID, streamID, [name(20_000)]).size).toBe(1);
  pass(61_000);
  tell(20_000);
  expect([isRemembered(0), isRemembered(20_000)]).toEqual([false, true]);
});

test('a publisher is kept apart from the viewers, and a measure that nobody took is missing', () => {
  const { book: quality } = book();
  quality.takePublished(appID, report());
  expect(quality.published(appID, streamID, ALWAYS)).toEqual([
    { at: START, kbps: 1000, fps: 30, lossPercent: 0.5, rttMs: 40 },
  ]);
  expect(quality.latestPublished(appID, streamID)).toMatchObject({ kbps: 1000 });
  expect(quality.played(appID, streamID, ALWAYS)).toEqual([]);
  expect(quality.published(2 as AppID, streamID, ALWAYS)).toEqual([]);
});

test("a viewer's latency is the whole way from the camera: both browsers' parts, half of both round trips, the screen", () => {
  const { book: quality, pass } = book();
  quality.takePublished(appID, report({ rttMs: 30, delayMs: 9 }));
  quality.takePlayed(appID, ann, report({ rttMs: 50, delayMs: 25 }));
  expect(quality.latest(appID, streamID, [ann]).get(ann)).toMatchObject({
    delayMs: 25,
    latencyMs: 9 + 15 + 25 + 25 + 8,
  });
  quality.takePlayed(appID, 'bob' as UserID, report({ rttMs: 150, delayMs: 125 }));
  quality.takePlayed(appID, 'cat' as UserID, report({ rttMs: 150 }));
  pass(10_000);
  expect(quality.played(appID, streamID, ALWAYS)).toMatchObject([{ viewers: 3, latencyMedian: 232, latencyHigh: 232 }]);
});

test('a latency of which a part is missing or out of date is missing as a whole', () => {
  const { book: quality, pass } = book();
  const latencyOf = (change: Partial<StreamReport>) => {
    quality.takePlayed(appID, ann, report(change));
    return quality.latest(appID, streamID, [ann]).get(ann)?.latencyMs;
  };
  expect(latencyOf({ delayMs: 25 })).toBeUndefined();
  quality.takePublished(appID, report());
  expect(latencyOf({ delayMs: 25 })).toBeUndefined();
  quality.takePublished(appID, report({ delayMs: 9 }));
  expect(latencyOf({})).toBeUndefined();
  pass(30_000);
  expect(latencyOf({ delayMs: 25 })).toBe(9 + 20 + 20 + 25 + 8);
  pass(1000);
  expect(latencyOf({ delayMs: 25 })).toBeUndefined();
  expect(quality.played(appID, streamID, ALWAYS)[0]).not.toHaveProperty('latencyMedian');
});

test('the latency of hours ago is kept by the minute, over the reports that had one', () => {
  const { book: quality, pass } = book();
  for (let period = 0; period < 6 * 20; period += 1) {
    quality.takePublished(appID, report(period % 2 === 0 ? { delayMs: 10 } : {}));
    quality.takePlayed(appID, ann, report({ delayMs: 20 }));
    pass(10_000);
  }
  const [coarse] = quality.playedBy(appID, streamID, ann, ALWAYS);
  expect(coarse).toMatchObject({ delayMs: 20, latencyMs: 78 });
  const [digest] = quality.played(appID, streamID, ALWAYS);
  expect(digest).toMatchObject({ viewers: 1, latencyMedian: 78, latencyHigh: 78 });
});

test('numbers that cannot be are cut to what can', () => {
  const { book: quality } = book();
  const huge = Number.MAX_VALUE;
  quality.takePublished(appID, report({ rttMs: huge, delayMs: huge }));
  quality.takePlayed(
    appID,
    ann,
    report({ kbps: huge, fps: huge, lossPercent: huge, rttMs: huge, freezeMs: huge, delayMs: huge }),
  );
  expect(quality.playedBy(appID, streamID, ann, ALWAYS)).toMatchObject([
    { kbps: 65_000, fps: 240, lossPercent: 100, rttMs: 60_000, freezeMs: 60_000, delayMs: 60_000, latencyMs: 60_000 },
  ]);
});

test('a stream that nobody reports on any more is forgotten after three hours', () => {
  const { book: quality, pass } = book();
  quality.takePlayed(appID, ann, report());
  pass(2 * 3_600_000);
  quality.tidy();
  expect(quality.playedBy(appID, streamID, ann, ALWAYS)).toHaveLength(1);
  quality.takePublished(appID, report());
  pass(2 * 3_600_000);
  quality.tidy();
  expect(quality.playedBy(appID, streamID, ann, ALWAYS)).toEqual([]);
  expect(quality.published(appID, streamID, ALWAYS)).toHaveLength(1);
  pass(3_600_001);
  quality.tidy();
  expect(quality.published(appID, streamID, ALWAYS)).toEqual([]);
});

test('of more streams than are remembered, the one that was silent for longest is forgotten', () => {
  const { book: quality } = book();
  const stream = (n: number) => `stream-${n}` as StreamID;
  for (let n = 0; n < 20_000; n += 1) quality.takePublished(appID, report({ streamID: stream(n) }));
  quality.takePublished(appID, report({ streamID: stream(0) }));
  quality.takePublished(appID, report({ streamID: stream(20_000) }));
  const kept = [0, 1, 2, 20_000].map((n) => quality.published(appID, stream(n), ALWAYS).length);
  expect(kept).toEqual([2, 0, 1, 1]);
});

test('the traffic is what the last report of each session says; reports that come too soon are left out', () => {
  const { book: quality, clock, pass } = book();
  const traffic = new Traffic(clock);
  const reports = new Reports(quality, traffic, clock);
  const take = (id: string, kbps: number) =>
    reports.take(
      id as SessionID,
      { appID, userID: ann },
      { publishes: [report({ kbps })], plays: [report({ kbps: 5 })] },
    );
  take('a', 100);
  take('b', 200);
  take('a', 700);
  expect(traffic.total).toEqual({ kbpsIn: 300, kbpsOut: 10 });
  pass(10_000);
  take('a', 700);
  expect(traffic.total).toEqual({ kbpsIn: 900, kbpsOut: 10 });
  traffic.forget('b' as SessionID);
  traffic.forget('a' as SessionID);
  expect(traffic.total).toEqual({ kbpsIn: 0, kbpsOut: 0 });
  expect(quality.published(appID, streamID, ALWAYS)).toHaveLength(3);
});

test('the traffic of a session that reports no more, because nothing flows, is over after three periods', () => {
  const { book: quality, clock, pass } = book();
  const traffic = new Traffic(clock);
  const reports = new Reports(quality, traffic, clock);
  const take = (id: string) =>
    reports.take(id as SessionID, { appID, userID: ann }, { publishes: [], plays: [report()] });
  take('a');
  pass(20_000);
  take('b');
  expect(traffic.total.kbpsOut).toBe(2000);
  pass(10_001);
  expect(traffic.total.kbpsOut).toBe(1000);
  take('a');
  expect(traffic.total.kbpsOut).toBe(2000);
});
