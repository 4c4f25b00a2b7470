import type { Control } from '@freshet/core';
import { Emitter, millis } from '@freshet/kit';
import type { AppID, RoomID } from '@freshet/protocol';
import type { View } from '@freshet/protocol/console';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Watches } from './watches.ts';

const room = (roomID: string): View => ({ view: 'room', appID: 1, roomID, offset: 0, limit: 10 });
const rooms: View = { view: 'rooms', order: 'name', offset: 0, limit: 10 };

let events: Control['events'];
let answered: View[];
let state: number;
let errors: unknown[];
let watches: Watches;

beforeEach(() => {
  vi.useFakeTimers();
  events = new Emitter();
  answered = [];
  errors = [];
  state = 0;
  const answer = (view: View): unknown => {
    answered.push(view);
    if (state < 0) throw new Error('broken');
    return { state };
  };
  watches = new Watches({ events, answer, log: { error: (fields) => errors.push(fields) } });
});
afterEach(() => {
  watches.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

function watch(view: View): { readonly heard: string[]; readonly leave: () => void } {
  const heard: string[] = [];
  const leave = watches.watch(view, (text) => heard.push(text));
  return { heard, leave };
}

const change = (roomID: string): void => {
  events.emit('changed', { appID: 1 as AppID, roomID: roomID as RoomID });
};
const ticks = (count: number) => vi.advanceTimersByTime(millis(count * 1000));

test('a thousand who watch the same view cost one answer a second', () => {
  const all = Array.from({ length: 1000 }, () => watch(room('a')));
  expect(answered).toHaveLength(1);
  for (let count = 0; count < 50; count += 1) change('a');
  state = 1;
  ticks(1);
  expect(answered).toHaveLength(2);
  for (const { heard } of all) expect(heard).toEqual(['{"state":0}', '{"state":1}']);
  for (const { leave } of all) leave();
});

test('an answer that is the same as before is not told', () => {
  const { heard } = watch(room('a'));
  change('a');
  ticks(1);
  expect(answered).toHaveLength(2);
  expect(heard).toHaveLength(1);
});

test('news of another room costs nothing; a list of rooms hears of each', () => {
  watch(room('a'));
  const list = watch(rooms);
  state = 1;
  change('b');
  ticks(1);
  expect(answered.slice(2)).toEqual([rooms]);
  expect(list.heard).toHaveLength(2);
});

test('what comes without news, such as quality, is told within five seconds', () => {
  const { heard } = watch(room('a'));
  state = 1;
  ticks(5);
  expect(heard).toEqual(['{"state":0}', '{"state":1}']);
});

test('nothing is worked out when nobody watches any more', () => {
  const { leave } = watch(room('a'));
  leave();
  leave();
  change('a');
  ticks(60);
  expect(answered).toHaveLength(1);
  expect(vi.getTimerCount()).toBe(0);
});

test('a view that fails is logged, and tells again when it works', () => {
  const { heard } = watch(room('a'));
  state = -1;
  change('a');
  ticks(1);
  expect(errors).toHaveLength(1);
  state = 2;
  ticks(4);
  expect(heard.at(-1)).toBe('{"state":2}');
});
