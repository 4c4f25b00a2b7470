import type { ConsoleRefusal, View } from '@freshet/protocol/console';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveFeed, type Source } from './live-feed.ts';

const rooms = (offset: number): View => ({ view: 'rooms', order: 'name', offset, limit: 50 });

class FakeSource extends EventTarget implements Source {
  readyState = 1;
  readonly view: View;

  constructor(view: View) {
    super();
    this.view = view;
  }

  says(total: number): void {
    const data = JSON.stringify({ view: 'rooms', rooms: [], total });
    this.dispatchEvent(new MessageEvent('message', { data }));
  }

  breaks(readyState: 0 | 2): void {
    this.readyState = readyState;
    this.dispatchEvent(new Event('error'));
  }

  close(): void {
    this.readyState = 2;
  }
}

let sources: FakeSource[];
let refusal: ConsoleRefusal | undefined;
let feed: LiveFeed;
const last = (): FakeSource => {
  const source = sources.at(-1);
  if (!source) throw new Error('nothing was opened');
  return source;
};

beforeEach(() => {
  vi.useFakeTimers();
  sources = [];
  refusal = undefined;
  feed = new LiveFeed({
    open: (view) => {
      const source = new FakeSource(view);
      sources.push(source);
      return source;
    },
    ask: async () => refusal,
    now: () => Date.now(),
  });
});

afterEach(() => {
  feed.close();
  vi.useRealTimers();
});

test('the first view is opened at once, and what is heard is live', () => {
  feed.look(rooms(0));
  expect(feed.state.name).toBe('opening');
  last().says(7);
  expect(feed.state).toMatchObject({ name: 'live', heard: { view: rooms(0), answer: { total: 7 } } });
});

test('a view that goes on changing is opened once, where it comes to rest, and the answer before stays', () => {
  feed.look(rooms(0));
  last().says(7);
  for (const offset of [50, 100, 150]) feed.look(rooms(offset));
  expect(sources).toHaveLength(1);
  expect(last().readyState).toBe(2);
  vi.advanceTimersByTime(200);
  expect(sources.map(({ view }) => view)).toEqual([rooms(0), rooms(150)]);
  expect(feed.state).toMatchObject({ name: 'live', heard: { view: rooms(0) } });
  last().says(8);
  expect(feed.state).toMatchObject({ name: 'live', heard: { view: rooms(150), answer: { total: 8 } } });
});

test('the same view once more opens nothing', () => {
  feed.look(rooms(0));
  feed.look(rooms(0));
  vi.advanceTimersByTime(200);
  expect(sources).toHaveLength(1);
});

test('a link that breaks makes what is shown stale, and live again with the next word', () => {
  feed.look(rooms(0));
  last().says(7);
  last().breaks(0);
  expect(feed.state).toMatchObject({ name: 'stale', heard: { answer: { total: 7 } } });
  last().says(8);
  expect(feed.state.name).toBe('live');
});

test('a refusal is asked for and told, and nothing is tried again', async () => {
  refusal = { reason: 'signedOut', message: '' };
  feed.look(rooms(0));
  last().breaks(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(feed.state).toMatchObject({ name: 'refused', refusal });
  expect(sources).toHaveLength(1);
});

test('a session that ended is told at once, and the link is closed', async () => {
  refusal = { reason: 'signedOut', message: '' };
  feed.look(rooms(0));
  last().dispatchEvent(new Event('ended'));
  await vi.advanceTimersByTimeAsync(0);
  expect(feed.state).toMatchObject({ name: 'refused', refusal });
  expect(last().readyState).toBe(2);
});

test('a server that is away is tried again', async () => {
  feed.look(rooms(0));
  last().breaks(2);
  await vi.advanceTimersByTimeAsync(3001);
  expect(sources).toHaveLength(2);
  last().says(1);
  expect(feed.state.name).toBe('live');
});

test('silence makes it stale and opens another link; heartbeats keep it', () => {
  feed.look(rooms(0));
  last().says(1);
  vi.advanceTimersByTime(30_000);
  last().dispatchEvent(new Event('heartbeat'));
  vi.advanceTimersByTime(30_000);
  expect(feed.state.name).toBe('live');
  vi.advanceTimersByTime(6000);
  expect(feed.state.name).toBe('stale');
  expect(sources).toHaveLength(2);
});

test('what is no answer to the view is passed over', () => {
  feed.look(rooms(0));
  last().dispatchEvent(new MessageEvent('message', { data: '{"view":"rooms"' }));
  last().dispatchEvent(new MessageEvent('message', { data: '{"view":"sun"}' }));
  expect(feed.state.name).toBe('opening');
});

test('a closed feed has closed its link and hears nothing', () => {
  feed.look(rooms(0));
  feed.close();
  expect(last().readyState).toBe(2);
  last().says(1);
  expect(feed.state.name).toBe('opening');
});

test('looking at nothing closes the link, and looking again opens at once', () => {
  feed.look(rooms(0));
  feed.look(undefined);
  expect(last().readyState).toBe(2);
  feed.look(rooms(0));
  expect(sources).toHaveLength(2);
});
