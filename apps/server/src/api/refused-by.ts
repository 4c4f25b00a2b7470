import type { Log } from '@freshet/core';
import { ApiRefusal } from '@freshet/protocol/server-api';
import * as z from 'zod';

/** Where the API logs what is its own fault. */
export type ApiLog = Pick<Log, 'error'>;

const Unreadable = z.object({ statusCode: z.int().check(z.gte(400), z.lt(500)), message: z.string() });

/** What to answer where `error` was thrown. The server's own failures are logged, and their words kept back. */
export function refusedBy(error: unknown, log: ApiLog): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  if (Unreadable.safeParse(error).success) return new ApiRefusal(2, 'the body could not be read', { cause: error });
  log.error({ err: error }, 'a call of the server API failed');
  return new ApiRefusal(1, undefined, { cause: error });
}
