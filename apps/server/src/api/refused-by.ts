import type { Log } from '@freshet/core';
import { ApiRefusal } from '@freshet/protocol/server-api';
import * as z from 'zod';

/** Where the API logs what is its own fault. */
export type ApiLog = Pick<Log, 'error'>;

const Unreadable = z.object({ statusCode: z.int().check(z.gte(400), z.lt(500)), code: z.optional(z.string()) });

/** What is wrong with a body, by the code of Fastify's own refusal. */
const unreadable: Readonly<Record<string, string>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'the body is larger than 16 kB',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'the body is empty, and said to be JSON: send {} where there are no parameters',
  FST_ERR_CTP_INVALID_JSON_BODY: 'the body is no JSON',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'the content-type is none: send JSON, with "content-type: application/json"',
};

/** What to answer where `error` was thrown. The server's own failures are logged, and their words kept back. */
export function refusedBy(error: unknown, log: ApiLog): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  const { data } = Unreadable.safeParse(error);
  if (data) return new ApiRefusal(2, unreadable[data.code ?? ''] ?? 'the body could not be read', { cause: error });
  log.error({ err: error }, 'a call of the server API failed');
  return new ApiRefusal(1, undefined, { cause: error });
}
