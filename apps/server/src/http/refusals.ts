import type { Log } from '@freshet/core';
import { type ErrorCode, FreshetError, type Refusal } from '@freshet/protocol';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const NOTHING_HERE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Nothing here · Freshet</title>
<body style="font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto; max-width: 30rem; padding: 0 1rem">
<h1>There is nothing here</h1>
<p>The address may be cut short. Links of Freshet begin at <a href="/">the front page</a>.</p>
`;

/** What is done about refusals besides answering them. */
export type RefusalOptions = {
  /** Told of each that has a code. */
  readonly refused: (code: ErrorCode) => void;
  readonly log: Log;
};

/** Lets `app` answer whatever it refuses in one shape, and log what is its own fault. */
export function answerRefusals(app: FastifyInstance, { refused, log }: RefusalOptions): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, refusal } = refusalOf(error);
    if (error instanceof FreshetError) refused(error.code);
    if (status >= 500) log.error({ err: error, path: pathOf(request) }, 'an HTTP request failed');
    return reply.code(status).send(refusal);
  });
  app.setNotFoundHandler((request, reply) => {
    void reply.code(404);
    if (request.headers.accept?.includes('text/html')) return reply.type('text/html; charset=utf-8').send(NOTHING_HERE);
    return reply.send(refuse(new FreshetError(1000010, `there is nothing at ${request.method} ${pathOf(request)}`)));
  });
}

/** Answers an address that cannot be read, before any route is looked for. */
export function refuseBadAddress(_error: unknown, _request: FastifyRequest, reply: FastifyReply): void {
  void reply.code(400).send(refuse(new FreshetError(1100001, 'the address could not be read')));
}

function refusalOf(error: unknown): { status: number; refusal: Refusal } {
  if (error instanceof FreshetError) return { status: statusOfCode(error.code), refusal: refuse(error) };
  const status = statusOf(error);
  const own =
    status < 500
      ? new FreshetError(1100001, 'the request could not be understood')
      : new FreshetError(1002099, 'the server failed');
  return { status, refusal: refuse(own) };
}

const refuse = ({ code, message }: FreshetError): Refusal => ({ code, message });

function statusOfCode(code: FreshetError['code']): number {
  if (code === 1002071) return 429;
  return code === 1002099 ? 500 : 400;
}

function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : 500;
}

// What follows the question mark may be anything, and is nobody's business.
const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';
