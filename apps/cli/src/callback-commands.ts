import type { Output } from './output.ts';
import type { Reach } from './reach.ts';

/** Sends again what was told to a project's backend since then and has failed. */
export async function replayFailed(
  reach: Reach,
  output: Output,
  wish: { readonly appID: number; readonly since: number },
): Promise<void> {
  const { count } = await reach.call('replayDeliveries', { ...wish, state: 'failed' });
  output.answer({ count }, `${count} ${count === 1 ? 'callback is' : 'callbacks are'} sent again\n`);
}
