import type { AppID } from '@freshet/protocol';
import { type CallbackReceiver, eventually } from '@freshet/testkit';
import { onTestFinished } from 'vitest';
import { CallbackBench } from './callback-bench.ts';

/** A bench that is open, and goes with the test. */
export async function openBench(...how: Parameters<typeof CallbackBench.make>): Promise<CallbackBench> {
  const bench = await CallbackBench.make(...how);
  onTestFinished(() => bench.remove());
  await bench.open();
  return bench;
}

/** Waits for so many callbacks, repeats not counted. */
export const arrivedAt = (receiver: CallbackReceiver, count: number): Promise<CallbackReceiver['distinct']> =>
  eventually(() => receiver.distinct.length >= count && receiver.distinct, `${count} callbacks`);

/** Waits until so many deliveries are there, and none of them waits. */
export const settled = (bench: CallbackBench, { appID }: { appID: AppID }, count: number): Promise<unknown> =>
  eventually(() => {
    const deliveries = bench.deliveries(appID);
    return deliveries.length === count && deliveries.every(({ state }) => state !== 'waiting');
  }, `${count} deliveries and none that waits`);
