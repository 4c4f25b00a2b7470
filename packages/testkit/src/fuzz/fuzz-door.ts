import { seededRandom } from '../network/random.ts';
import type { WireServer } from '../server/launch-server.ts';
import { type Attack, attacks } from './attacks.ts';
import { below, pick } from './junk.ts';
import { holdHalfOpen } from './raw-socket.ts';

/** How a server's door is tried. */
export type FuzzOptions = {
  readonly server: WireServer;
  /** The same seed makes the same attacks in the same order. */
  readonly seed: number;
  readonly rounds: number;
  /** How many clients there are at a time. */
  readonly atOnce?: number;
};

const NAMES = Object.keys(attacks) as (keyof typeof attacks)[];

const HALF_OPEN = 20;

/**
 * Lets clients do at a server's door what they should not; resolves when the last of them is gone, and rejects where
 * one was left without an answer. Their users are called `fuzz-…`; a server under test should let an address make
 * more refused logins than usual.
 */
export async function fuzzDoor({ server, seed, rounds, atOnce = 8 }: FuzzOptions): Promise<void> {
  const draw = seededRandom(seed);
  const queue = Array.from({ length: rounds }, (_, round) => {
    // Every attack is made once before any is left to chance.
    const name = NAMES[round] ?? pick(draw, NAMES);
    return { name, userID: `fuzz-${seed}-${round}`, own: seededRandom(below(draw, 2 ** 32)) };
  }).values();
  const attacker = async (): Promise<void> => {
    for (const { name, userID, own } of queue) {
      const attack: Attack = attacks[name];
      await attack({ server, userID }, own).catch((cause: unknown) => {
        throw new Error(`"${name}" by ${userID} went wrong`, { cause });
      });
    }
  };
  const letGo = await holdHalfOpen(server, HALF_OPEN, draw);
  await Promise.all(Array.from({ length: atOnce }, attacker)).finally(letGo);
}
