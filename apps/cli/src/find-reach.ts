import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError, notRunning } from './command-error.ts';
import type { Reach } from './reach.ts';
import { ServerReach } from './server-reach.ts';

/**
 * The way to what `folder` holds: the server that has it open, else the folder itself.
 *
 * @param makes whether a folder that is not there yet may be made
 * @throws CommandError where there is no way
 */
export async function findReach(folder: string, makes: boolean): Promise<Reach> {
  const server = await ServerReach.open(folder);
  if (server === 'not allowed') {
    throw new CommandError(`This user may not reach the server of ${folder}. Run the command as the server's user.`);
  }
  if (server !== 'not running') return server;
  if (!makes && !existsSync(join(folder, 'freshet.db'))) throw notRunning(folder);
  // Database and domain are loaded only where no server has them loaded already.
  const { FolderReach } = await import('./folder-reach.ts');
  return FolderReach.open(folder);
}
