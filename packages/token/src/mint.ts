import { type Millis, systemClock } from '@freshet/kit';
import {
  type ErrorCode,
  FreshetError,
  limits,
  refuseAppID,
  refuseRoomID,
  refuseStreamID,
  refuseUserID,
} from '@freshet/protocol';
import { seal } from './cipher.ts';
import type { Plain, Privileges } from './claims.ts';
import { ivLength, type TokenForm, writeEnvelope } from './envelope.ts';

/** What to write into a token. */
export type MintOptions = {
  readonly appID: number;
  readonly userID: string;
  /** The project's ServerSecret: 32 ASCII characters. Keep it on your server. */
  readonly secret: string;
  /** How long the token is good for, in whole seconds from `now`. */
  readonly lifetime: number;
  /** What its user may do; without it the token is a basic one and allows login and publish everywhere. */
  readonly privileges?: { readonly login: boolean; readonly publish: boolean };
  /** The one room of a token with privileges; every room where none is named. */
  readonly roomID?: string;
  /** The streams that a token with privileges may publish; any stream where none is named. */
  readonly streamIDs?: readonly string[];
  /** `gcm` unless an old verifier needs `cbc`, which has no integrity. */
  readonly form?: TokenForm;
  /** The present, for tests. Milliseconds since the Unix epoch. */
  readonly now?: Millis;
};

/**
 * Mints a Token04.
 *
 * @throws FreshetError the code of the identifier that is not valid, 1000017 for any other argument
 */
export async function mint(options: MintOptions): Promise<string> {
  refuseInvalid(options);
  const plain = plainOf(options);
  const form = options.form ?? 'gcm';
  const iv = crypto.getRandomValues(new Uint8Array(ivLength(form)));
  const token = writeEnvelope(await seal(form, JSON.stringify(plain), options.secret, iv), plain.expire);
  if (token.length > limits.token) throw new FreshetError(1000017, 'the token names too many streams');
  return token;
}

function plainOf(options: MintOptions): Plain {
  const ctime = Math.floor((options.now ?? systemClock.now()) / 1000);
  const [nonce = 0] = crypto.getRandomValues(new Int32Array(1));
  return {
    app_id: options.appID,
    user_id: options.userID,
    nonce,
    ctime,
    expire: ctime + options.lifetime,
    payload: payloadOf(options),
  };
}

function payloadOf({ privileges, roomID, streamIDs }: MintOptions): string {
  if (privileges === undefined) return '';
  const payload: Privileges = {
    room_id: roomID ?? '',
    privilege: { '1': privileges.login ? 1 : 0, '2': privileges.publish ? 1 : 0 },
    stream_id_list: streamIDs ? [...streamIDs] : null,
  };
  return JSON.stringify(payload);
}

function refuseInvalid(options: MintOptions): void {
  const { appID, userID, secret, lifetime, privileges, roomID, streamIDs } = options;
  refuse(refuseAppID(appID));
  refuse(refuseUserID(userID));
  if (!/^[\x20-\x7e]{32}$/.test(secret)) throw new FreshetError(1000017, 'the ServerSecret has 32 ASCII characters');
  if (!Number.isInteger(lifetime) || lifetime <= 0) {
    throw new FreshetError(1000017, 'the lifetime is a whole number of seconds above 0');
  }
  if (roomID !== undefined) refuse(refuseRoomID(roomID));
  for (const streamID of streamIDs ?? []) refuse(refuseStreamID(streamID));
  if (streamIDs?.length === 0) {
    throw new FreshetError(1000017, 'an empty list of streams would allow every stream: leave it out or name one');
  }
  if (privileges === undefined && (roomID !== undefined || streamIDs !== undefined)) {
    throw new FreshetError(1000017, 'a room and streams are named only together with privileges');
  }
}

function refuse(code: ErrorCode | undefined): void {
  if (code !== undefined) throw new FreshetError(code);
}
