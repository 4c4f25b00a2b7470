import { launchChromium } from '@freshet/testkit';
import { leftovers, type Measure, memoryTable, type SoakReport, soak } from './soak.ts';

const CYCLES = 1000;
/** By how much memory may differ between the middle and the end, from one garbage collection to another. */
const PLAY = 1.1;

/** A thousand lives of an engine in one page on one server; answers what is wrong afterwards. */
export async function soakCycles(): Promise<readonly string[]> {
  const chromium = await launchChromium();
  try {
    const report = await soak(chromium, CYCLES);
    process.stdout.write(`${memoryTable(report)}\n`);
    return [...leftovers(report), ...growth(report)];
  } finally {
    await chromium.close();
  }
}

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
