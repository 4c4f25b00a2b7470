import { expect, test } from 'vitest';
import { TopicLog } from './topic-log.ts';

const EPOCH = 7;
const at = (seq: number, epoch = EPOCH) => ({ epoch, seq });

function logOf(length: number, keep: number): TopicLog {
  const log = new TopicLog('room', EPOCH, keep);
  for (let count = 1; count <= length; count += 1) log.append('count', { userCount: count });
  return log;
}

test('a reader who missed some events is told exactly those, in order', () => {
  const missed = logOf(5, 10).since(at(3));
  expect(missed?.map(({ seq }) => seq)).toEqual([4, 5]);
  expect(JSON.parse(missed?.[0]?.text ?? '')).toEqual({
    event: 'count',
    topic: 'room',
    at: at(4),
    data: { userCount: 4 },
  });
});

test.each([
  ['is up to date', 5, at(5), 0],
  ['missed what the log still holds', 30, at(20), 10],
  ['missed more than the log holds', 30, at(1), undefined],
  ['is ahead of the log', 5, at(6), undefined],
  ['comes from another life of the topic', 5, at(3, EPOCH - 1), undefined],
])('a reader who %s gets its due', (_case, length, position, expected) => {
  expect(logOf(length, 10).since(position)?.length).toBe(expected);
});

test('large events are kept up to a size, and whoever missed more gets a snapshot', () => {
  const log = new TopicLog('room', 7, 1024);
  const said = (seq: number) => log.since({ epoch: 7, seq });
  const message = 'm'.repeat(1000);
  const fromUser = { userID: 'ann', userName: 'Ann' };
  for (let n = 1; n <= 1000; n += 1) log.append('broadcastMessage', { fromUser, message, messageID: n, sendTime: n });
  expect(said(0)).toBeUndefined();
  expect(said(900)).toHaveLength(100);
  const kept = Array.from({ length: 1001 }, (_, seq) => said(seq)?.length ?? 0);
  expect(Math.max(...kept)).toBeLessThan(256);
});
