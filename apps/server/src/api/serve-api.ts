import type { Log, ProjectStore } from '@freshet/core';
import type { Clock } from '@freshet/kit';
import type { SqliteApiKeys, SqliteAuditLog, SqliteNonces } from '@freshet/store';
import type { FastifyInstance } from 'fastify';
import { serveBearerForm } from './bearer-form.ts';
import { Desk } from './desk.ts';
import { serveDocs } from './docs.ts';
import { guessesOfApi } from './guesses.ts';
import type { ApiControl } from './handlers/handler.ts';
import { serveSignedForm } from './signed-form.ts';

/** What the server API works with. */
export type ApiOptions = {
  readonly control: ApiControl;
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly apiKeys: Pick<SqliteApiKeys, 'verify'>;
  readonly audit: Pick<SqliteAuditLog, 'record'>;
  readonly nonces: SqliteNonces;
  readonly clock: Clock;
  readonly log: Log;
};

/** The server API in both its forms, `/v2/` and `/api/v1/`, and its documentation at `/docs`. */
export async function serveApi(app: FastifyInstance, options: ApiOptions): Promise<void> {
  const desk = new Desk(options);
  // Counted together: who is refused at one door has no more tries at the other.
  const guesses = guessesOfApi(options.clock);
  serveSignedForm(app, { ...options, desk, guesses });
  serveBearerForm(app, { ...options, desk, guesses });
  await serveDocs(app);
}
