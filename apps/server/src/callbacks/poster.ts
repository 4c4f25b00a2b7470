import { type ClientRequest, Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Millis } from '@freshet/kit';
import { type AddressGuard, AddressRefused } from './address-guard.ts';

/** What came of one attempt. */
export type Outcome = {
  /** `away` where the receiver itself was not reached, so that another letter would fare no better. */
  readonly name: 'taken' | 'refused' | 'away';
  /** For the log: a status, or why there was none. */
  readonly result: string;
};

// Statuses of whatever stands in front of a receiver, and of one that asks for time.
const AWAY = new Set([429, 502, 503, 504]);
/** How much of an answer is read to keep its connection. Bytes. */
const ANSWER_LIMIT = 16 * 1024;
// Shorter than servers commonly keep a connection that nobody uses.
const IDLE = 4000;

/** Posts bodies to URLs: to allowed addresses alone, following no redirect, never longer than the patience. */
export class Poster {
  readonly #guard: AddressGuard;
  readonly #patience: Millis;
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;
  readonly #closing = new AbortController();

  constructor(guard: AddressGuard, patience: Millis) {
    this.#guard = guard;
    this.#patience = patience;
    const options = { keepAlive: true, timeout: IDLE, lookup: guard.lookup };
    this.#http = new HttpAgent(options);
    this.#https = new HttpsAgent(options);
  }

  /** Never rejects. An attempt that is under way at the close is `away`. */
  async post(address: string, body: string): Promise<Outcome> {
    const url = new URL(address);
    const refusal = this.#guard.refuse(url);
    if (refusal !== undefined) return { name: 'refused', result: refusal };
    const signal = AbortSignal.any([AbortSignal.timeout(this.#patience), this.#closing.signal]);
    try {
      return outcomeOf(await this.#send(url, body, signal));
    } catch (error) {
      return { name: 'away', result: explain(error, signal) };
    }
  }

  close(): void {
    this.#closing.abort();
    this.#http.destroy();
    this.#https.destroy();
  }

  async #send(url: URL, body: string, signal: AbortSignal): Promise<number> {
    const request = this.#request(url, body, signal);
    try {
      return await statusOf(request, body);
    } catch (error) {
      // A connection that its server was just giving up: nothing is wrong with the receiver.
      if (request.reusedSocket && !signal.aborted) return statusOf(this.#request(url, body, signal), body);
      throw error;
    }
  }

  #request(url: URL, body: string, signal: AbortSignal): ClientRequest {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Freshet',
    };
    const options = { method: 'POST', headers, signal };
    return url.protocol === 'https:'
      ? requestHttps(url, { ...options, agent: this.#https })
      : requestHttp(url, { ...options, agent: this.#http });
  }
}

// Resolves when the connection is free again or broken off; the status stands as soon as it is there.
function statusOf(request: ClientRequest, body: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  request.on('error', reject);
  // One that changes to another protocol (101) is cut off: there is neither a response nor an error then.
  const cutOff = (): void => reject(new Error('no answer of HTTP'));
  request.once('close', cutOff);
  request.once('response', (response: IncomingMessage) => {
    request.off('close', cutOff);
    const status = response.statusCode ?? 0;
    let read = 0;
    response.on('data', (part: Buffer) => {
      read += part.length;
      if (read > ANSWER_LIMIT) response.destroy();
    });
    response.on('error', () => undefined);
    response.once('close', () => resolve(status));
  });
  request.end(body);
  return promise;
}

function outcomeOf(status: number): Outcome {
  const name = status >= 200 && status < 300 ? 'taken' : AWAY.has(status) ? 'away' : 'refused';
  return { name, result: `HTTP ${status}` };
}

function explain(error: unknown, signal: AbortSignal): string {
  if (error instanceof AddressRefused) return error.message;
  if (signal.aborted) return 'no answer in time';
  if (error instanceof Error) return 'code' in error ? String(error.code) : error.message;
  return String(error);
}
