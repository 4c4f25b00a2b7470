import { attachChromium } from '@freshet/testkit';
import { expect, inject, onTestFinished, test } from 'vitest';
import { leftovers, memoryTable, soak } from './soak/soak.ts';

test('twenty lives of an engine in one page leave nothing behind, in the page or on the server', async () => {
  const chromium = await attachChromium(inject('chromium'));
  onTestFinished(() => chromium.close());
  const report = await soak(chromium, 20);
  process.stdout.write(`${memoryTable(report)}\n`);
  expect(leftovers(report)).toEqual([]);
});
