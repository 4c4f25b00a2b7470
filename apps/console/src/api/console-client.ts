import {
  type ConsoleBody,
  type ConsoleEndpoint,
  ConsoleRefusal,
  type ConsoleResult,
  CSRF_HEADER,
  consoleEndpoints,
} from '@freshet/protocol/console';
import * as z from 'zod/mini';
import { ConsoleError } from './console-error.ts';

/** Calls the console's endpoints. */
export class ConsoleClient {
  /** Called once a session turns out to have ended. */
  onSignedOut: () => void = () => undefined;
  #csrf: string | undefined;

  /** @throws {ConsoleError} where the server refuses, or doesn't answer */
  async call<E extends ConsoleEndpoint>(
    endpoint: E,
    body: ConsoleBody<E>,
    signal?: AbortSignal,
  ): Promise<ConsoleResult<E>> {
    const response = await this.#send(endpoint, body, signal);
    const answer = await readJson(response);
    if (!response.ok) throw this.#refusal(answer);
    const result: unknown = z.parse(consoleEndpoints[endpoint][2], answer);
    this.#keepCsrf(endpoint, result);
    // The schema is the endpoint's own, which a type parameter does not let the compiler see.
    return result as ConsoleResult<E>;
  }

  async #send(endpoint: ConsoleEndpoint, body: unknown, signal: AbortSignal | undefined): Promise<Response> {
    try {
      return await fetch(`/console/api/${endpoint}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(this.#csrf && { [CSRF_HEADER]: this.#csrf }) },
        body: JSON.stringify(body),
        ...(signal && { signal }),
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new ConsoleError('away', 'the server does not answer', { cause: error });
    }
  }

  #refusal(answer: unknown): ConsoleError {
    const refusal = ConsoleRefusal.safeParse(answer);
    // What is no refusal of ours comes from something between, such as a proxy.
    if (!refusal.success) return new ConsoleError('away', 'the answer is not a Freshet server’s');
    const { reason, message, field } = refusal.data;
    if (reason === 'signedOut') this.onSignedOut();
    return new ConsoleError(reason, message, { field });
  }

  #keepCsrf(endpoint: ConsoleEndpoint, result: unknown): void {
    if (consoleEndpoints[endpoint][2] !== consoleEndpoints.standing[2]) return;
    const standing = consoleEndpoints.standing[2].parse(result);
    this.#csrf = standing.name === 'signedIn' ? standing.csrf : undefined;
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    // An empty or cut answer: the schemas refuse it.
    return undefined;
  }
}
