import * as z from 'zod/mini';

const CallbackEvent = z.enum([
  'room_create',
  'room_close',
  'room_login',
  'room_logout',
  'stream_create',
  'stream_close',
]);
/** What a callback tells of. */
export type CallbackEvent = z.infer<typeof CallbackEvent>;

/** A callback that came from the server. */
export type Callback = {
  readonly event: CallbackEvent;
  readonly appID: number;
  readonly roomID: string;
  /** Names this life of the room. A decimal number that may be beyond 2^53, and so a text. */
  readonly roomSessionID: string;
  /** The same for each attempt to deliver this callback: one that was seen before is to be ignored. */
  readonly deliveryID: string;
  /** Its place among the callbacks of this life of the room, from 1. */
  readonly seq: number;
  /** When this attempt was signed. Seconds since the Unix epoch. */
  readonly timestamp: number;
  /** Everything as it was sent, under the original's names; `room_session_id` is a text. */
  readonly fields: Readonly<Record<string, unknown>>;
};

/** Why a callback is not to be believed. */
export class CallbackRefused extends Error {
  override readonly name = 'CallbackRefused';
  readonly reason: 'unreadable' | 'wrongSignature' | 'tooOld';

  constructor(reason: CallbackRefused['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/** How a callback is verified. */
export type VerifyCallbackOptions = {
  /** How old an attempt may be, or how far ahead, in seconds; 300 unless given. */
  readonly maxAge?: number;
  /** The present, for tests. Milliseconds since the Unix epoch. */
  readonly now?: number;
};

const MAX_AGE = 300;

const scalar = z.union([z.string(), z.number()]);
const number = z.pipe(scalar, z.transform(Number)).check(z.refine((value) => Number.isSafeInteger(value)));
const Body = z.looseObject({
  event: CallbackEvent,
  appid: number,
  room_id: z.string(),
  room_session_id: z.optional(z.string()),
  room_seq: z.optional(z.string()),
  timestamp: number,
  nonce: z.pipe(scalar, z.transform(String)),
  signature: z.string(),
  delivery_id: z.string(),
  delivery_seq: number,
});
type Body = z.infer<typeof Body>;

/**
 * Verifies a callback and reads it. The signature covers the time and the nonce, as the original's does, and not the
 * rest: receive callbacks over https. One that is refused is best answered with 401.
 *
 * @param body the body of the request as it came, unparsed: its numbers are greater than JavaScript's
 * @param secrets the project's CallbackSecret; while it is being replaced, the new and the old one
 * @throws CallbackRefused
 * @throws TypeError where a secret is empty, with which anyone could sign
 */
export async function verifyCallback(
  body: string,
  secrets: string | readonly string[],
  { maxAge = MAX_AGE, now = Date.now() }: VerifyCallbackOptions = {},
): Promise<Callback> {
  const counting = typeof secrets === 'string' ? [secrets] : secrets;
  if (counting.includes('')) throw new TypeError('a CallbackSecret is empty: take it from the project in the console');
  const fields = read(body);
  const { timestamp } = fields;
  if (!(await isSigned(fields, counting))) {
    throw new CallbackRefused('wrongSignature', 'the signature is wrong: check the CallbackSecret');
  }
  if (Math.abs(now / 1000 - timestamp) > maxAge) {
    throw new CallbackRefused('tooOld', `the callback was signed more than ${maxAge} s ago: check the clock`);
  }
  return {
    event: fields.event,
    appID: fields.appid,
    roomID: fields.room_id,
    roomSessionID: fields.room_session_id ?? fields.room_seq ?? '',
    deliveryID: fields.delivery_id,
    seq: fields.delivery_seq,
    timestamp,
    fields,
  };
}

function read(body: string): Body {
  try {
    return Body.parse(JSON.parse(withExactSession(body)));
  } catch {
    throw new CallbackRefused('unreadable', 'the body is no callback of Freshet');
  }
}

// The number is made a text before it is parsed, which would round it. Inside a text of JSON the quotes would be escaped,
// so that nothing else looks like this.
const withExactSession = (body: string): string =>
  body.replace(/"room_session_id"\s*:\s*(\d+)/, '"room_session_id":"$1"');

async function isSigned({ timestamp, nonce, signature }: Body, secrets: readonly string[]): Promise<boolean> {
  const right = await Promise.all(secrets.map((secret) => sign(secret, String(timestamp), nonce)));
  return right.map((one) => isSame(one, signature)).includes(true);
}

// The three in the order of their characters, one after the other: SHA-1, in lower-case hexadecimal.
async function sign(...parts: string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(parts.toSorted().join('')));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Compares two texts in a time that tells nothing of where they differ. */
function isSame(right: string, given: string): boolean {
  let difference = right.length ^ given.length;
  for (let index = 0; index < right.length; index += 1) {
    difference |= right.charCodeAt(index) ^ given.charCodeAt(index);
  }
  return difference === 0;
}
