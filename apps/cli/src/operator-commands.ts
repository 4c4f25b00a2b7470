import type { Output } from './output.ts';
import type { Body, Reach } from './reach.ts';

/** Invites an operator, and tells the link that makes the account. */
export async function inviteOperator(reach: Reach, output: Output, wish: Body<'inviteOperator'>): Promise<void> {
  const { path } = await reach.call('inviteOperator', wish);
  const { publicOrigin, origin } = await reach.call('about', {});
  const link = new URL(path, publicOrigin ?? origin).href;
  output.answer({ name: wish.name, role: wish.role, link }, `${link}\n`);
  output.remark('Works once, within 24 h.');
}
