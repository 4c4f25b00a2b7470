import type { PlayQuality } from '@freshet/web';
import { describe, expect, test } from 'vitest';
import { isUndisturbed, pictureStandsStill, viewerCount, watchScreen } from './watch-screen.ts';
import { opening, type PlayReport, type WatchFact, type WatchState, watchReducer } from './watch-state.ts';

const after = (...facts: WatchFact[]): WatchState => facts.reduce(watchReducer, opening);
const entered: WatchFact = { type: 'entered', roomID: 'demo', userCount: 3 };
const started: WatchFact = { type: 'playStarted' };
const shown: WatchFact = { type: 'pictureShown' };
const stopped: WatchFact = { type: 'playEnded', why: 'stopped' };
const linkDown: WatchFact = { type: 'linkChanged', link: 'down' };
const linkUp: WatchFact = { type: 'linkChanged', link: 'up' };
const l3Off: WatchFact = { type: 'playRefused', trouble: { kind: 'l3Off', code: 1004072 } };
const report = (quality: Partial<PlayQuality>): PlayReport => ({
  path: 'l3',
  quality: {
    videoRecvFPS: 30,
    videoDecodeFPS: 30,
    videoRenderFPS: 30,
    videoKBPS: 2000,
    audioKBPS: 40,
    rtt: 20,
    packetLostRate: 0,
    jitterBufferDelay: 10,
    delay: 30,
    peerToPeerDelay: 110,
    videoFreezeCount: 0,
    videoFreezeTime: 0,
    frameWidth: 1280,
    frameHeight: 720,
    videoCodec: 'VP8',
    audioCodec: 'opus',
    resourceMode: 2,
    ...quality,
  },
});

describe('the screen of the audience', () => {
  test.each<[string, string, WatchFact[]]>([
    ['opens first', 'opening', []],
    ['is a trouble when the link does not work', 'refused', [{ type: 'refused', trouble: { kind: 'badInvitation' } }]],
    ['waits when nothing is published', 'waiting', [entered]],
    ['is starting until something arrives', 'starting', [entered, started]],
    ['is live with the first picture', 'live', [entered, started, shown]],
    ['is live with sound alone', 'live', [entered, started, { type: 'soundArrived' }]],
    [
      'is reconnecting when the stream is interrupted',
      'reconnecting',
      [entered, started, shown, { type: 'playInterrupted' }],
    ],
    [
      'is live again after an interruption',
      'live',
      [entered, started, shown, { type: 'playInterrupted' }, { type: 'playResumed' }],
    ],
    ['stays starting when the first attempts fail', 'starting', [entered, started, { type: 'playInterrupted' }]],
    ['is reconnecting when the room is lost', 'reconnecting', [entered, started, shown, linkDown]],
    ['is live again when the room is back', 'live', [entered, started, shown, linkDown, linkUp]],
    ['is reconnecting while it waits without a link', 'reconnecting', [entered, linkDown]],
    ['has ended when the stream is gone', 'ended', [entered, started, shown, stopped]],
    ['starts by itself when the host comes back', 'starting', [entered, started, shown, stopped, started]],
    ['is a trouble when L3 is switched off', 'refused', [entered, started, l3Off]],
    ['stays that trouble when the refused stream goes', 'refused', [entered, started, l3Off, stopped]],
    ['tries again with the next stream', 'starting', [entered, started, l3Off, stopped, started]],
    ['says so when the user is kicked', 'kicked', [entered, started, shown, { type: 'kicked', why: 'elsewhere' }]],
    ['says so when the user has left', 'left', [entered, { type: 'left' }]],
    ['stays left whatever comes late', 'left', [entered, { type: 'left' }, started, shown, linkDown]],
  ])('%s', (_, screen, facts) => {
    expect(watchScreen(after(...facts))).toBe(screen);
  });
});

test('entering again after a long sleep keeps the sound as it was chosen', () => {
  const state = after(
    entered,
    { type: 'soundChanged', sound: 'muted' },
    { type: 'volumeChanged', volume: 40 },
    started,
    shown,
    linkDown,
    { ...entered, userCount: 9 },
  );
  expect(state).toMatchObject({ sound: 'muted', volume: 40, link: 'up', userCount: 9, play: { name: 'waiting' } });
});

test('the report of a stream is forgotten with the stream', () => {
  const reported: WatchFact = { type: 'reported', report: report({}) };
  expect(after(entered, started, shown, reported)).toMatchObject({ report: { path: 'l3' } });
  expect(after(entered, started, shown, reported, stopped)).toMatchObject({ report: undefined });
});

test('publishers are not counted as viewers', () => {
  expect(viewerCount({ userCount: 5, publisherCount: 1 })).toBe(4);
  expect(viewerCount({ userCount: 0, publisherCount: 1 })).toBe(0);
});

test.each<[string, boolean, Partial<PlayQuality>]>([
  ['stands still when none arrives', true, { videoRecvFPS: 0 }],
  ['moves when pictures arrive', false, {}],
])('the picture %s', (_, isStill, quality) => {
  const state = after(entered, started, shown, { type: 'reported', report: report(quality) });
  expect(pictureStandsStill(state)).toBe(isStill);
});

test('controls step aside for a moving picture alone', () => {
  expect(isUndisturbed(after(entered, started, shown))).toBe(true);
  expect(isUndisturbed(after(entered, started, { type: 'soundArrived' }))).toBe(false);
  expect(isUndisturbed(after(entered, started, shown, linkDown))).toBe(false);
  expect(isUndisturbed(after(entered, started, shown, { type: 'soundChanged', sound: 'blocked' }))).toBe(false);
});
