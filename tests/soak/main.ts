/**
 * `npm run soak`: a thousand lives of an engine in one page on one server. `npm run soak -- door`: twenty thousand
 * rounds of clients that do what they should not, and ten thousand that connect and vanish. Each fails where something
 * is left, or where memory still grows in the second half.
 *
 * @module
 */
import { parseArgs } from 'node:util';
import { soakCycles } from './cycles.ts';
import { growth, tryDoor } from './door.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '20000' },
    visits: { type: 'string', default: '10000' },
  },
});

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

async function soakDoor(): Promise<readonly string[]> {
  const [seed, rounds, visits] = [Number(values.seed), Number(values.rounds), Number(values.visits)];
  const { bystander, ...measures } = await tryDoor({ seed, rounds, visits, parts: 10 }, say);
  say(`the bystander was told ${bystander.told} events, and waited ${bystander.longestAnswer.toFixed(0)} ms at most`);
  const grown = (['rounds', 'visits'] as const).flatMap((what) => [
    ...(growth(measures[what], 'heap') > 1.1 ? [`the heap grew with the ${what}`] : []),
    ...(growth(measures[what], 'resident') > 1.15 ? [`the process grew with the ${what}`] : []),
  ]);
  return [...bystander.problems, ...grown];
}

const trials = { cycles: soakCycles, door: soakDoor };
const [name = 'cycles'] = positionals;
const trial = Object.hasOwn(trials, name) ? trials[name as keyof typeof trials] : undefined;
if (!trial) {
  process.stderr.write(
    `usage: npm run soak -- [${Object.keys(trials).join(' | ')}] [--seed N] [--rounds N] [--visits N]\n`,
  );
  process.exit(2);
}
const problems = await trial();
say(problems.length === 0 ? 'nothing is left, and memory is flat' : problems.join('\n'));
process.exitCode = problems.length === 0 ? 0 : 1;
