import { FreshetError, isMethod, type Method, type Params, RequestFrame, requests } from '@freshet/protocol';

/** A request that is known and whose parameters are right. */
export type Request = {
  [M in Method]: { readonly id: number; readonly method: M; readonly params: Params<M> };
}[Method];

/** What a text from a client is. */
export type Reading =
  | { readonly kind: 'request'; readonly request: Request }
  /** It has an id, so that it can be answered, and is wrong otherwise. */
  | { readonly kind: 'wrong'; readonly id: number; readonly error: FreshetError }
  | { readonly kind: 'malformed' };

/** Reads one text of a client. Unknown fields are left out; nothing that comes in makes it throw. */
export function readFrame(text: string): Reading {
  const frame = RequestFrame.safeParse(parseJson(text));
  if (!frame.success) return { kind: 'malformed' };
  const { id, method, params } = frame.data;
  if (!isMethod(method))
    return { kind: 'wrong', id, error: new FreshetError(1100001, `there is no method ${method.slice(0, 64)}`) };
  const parsed = requests[method][0].safeParse(params);
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? '';
    return { kind: 'wrong', id, error: new FreshetError(1100001, `${method} has a wrong parameter ${where}`) };
  }
  return { kind: 'request', request: { id, method, params: parsed.data } as Request };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
