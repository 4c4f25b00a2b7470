import { commandEndpoints, consoleEndpoints } from '@freshet/protocol/console';
import type * as z from 'zod/mini';

/** Every call that the command can make: the console's, and its own. */
export const endpoints = { ...consoleEndpoints, ...commandEndpoints } as const;
export type Endpoint = keyof typeof endpoints;
export type Body<E extends Endpoint> = z.infer<(typeof endpoints)[E][1]>;
export type Answer<E extends Endpoint> = z.infer<(typeof endpoints)[E][2]>;

/** A way to what a data folder holds: through the server that has it open, or to the folder itself. */
export interface Reach {
  /** @throws CommandError where the call is refused or cannot be made this way */
  call<E extends Endpoint>(endpoint: E, body: Body<E>): Promise<Answer<E>>;
  close(): void;
}
