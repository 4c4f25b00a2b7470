import type { Clock } from '@freshet/kit';
import { ApiRefusal } from '@freshet/protocol/server-api';
import { GuessGate } from '../guard/guess-gate.ts';

/** Requests of one address that may be refused for their key or signature, in the minute that begins with the first. */
const REFUSALS = 20;

/** What tells nobody's secret from somebody's guess. */
const GUESSES: readonly number[] = [100000005, 100000010, 100000101];

/** Keeps an address from trying keys and signatures: 100000102 where it was refused too often. */
export const guessesOfApi = (clock: Clock): GuessGate =>
  new GuessGate({
    most: REFUSALS,
    clock,
    isGuess: (error) => error instanceof ApiRefusal && GUESSES.includes(error.code),
    tooMany: () => new ApiRefusal(100000102),
  });
