import type { Project, ProjectStore } from '@freshet/core';
import type { Clock } from '@freshet/kit';
import { ApiRefusal, operationOf } from '@freshet/protocol/server-api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { GuessGate } from '../guard/guess-gate.ts';
import type { Desk } from './desk.ts';
import { takeJsonAlone } from './json-bodies.ts';
import { NonceMemory, type NonceMemoryOptions } from './nonce-memory.ts';
import { originalParam, readParams } from './original-params.ts';
import { originalReply } from './original-reply.ts';
import { type ApiLog, refusedBy } from './refused-by.ts';
import { isSigned, oldestTimestamp, readClaim, SignedQuery } from './signature.ts';

/** What the signed form works with. */
export type SignedFormOptions = {
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly nonces: NonceMemoryOptions['store'];
  readonly desk: Desk;
  readonly guesses: GuessGate;
  readonly clock: Clock;
  readonly log: ApiLog;
};

/**
 * The original's form: `/v2/?Action=…`, GET with everything in the address or POST with a JSON body, signed. The status
 * is always 200, and `Code` says how it went. A backend of the original changes its base address to `<server>/v2`.
 */
export function serveSignedForm(app: FastifyInstance, options: SignedFormOptions): void {
  const { nonces: store, clock, log } = options;
  const nonces = new NonceMemory({ store, clock, log });
  void app.register(async (scope) => {
    takeJsonAlone(scope, 'send the parameters in the address, or as a JSON body');
    scope.setErrorHandler((error, _request, reply) => {
      const { code, message } = refusedBy(error, log);
      return reply.code(200).send({ Code: code, Message: message, RequestId: crypto.randomUUID(), Data: null });
    });
    for (const url of ['/v2', '/v2/']) {
      scope.route({
        method: ['GET', 'POST'],
        url,
        handler: async (request, reply) => {
          reply.header('cache-control', 'no-store');
          const answer = await perform(request, nonces, options);
          return { ...answer, RequestId: crypto.randomUUID() };
        },
      });
    }
  });
}

async function perform(request: FastifyRequest, nonces: NonceMemory, options: SignedFormOptions): Promise<object> {
  const query = SignedQuery.parse(request.query);
  const project = await options.guesses.guard(request.ip, () => caller(query, nonces, options));
  const from = { project, actor: 'signed request', address: request.ip, nameOf: originalParam };
  if (query.Action === '') throw new ApiRefusal(100000006);
  const name = operationOf(query.Action);
  if (name === undefined) throw new ApiRefusal(100000007);
  return originalReply(name, await options.desk.perform(from, name, readParams(name, request.query, request.body)));
}

// A nonce is taken down only when the signature is right: nobody else fills the memory or spends a project's nonces.
async function caller(
  query: SignedQuery,
  nonces: NonceMemory,
  { projects, clock }: SignedFormOptions,
): Promise<Project> {
  const claim = readClaim(query, clock.now());
  const project = await projects.get(claim.appID);
  if (project === undefined) throw new ApiRefusal(100000010);
  const now = clock.now();
  if (!isSigned(claim, project, now)) throw new ApiRefusal(100000005);
  const outcome = nonces.spend(claim.appID, claim.nonce, claim.timestamp, oldestTimestamp(now));
  if (outcome === 'spent') throw new ApiRefusal(100000008, 'the SignatureNonce was used before');
  if (outcome === 'tooOld') throw new ApiRefusal(100000004, 'the project sent too many newer requests');
  return project;
}
