import { describe, expect, test } from 'vitest';
import { audienceCount, hasSource, hostScreen } from './host-screen.ts';
import { type HostFact, type HostState, hostReducer, opening, type Studio } from './host-state.ts';

const after = (...facts: HostFact[]): HostState => facts.reduce(hostReducer, opening);
const entered: HostFact = {
  type: 'entered',
  roomID: 'demo',
  audienceLink: 'http://localhost/watch#x',
  userCount: 1,
  otherPublishers: 0,
};
const asked: HostFact = { type: 'publishAsked' };
const published: HostFact = { type: 'published', at: 1000 };
const interrupted: HostFact = { type: 'publishInterrupted' };
const ended: HostFact = { type: 'publishEnded', failure: undefined };

function studioAfter(...facts: HostFact[]): Studio {
  const state = after(entered, ...facts);
  if (state.name !== 'studio') throw new Error(`not in the studio but ${state.name}`);
  return state;
}

describe('the screen of the host', () => {
  test.each<[string, string, HostFact[]]>([
    ['opens first', 'opening', []],
    ['is ready in the room', 'ready', [entered]],
    ['is starting when the host goes live', 'starting', [entered, asked]],
    ['is live once the stream is taken', 'live', [entered, asked, published]],
    ['stays starting while the first attempt is repeated', 'starting', [entered, asked, interrupted]],
    ['is reconnecting when the stream is interrupted', 'reconnecting', [entered, asked, published, interrupted]],
    ['is live again after that', 'live', [entered, asked, published, interrupted, published]],
    ['is reconnecting when the room is lost', 'reconnecting', [entered, { type: 'linkChanged', link: 'down' }]],
    ['is ready again after the end', 'ready', [entered, asked, published, ended]],
    ['stays ready when the stream is taken too late', 'ready', [entered, asked, ended, published]],
    ['is ready again after a refusal', 'ready', [entered, asked, { type: 'publishEnded', failure: 'taken' }]],
    ['says so when the host is kicked', 'kicked', [entered, { type: 'kicked', why: 'removed' }]],
    ['stays left whatever comes late', 'left', [entered, { type: 'left' }, published, interrupted]],
  ])('%s', (_, screen, facts) => {
    expect(hostScreen(after(...facts))).toBe(screen);
  });
});

test('an interruption does not start the clock again', () => {
  const { broadcast } = studioAfter(asked, published, interrupted, { type: 'published', at: 9000 });
  expect(broadcast).toEqual({ name: 'live', since: 1000 });
});

test('a refusal is kept until the host goes live again', () => {
  const refused: HostFact = { type: 'publishEnded', failure: 'taken' };
  expect(studioAfter(asked, refused).broadcast).toEqual({ name: 'idle', failure: 'taken' });
  expect(studioAfter(asked, refused, asked).broadcast).toEqual({ name: 'starting' });
});

test('a device that returns ends the notice of its absence and no other', () => {
  const returned: HostFact = { type: 'deviceReturned' };
  expect(studioAfter({ type: 'deviceFailed', problem: 'unplugged' }, returned).problem).toBeUndefined();
  expect(studioAfter({ type: 'deviceFailed', problem: 'missing' }, returned).problem).toBe('missing');
});

test.each<[boolean, Studio['picture'], Studio['microphone']]>([
  [true, 'camera', 'none'],
  [true, 'screen', 'none'],
  [true, 'none', 'on'],
  [true, 'camera-off', 'muted'],
  [false, 'none', 'none'],
  [false, 'camera-off', 'none'],
  [false, 'asking', 'asking'],
])('whether there is something to send is %s with picture %s and microphone %s', (expected, picture, microphone) => {
  expect(hasSource({ ...studioAfter(), picture, microphone })).toBe(expected);
});

test('the audience is everyone but the publishers', () => {
  expect(audienceCount({ ...studioAfter(), userCount: 6, otherPublishers: 1 })).toBe(4);
  expect(audienceCount({ ...studioAfter(), userCount: 0 })).toBe(0);
});
