import { join, resolve } from 'node:path';
import type { Output } from './output.ts';
import type { Reach } from './reach.ts';

/** Copies a data folder to `target`, or to a folder inside it that is named by the time. */
export async function backUp(reach: Reach, output: Output, data: string, target: string | undefined): Promise<void> {
  const time = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const folder = target === undefined ? join(data, 'backups', time) : resolve(target);
  await reach.call('backup', { folder });
  output.answer({ folder }, `${folder}\n`);
  output.remark('It holds the key of all secrets: keep it as safe as the data folder itself.');
}
