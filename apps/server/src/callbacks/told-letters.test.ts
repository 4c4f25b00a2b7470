import type { Log } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import type { Letter } from '@freshet/store';
import { expect, test } from 'vitest';
import { RoomStory } from './testing/notices.ts';
import { ToldLetters } from './told-letters.ts';

const story = new RoomStory(7 as AppID, 'r');

/** Told letters over a disk that can be full, what was written, and how many the log says are lost. */
function start() {
  const disk = { isFull: true, written: [] as Letter[], lost: [] as unknown[], now: millis(0) };
  const error = (fields: object, message: string) => {
    if (message.includes('lost')) disk.lost.push(fields);
  };
  const log: Log = { child: () => log, info: () => undefined, warn: () => undefined, error };
  const write = (letters: readonly Letter[]) => {
    if (disk.isFull) throw new Error('database or disk is full');
    disk.written.push(...letters);
  };
  const letters = new ToldLetters({ clock: { now: () => disk.now }, log, write, onWritten: () => undefined });
  return { disk, letters };
}

const letter = (userID: string): Letter => ({ notice: story.cameIn(userID), url: 'http://a.example', body: () => '' });
const namesOf = (letters: readonly Letter[]) =>
  letters.map(({ notice }) => ('user' in notice ? notice.user.userID : notice.name));

test('while the disk is full the newest 10000 stay in memory, and the log says once a minute how many are lost', async () => {
  const { disk, letters } = start();
  letters.add(letter('u0'));
  await Promise.resolve();
  for (let n = 1; n <= 10_003; n += 1) letters.add(letter(`u${n}`));
  expect(disk.lost).toEqual([{ count: 1 }]);
  disk.now = millis(60_000);
  letters.write();
  expect(disk.lost).toEqual([{ count: 1 }, { count: 3 }]);
  disk.isFull = false;
  letters.write();
  const names = namesOf(disk.written);
  expect([names.length, names[0], names.at(-1)]).toEqual([10_000, 'u4', 'u10003']);
});

test('however many are told in one turn, none is lost where they can be written', async () => {
  const { disk, letters } = start();
  disk.isFull = false;
  for (let n = 0; n < 12_000; n += 1) letters.add(letter(`u${n}`));
  await Promise.resolve();
  expect(disk.written).toHaveLength(12_000);
  letters.add(letter('last'));
  await Promise.resolve();
  expect(namesOf(disk.written).at(-1)).toBe('last');
});
