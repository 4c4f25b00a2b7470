import type { PlayQuality, PublishQuality } from '@freshet/web';
import { describe, expect, test } from 'vitest';
import {
  beginning,
  type DebugFact,
  type DebugState,
  debugReducer,
  type Happening,
  LOG_LENGTH,
  TALK_LENGTH,
} from './debug-state.ts';
import type { Fields } from './fields.ts';
import { argsText, logText } from './log-text.ts';
import { qualityLine, reportText } from './report-text.ts';

const fields: Fields = {
  appID: '7',
  server: 'https://live.example.org',
  roomID: 'demo',
  userID: 'me',
  token: 'secret-token',
  streamID: 'mine',
  mode: 'default',
};
const shared = {
  videoKBPS: 800,
  audioKBPS: 40,
  rtt: 12,
  packetLostRate: 0.01,
  frameWidth: 640,
  frameHeight: 360,
  videoCodec: 'VP8',
};
const playQuality: PlayQuality = {
  ...shared,
  videoRecvFPS: 30,
  videoDecodeFPS: 30,
  videoRenderFPS: 29,
  jitterBufferDelay: 20,
  delay: 30,
  peerToPeerDelay: 110,
  videoFreezeCount: 1,
  videoFreezeTime: 250,
  audioCodec: 'opus',
  resourceMode: 2,
};
const publishQuality: PublishQuality = {
  ...shared,
  videoCaptureFPS: 30,
  videoEncodeFPS: 30,
  videoSendFPS: 28,
  limitedBy: 'cpu',
};
const fault = { code: 1004072, words: 'L3 is off (1004072)' };

const after = (...facts: DebugFact[]): DebugState => facts.reduce(debugReducer, beginning(fields));
const entering: DebugFact = { type: 'entering' };
const entered: DebugFact = { type: 'entered', roomID: 'demo' };
const added: DebugFact = {
  type: 'streamsAdded',
  streams: [
    { streamID: 'a', userID: 'ann' },
    { streamID: 'b', userID: 'bob' },
  ],
};
const playing: DebugFact = { type: 'playChanged', streamID: 'a', status: { name: 'playing', quality: undefined } };
const refused: DebugFact = { type: 'playChanged', streamID: 'a', status: { name: 'ended', fault } };
const measured: DebugFact = { type: 'playReported', streamID: 'a', quality: playQuality };
const published: DebugFact = {
  type: 'publishChanged',
  publish: { name: 'publishing', streamID: 'mine', quality: undefined },
};

/** What the page shows, in one line. */
function shown({ visit, publish, plays }: DebugState): string {
  const link = visit.name === 'in-room' ? `(${visit.link})` : '';
  const why = (visit.name === 'out' || visit.name === 'entering') && visit.fault ? `(${visit.fault.code})` : '';
  const tiles = plays.map(({ streamID, attempt, status }) => {
    const measure = status.name === 'playing' && status.quality ? '+' : '';
    return `${streamID}${attempt}:${status.name}${measure}`;
  });
  return [`${visit.name}${link}${why}`, publish.name, ...tiles].join(' ');
}

