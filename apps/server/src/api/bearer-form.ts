import type { ProjectStore } from '@freshet/core';
import { ApiRefusal, type ApiRefused, apiErrors, type OperationName, operations } from '@freshet/protocol/server-api';
import type { SqliteApiKeys } from '@freshet/store';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { GuessGate } from '../guard/guess-gate.ts';
import type { Caller, Desk } from './desk.ts';
import { takeJsonAlone } from './json-bodies.ts';
import { type ApiLog, refusedBy } from './refused-by.ts';

/** What the bearer form works with. */
export type BearerFormOptions = {
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly apiKeys: Pick<SqliteApiKeys, 'verify'>;
  readonly desk: Desk;
  readonly guesses: GuessGate;
  readonly log: ApiLog;
};

const Name = z.object({
  operation: z.custom<OperationName>((value) => typeof value === 'string' && Object.hasOwn(operations, value)),
});

/** The modern form: `POST /api/v1/<operation>` with a key of the project and a JSON body. */
export function serveBearerForm(app: FastifyInstance, options: BearerFormOptions): void {
  void app.register(async (scope) => {
    takeJsonAlone(scope, 'send the parameters as a JSON body');
    scope.setErrorHandler((error, _request, reply) => {
      const { code, message } = refusedBy(error, options.log);
      return reply.code(apiErrors[code].status).send({ code, message } satisfies ApiRefused);
    });
    scope.post('/api/v1/:operation', async (request, reply) => {
      reply.header('cache-control', 'no-store');
      const from = await options.guesses.guard(request.ip, () => caller(request, options));
      const name = Name.safeParse(request.params);
      if (!name.success) throw new ApiRefusal(100000007);
      return options.desk.perform(from, name.data.operation, request.body ?? {});
    });
  });
}

async function caller(request: FastifyRequest, { projects, apiKeys }: BearerFormOptions): Promise<Caller> {
  const [, given = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const key = apiKeys.verify(given);
  if (key === undefined) throw new ApiRefusal(100000101);
  const project = await projects.get(key.appID);
  if (project === undefined) throw new ApiRefusal(100000101);
  return { project, actor: `api key ${key.name}`, address: request.ip, nameOf: (_operation, param) => param };
}
