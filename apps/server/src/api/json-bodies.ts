import { ApiRefusal } from '@freshet/protocol/server-api';
import type { FastifyInstance } from 'fastify';

/** Characters of a content-type that are worth repeating. */
const SHOWN = 64;

/** Lets `scope` take bodies of JSON alone, and tell whoever sends another one what to send; nothing at all is none. */
export function takeJsonAlone(scope: FastifyInstance, words: string): void {
  scope.removeContentTypeParser('text/plain');
  scope.addContentTypeParser('*', (request, _body, done) => {
    const { 'content-type': type, 'content-length': length } = request.headers;
    if (length === '0') return done(null);
    const came = type === undefined ? 'without a content-type' : `as ${type.slice(0, SHOWN)}`;
    done(new ApiRefusal(2, `${words}, with "content-type: application/json"; it came ${came}`));
  });
}
