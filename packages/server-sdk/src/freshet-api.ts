import {
  ApiRefused,
  type OperationName,
  type OperationParams,
  type OperationResult,
  operationNames,
  operations,
} from '@freshet/protocol/server-api';
import { FreshetApiError } from './api-error.ts';

/** How to reach the server API. */
export type ApiOptions = {
  /** Where the server is, such as `https://live.example`. */
  readonly origin: string;
  /** A key of the project, `fk_…`, made in the console. Keep it on your server. */
  readonly key: string;
  /** How long a call may take, in milliseconds; 10 s unless given. */
  readonly timeout?: number;
};

/** What a call takes beside its parameters. */
type CallOptions = { readonly signal?: AbortSignal };

/**
 * The server API: one method for each operation, such as `api.kickoutUser({ roomID, userIDs })`. Each rejects with a
 * {@link FreshetApiError}, and none is tried again by itself.
 */
export type FreshetApi = {
  readonly [N in OperationName]: (params: OperationParams<N>, options?: CallOptions) => Promise<OperationResult<N>>;
};

const TIMEOUT = 10_000;

/** Makes the methods of the server API for one project. Nothing is opened, and nothing has to be closed. */
export function createApi(options: ApiOptions): FreshetApi {
  const methods = operationNames.map((name) => [
    name,
    (params: OperationParams<typeof name>, { signal }: CallOptions = {}) => call(name, params, signal, options),
  ]);
  // Each method is made of the row of its own name; a list of pairs cannot say so.
  return Object.fromEntries(methods) as FreshetApi;
}

async function call<N extends OperationName>(
  name: N,
  params: OperationParams<N>,
  signal: AbortSignal | undefined,
  { origin, key, timeout = TIMEOUT }: ApiOptions,
): Promise<OperationResult<N>> {
  const limit = AbortSignal.timeout(timeout);
  const { status, body } = await post(
    new URL(`/api/v1/${name}`, origin),
    key,
    params,
    signal ? AbortSignal.any([signal, limit]) : limit,
  );
  if (status !== 200) {
    const refused = ApiRefused.safeParse(body).data;
    throw new FreshetApiError(refused?.code ?? 0, status, refused?.message ?? `the server answered ${status}`);
  }
  const result = operations[name].result.safeParse(body);
  if (!result.success) {
    throw new FreshetApiError(0, status, 'the answer is not one of this version: update the SDK', {
      cause: result.error,
    });
  }
  // The table pairs the name with its schema; the type of a table's member picked by a variable cannot say so.
  return result.data as OperationResult<N>;
}

async function post(url: URL, key: string, params: unknown, signal: AbortSignal) {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(params),
      // A key is for this server, and not for whomever it would send us to.
      redirect: 'manual',
      signal,
    });
    return { status: response.status, body: readJson(await response.text()) };
  } catch (error) {
    throw new FreshetApiError(0, 0, `${url.origin} could not be reached: check the origin and the network`, {
      cause: error,
    });
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