describe('the debug page', () => {
  test.each<[string, string, DebugFact[]]>([
    ['begins outside', 'out idle', []],
    ['is in the room after a login', 'in-room(up) idle', [entering, entered]],
    ['is out with the reason when a login is refused', 'out(1004072) idle', [entering, { type: 'left', fault }]],
    ['forgets the reason with the next login', 'entering idle', [entering, { type: 'left', fault }, entering]],
    ['says what delays a login', 'entering(1004072) idle', [entering, { type: 'entryDelayed', fault }]],
    ['plays every stream that appears', 'in-room(up) idle a1:requesting b1:requesting', [entering, entered, added]],
    [
      'keeps streams told before the login is answered',
      'in-room(up) idle a1:requesting b1:requesting',
      [entering, added, entered],
    ],
    [
      'has one tile for a stream that is told again',
      'in-room(up) idle a1:playing b1:requesting',
      [entering, entered, added, playing, added],
    ],
    [
      'takes a stream away that is deleted',
      'in-room(up) idle b1:requesting',
      [entering, entered, added, { type: 'streamsDeleted', streamIDs: ['a'] }],
    ],
    [
      'measures the stream that plays alone',
      'in-room(up) idle a1:playing+ b1:requesting',
      [entering, entered, added, playing, measured, { type: 'playReported', streamID: 'b', quality: playQuality }],
    ],
    [
      'shows a refused play, and asks anew when told to',
      'in-room(up) idle a2:requesting b1:requesting',
      [entering, entered, added, refused, { type: 'playAgain', streamID: 'a' }],
    ],
    [
      'asks for every stream anew in another mode',
      'in-room(up) idle a1:requesting b1:requesting',
      [entering, entered, added, playing, { type: 'fieldsChanged', fields: { mode: 'l3' } }],
    ],
    [
      'keeps playing while another field is typed',
      'in-room(up) idle a1:playing b1:requesting',
      [entering, entered, added, playing, { type: 'fieldsChanged', fields: { streamID: 'x', mode: 'default' } }],
    ],
    ['publishes', 'in-room(up) publishing', [entering, entered, published]],
    ['is interrupted', 'in-room(down) idle', [entering, entered, { type: 'linkChanged', link: 'down' }]],
    ['clears the room when it leaves', 'leaving idle', [entering, entered, added, published, { type: 'leaving' }]],
    [
      'ignores what a room that was left still tells',
      'out idle',
      [entering, entered, { type: 'leaving' }, added, published, { type: 'left' }, added, playing],
    ],
  ])('%s', (_, expected, facts) => {
    expect(shown(after(...facts))).toBe(expected);
  });

  test('keeps what is said, newest first, with what became of one’s own, until the next room', () => {
    const said = (text: string, fault?: { code: number; words: string }): DebugFact => ({
      type: 'said',
      said: { kind: 'broadcast', userID: 'ann', text, fault, at: 0 },
    });
    const { talk } = after(entering, entered, said('one'), said('two', fault));
    expect(talk.map(({ id, text, fault }) => [id, text, fault?.code])).toEqual([
      [2, 'two', 1004072],
      [1, 'one', undefined],
    ]);
    const many = Array.from({ length: TALK_LENGTH + 1 }, (_, n) => said(`${n}`));
    expect(after(entering, ...many).talk).toHaveLength(TALK_LENGTH);
    expect(after(entering, entered, said('one'), { type: 'left' }, entering).talk).toEqual([]);
  });

  test('keeps the newest entries of its log, newest first, under ids of their own', () => {
    const happened = (n: number): DebugFact => {
      const happening: Happening = { kind: 'event', name: `on${n}`, args: '', at: n };
      return { type: 'happened', happening };
    };
    const { log } = after(...Array.from({ length: LOG_LENGTH + 3 }, (_, n) => happened(n)));
    expect(log).toHaveLength(LOG_LENGTH);
    expect(log[0]).toMatchObject({ name: `on${LOG_LENGTH + 2}` });
    expect(new Set(log.map(({ id }) => id)).size).toBe(LOG_LENGTH);
  });
});

test('a report says how everything does, and holds no token', () => {
  const state = after(
    entering,
    entered,
    { type: 'usersCounted', userCount: 3 },
    added,
    playing,
    measured,
    published,
    { type: 'publishReported', quality: publishQuality },
    { type: 'playChanged', streamID: 'b', status: { name: 'ended', fault } },
  );
  const report = reportText(state, { at: 0, browser: 'a browser' });
  expect(report.split('\n')).toEqual([
    'Freshet debug report, 1970-01-01T00:00:00.000Z',
    'Server https://live.example.org, AppID 7, room demo, user me',
    'Browser a browser',
    'Room: in the room, link up, 3 users',
    expect.stringMatching(/^Publish: mine, publishing, 640×360 · VP8, video 800 kbps, .*limited by cpu$/),
    expect.stringMatching(/^Play a of ann, resource mode default: playing, .*loss 1\.0 %.*camera to screen 110 ms/),
    'Play b of bob, resource mode default: ended, L3 is off (1004072)',
  ]);
  expect(report).not.toContain(fields.token);
});

test('a stream is summed up in one line', () => {
  expect(qualityLine(playQuality)).toBe('640×360 · VP8 · 29 fps · 800 kbps · 12 ms');
  expect(qualityLine(publishQuality)).toBe('640×360 · VP8 · 28 fps · 800 kbps · 12 ms');
});

test('arguments are written short, with places to break a line', () => {
  const args = ['demo', { fps: 19.99512, list: [1, 'two\nlines'] }, undefined];
  expect(argsText(args)).toBe('"demo", { "fps": 19.995, "list": [ 1, "two\\nlines" ] }, undefined');
});

test('a log is written a line an entry', () => {
  const entry: Happening = { kind: 'event', name: 'onRoomStateChanged', args: '"demo", 1, 0', at: 1500 };
  expect(logText([entry])).toBe('1970-01-01T00:00:01.500Z onRoomStateChanged("demo", 1, 0)');
});
