import { CSRF_HEADER } from '@freshet/protocol/console';
import type { FastifyRequest } from 'fastify';
import { ConsoleRefused } from './console-refused.ts';
import type { SignedIn } from './console-sessions.ts';
import { isSame } from './secrets.ts';

/**
 * Refuses a change that a page of another origin asks for. Every browser says on a POST where it comes from; what says
 * nothing is no browser, and has no cookie that it did not mean to send, but is refused as well.
 *
 * @param publicOrigin where users open the server, if that is another address than the one it is called by
 * @throws ConsoleRefused `wrongOrigin`
 */
export function checkOrigin(request: FastifyRequest, publicOrigin: string | undefined): void {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (origin === undefined && site === undefined) throw new ConsoleRefused('wrongOrigin');
  checkReader(request, publicOrigin);
}

/**
 * Refuses a read that a page of another origin asks for. Not every browser says so on a GET over plain HTTP, so this
 * comes on top of cookies that go to our own pages alone.
 *
 * @throws ConsoleRefused `wrongOrigin`
 */
export function checkReader({ headers, host }: FastifyRequest, publicOrigin: string | undefined): void {
  const { origin, 'sec-fetch-site': site } = headers;
  const isOwnSite = site === undefined || site === 'same-origin';
  // A proxy may call the server by another name than browsers do.
  const isOwnOrigin = origin === undefined || origin === publicOrigin || URL.parse(origin)?.host === host;
  if (!isOwnSite || !isOwnOrigin) throw new ConsoleRefused('wrongOrigin');
}

/**
 * Refuses a call without the token of its session.
 *
 * @throws ConsoleRefused `wrongOrigin`
 */
export function checkToken({ headers }: FastifyRequest, { csrf }: SignedIn): void {
  const shown = headers[CSRF_HEADER];
  if (typeof shown !== 'string' || !isSame(shown, csrf)) throw new ConsoleRefused('wrongOrigin');
}
