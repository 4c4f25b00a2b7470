/**
 * `npm run soak`: a thousand lives of an engine in one page on one server. Fails where something is left, or where
 * memory still grows in the second half.
 *
 * @module
 */
import { launchChromium } from '@freshet/testkit';
import { leftovers, type Measure, memoryTable, type SoakReport, soak } from './soak.ts';

const CYCLES = 1000;
/** By how much memory may differ between the middle and the end, from one garbage collection to another. */
const PLAY = 1.1;

function growth({ middle, last }: SoakReport): readonly string[] {
  const parts: Readonly<Record<string, (measure: Measure) => number>> = {
    'the page': ({ page }) => page,
    'the server': ({ server }) => server.heap,
    'the server process': ({ server }) => server.resident,
    'the media worker': ({ server }) => server.workers,
  };
  return Object.entries(parts)
    .filter(([, read]) => read(last) > read(middle) * PLAY)
    .map(([name]) => `${name} still grows`);
}

const chromium = await launchChromium();
try {
  const report = await soak(chromium, CYCLES);
  const problems = [...leftovers(report), ...growth(report)];
  const verdict = problems.length === 0 ? 'nothing is left, and memory is flat' : problems.join('\n');
  process.stdout.write(`${memoryTable(report)}\n${verdict}\n`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await chromium.close();
}
