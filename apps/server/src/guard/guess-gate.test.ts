import { millis } from '@freshet/kit';
import { ApiRefusal } from '@freshet/protocol/server-api';
import { expect, test } from 'vitest';
import { guessesOfApi } from '../api/guesses.ts';
import { GuessGate } from './guess-gate.ts';

const ADDRESS = '192.0.2.1';
const WRONG = new Error('wrong');
const TOO_MANY = new Error('too many');
const wrong = async (): Promise<never> => {
  throw WRONG;
};
const countOf = (all: readonly unknown[], one: unknown) => all.filter((other) => other === one).length;

/** A gate for three wrong guesses, and its clock. */
function start() {
  const clock = { time: 0, now: () => millis(clock.time) };
  const gate = new GuessGate({ most: 3, clock, isGuess: (error) => error === WRONG, tooMany: () => TOO_MANY });
  const guess = (address = ADDRESS) => gate.guard(address, wrong).catch((error: unknown) => error);
  return { clock, gate, guess };
}

test('many guesses at once have no more tries than many in turn, until the minute is over', async () => {
  const { clock, guess } = start();
  const all = await Promise.all(Array.from({ length: 300 }, () => guess()));
  expect([countOf(all, WRONG), countOf(all, TOO_MANY)]).toEqual([3, 297]);
  expect(await guess()).toBe(TOO_MANY);
  expect(await guess('192.0.2.2')).toBe(WRONG);
  clock.time = 60_000;
  expect(await guess()).toBe(WRONG);
});

test('what is right takes no try away, however much of it comes at once, and others wait for it', async () => {
  const { gate, guess } = start();
  const free = Promise.withResolvers<string>();
  const first = Array.from({ length: 3 }, () => gate.guard(ADDRESS, () => free.promise));
  const later = Array.from({ length: 100 }, (_, n) => gate.guard(ADDRESS, async () => `${n}`));
  const guessed = guess();
  free.resolve('in');
  expect(new Set(await Promise.all(first))).toEqual(new Set(['in']));
  expect(new Set(await Promise.all(later)).size).toBe(100);
  expect(await guessed).toBe(WRONG);
});

test('those who wait go on where the minute of earlier guesses is over meanwhile', async () => {
  const { clock, gate, guess } = start();
  for (let n = 0; n < 2; n += 1) await guess();
  const slow = Promise.withResolvers<never>();
  const first = gate.guard(ADDRESS, () => slow.promise).catch((error: unknown) => error);
  const later = [guess(), guess(), guess()];
  clock.time = 60_000;
  slow.reject(WRONG);
  expect([await first, ...(await Promise.all(later))]).toEqual([WRONG, WRONG, WRONG, TOO_MANY]);
});

test('the server API lets an address guess twenty times at once: 100000102', async () => {
  const gate = guessesOfApi({ now: () => millis(0) });
  const guess = () =>
    gate
      .guard(ADDRESS, async () => {
        throw new ApiRefusal(100000005);
      })
      .catch(({ code }) => code);
  const codes = await Promise.all(Array.from({ length: 300 }, guess));
  expect([countOf(codes, 100000005), countOf(codes, 100000102)]).toEqual([20, 280]);
});
