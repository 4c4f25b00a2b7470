/**
 * What the console's pages and the server say to each other: `POST /console/api/<endpoint>` with a JSON body, answered
 * with JSON. One table for both ends.
 *
 * @module
 */
import * as z from 'zod/mini';
import { accountEndpoints } from './account.ts';
import { liveEndpoints } from './live.ts';
import { projectEndpoints } from './projects.ts';

export * from './account.ts';
export * from './command.ts';
export * from './live.ts';
export * from './projects.ts';

/** Every endpoint: who may call it at least, what goes in, what comes out. */
export const consoleEndpoints = { ...accountEndpoints, ...projectEndpoints, ...liveEndpoints } as const;
export type ConsoleEndpoint = keyof typeof consoleEndpoints;
export type ConsoleBody<E extends ConsoleEndpoint> = z.infer<(typeof consoleEndpoints)[E][1]>;
export type ConsoleResult<E extends ConsoleEndpoint> = z.infer<(typeof consoleEndpoints)[E][2]>;

/** Why the console's API refuses. */
export const ConsoleRefusal = z.object({
  reason: z.enum([
    'signedOut',
    'notAllowed',
    'wrongOrigin',
    'invalid',
    'tooMany',
    'wrongPassword',
    'codeNeeded',
    'wrongCode',
    'linkSpent',
    'notFound',
    'conflict',
    'failed',
  ]),
  /** What to do, in English; pages have their own words by reason. */
  message: z.string(),
  /** The field of the body that is wrong, where it is one. */
  field: z.optional(z.string()),
});
export type ConsoleRefusal = z.infer<typeof ConsoleRefusal>;

/** Header that carries the token against forged requests. */
export const CSRF_HEADER = 'x-freshet-csrf';
