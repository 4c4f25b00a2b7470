import { expect, test } from 'vitest';
import { atMost } from './check.js';

test('no more tasks run at once than allowed, and results keep the order of the items', async () => {
  let running = 0;
  let most = 0;
  const results = await atMost(2, [3, 1, 2, 5, 4], async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < item; turn += 1) await Promise.resolve();
    running -= 1;
    return item * 10;
  });
  expect(results).toEqual([30, 10, 20, 50, 40]);
  expect(most).toBe(2);
});
