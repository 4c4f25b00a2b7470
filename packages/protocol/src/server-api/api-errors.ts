/** One row of {@link apiErrors}. */
type ApiErrorRow = {
  /** What happened. */
  readonly means: string;
  /** What the caller does about it. */
  readonly cure: string;
  /** The HTTP status of the bearer form; the signed form always answers 200. */
  readonly status: number;
};

/**
 * Every code that the server API answers, with the original's numbers. 0 is success and has no row. The numbers from
 * 100000101 are our own, for conditions that the original has no code for.
 */
export const apiErrors = {
  1: { means: 'the request failed', cure: 'try again; report it if it comes back', status: 500 },
  2: { means: 'a parameter is missing or wrong', cure: 'see what the operation takes at /docs', status: 400 },
  3: { means: 'a parameter is too long', cure: 'shorten it', status: 400 },
  104: {
    means: 'there is no such room',
    cure: 'check the roomID: a room is there while someone is in it',
    status: 404,
  },
  138: { means: 'there is no such stream in the room', cure: 'check the streamID', status: 404 },
  206: { means: 'too many calls for this project', cure: 'call less often', status: 429 },
  207: { means: 'too many calls for this room', cure: 'call less often for one room', status: 429 },
  1008: { means: 'the message is empty', cure: 'give a messageContent', status: 400 },
  1012: { means: 'another user has a stream of this streamID', cure: 'use a streamID that is unique', status: 409 },
  5024: {
    means: 'there is no such room',
    cure: 'check the roomID: a room is there while someone is in it',
    status: 404,
  },
  30002: { means: 'too many calls for this project', cure: 'call less often', status: 429 },
  30006: { means: 'the list of streams is not valid', cure: 'name 1 to 20 streams by their streamIDs', status: 400 },
  30009: { means: 'the streamID is not valid', cure: 'use at most 256 digits, letters, - and _', status: 400 },
  41004: { means: 'the stream is not known', cure: 'check the streamID: an ended stream is forgotten', status: 404 },
  42001: { means: 'a later call about this stream came first', cure: 'raise the sequence with each call', status: 409 },
  42002: { means: 'a later call about this stream came first', cure: 'raise the sequence with each call', status: 409 },
  42003: { means: 'a later call about a stream came first', cure: 'raise the sequence with each call', status: 409 },
  42004: { means: 'a later call about a stream came first', cure: 'raise the sequence with each call', status: 409 },
  50001: {
    means: 'there is no such room',
    cure: 'check the roomID: a room is there while someone is in it',
    status: 404,
  },
  50003: { means: 'the user is not in the room', cure: 'send again when the user is there', status: 404 },
  50011: { means: 'the list of users is too long', cure: 'name fewer users in one call', status: 400 },
  50012: { means: 'the message is too long', cure: 'use at most 1024 bytes', status: 400 },
  50123: { means: 'there are too many rules or added streams', cure: 'delete one first', status: 409 },
  50124: { means: 'there is no such rule', cure: 'see the rules there are', status: 404 },
  100000001: { means: 'the AppId is not valid', cure: 'give the AppID of the project', status: 400 },
  100000002: { means: 'the Timestamp is missing', cure: 'give the Unix time in seconds', status: 400 },
  100000003: { means: 'the Timestamp is not valid', cure: 'give the Unix time in seconds', status: 400 },
  100000004: { means: 'the signature has expired', cure: 'sign each request afresh, and set the clock', status: 401 },
  100000005: { means: 'the signature is wrong', cure: 'check the ServerSecret and what is signed', status: 401 },
  100000006: { means: 'the Action is missing', cure: 'give an Action', status: 400 },
  100000007: { means: 'there is no such operation', cure: 'see the list of operations', status: 404 },
  100000008: {
    means: 'the SignatureNonce is missing, not valid, or was used before',
    cure: 'make a new random one for each request, 16 hexadecimal characters',
    status: 400,
  },
  100000009: { means: 'the Signature is missing', cure: 'sign the request', status: 401 },
  100000010: { means: 'there is no project of this AppId', cure: 'check the AppID', status: 404 },
  100000013: { means: 'the SignatureVersion is missing', cure: 'give 2.0', status: 400 },
  100000014: { means: 'the SignatureVersion is not supported', cure: 'give 2.0', status: 400 },
  100000017: { means: 'the project is paused', cure: 'let it go on in the console', status: 403 },
  100000101: { means: 'the API key is missing or not valid', cure: 'send Authorization: Bearer <key>', status: 401 },
  100000102: { means: 'too many refused requests from this address', cure: 'wait a minute', status: 429 },
} as const satisfies Record<number, ApiErrorRow>;

/** A code of {@link apiErrors}. */
export type ApiCode = keyof typeof apiErrors;

/** Whether `code` is in the table. */
export const isApiCode = (code: number): code is ApiCode => Object.hasOwn(apiErrors, code);

/** What the server API answers where it refuses: a code of the table, and words that say what to do. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly code: ApiCode;

  /** @param detail what is particular to this case; the table's own words follow it */
  constructor(code: ApiCode, detail?: string, options?: ErrorOptions) {
    const { means, cure } = apiErrors[code];
    super(`${detail ?? means}: ${cure} (${code})`, options);
    this.code = code;
  }
}
