import * as z from 'zod/mini';
import type { RoomID, StreamID, UserID } from '../ids.ts';
import { limits, refuseRoomID, refuseStreamID, refuseUserID, refuseUserName } from '../limits.ts';
import type { ApiCode } from './api-errors.ts';

const utf8 = new TextEncoder();
const fits = (text: string, bytes: number): boolean => utf8.encode(text).length <= bytes;

/** Makes a failed check answer `code`; checks without one answer 2. */
const answering = (code: ApiCode): { readonly error: string } => ({ error: String(code) });

/** A text of at most so many bytes of UTF-8. */
export const shortText = (bytes: number, description: string, code: ApiCode = 3) =>
  z.string().check(
    z.refine((value) => fits(value, bytes), answering(code)),
    z.meta({ description: `${description} At most ${bytes} bytes.`, maxLength: bytes }),
  );

// Each ID is checked here and nowhere later, so that its brand is put on here.
const name = <ID extends string>(refuse: (value: string) => number | undefined, bytes: number, description: string) =>
  z.pipe(
    z.string().check(
      z.refine((value) => fits(value, bytes), { ...answering(3), abort: true }),
      z.refine((value) => refuse(value) === undefined),
      z.meta({ description, minLength: 1, maxLength: bytes }),
    ),
    z.transform((value) => value as ID),
  );

export const roomID = name<RoomID>(refuseRoomID, limits.roomID, 'Names a room. Less than 128 bytes.');
export const userID = name<UserID>(refuseUserID, limits.userID, 'Names a user. Less than 64 bytes.');
/** Names a stream; refused with the number that this family of operations has for it. */
export const streamID = (code: ApiCode) =>
  z.pipe(
    z.string().check(
      z.refine((value) => refuseStreamID(value) === undefined, answering(code)),
      z.meta({ description: 'Names a stream. At most 256 characters.', minLength: 1, maxLength: limits.streamID }),
    ),
    z.transform((value) => value as StreamID),
  );
export const userName = z.optional(
  z.string().check(
    z.minLength(1),
    z.refine((value) => fits(value, limits.userName), { ...answering(3), abort: true }),
    z.refine((value) => refuseUserName(value) === undefined),
    z.meta({
      description: 'The userID where none is given. One line of less than 256 bytes, without control characters.',
      maxLength: limits.userName,
    }),
  ),
);
export const customReason = z._default(shortText(256, 'What the users are told.'), '');
export const messageContent = z.string().check(
  z.minLength(1, answering(1008)),
  z.refine((value) => fits(value, 1024), answering(50012)),
  z.meta({ description: 'The message. At most 1024 bytes.', maxLength: 1024 }),
);
/** How long a rule holds. */
export const effectiveTime = z
  .int()
  .check(z.minimum(1), z.maximum(86_400), z.meta({ description: 'For how long, in seconds, up to a day.' }));
export const sequence = z
  .int()
  .check(
    z.nonnegative(),
    z.meta({ description: 'Grows with each call about a stream, such as the time in milliseconds.' }),
  );
/** A list of at least one. */
export const listOf = <Item extends z.ZodMiniType>(item: Item, most: number, tooMany: ApiCode = 2) =>
  z.array(item).check(z.minLength(1), z.maxLength(most, answering(tooMany)));
/** Milliseconds since the Unix epoch. */
export const time = z.number().check(z.meta({ description: 'Milliseconds since the Unix epoch.' }));
/** Seconds since the Unix epoch. */
export const secondsTime = z.int().check(z.meta({ description: 'Seconds since the Unix epoch.' }));
export const userRole = z.int().check(z.meta({ description: 'Always 2: an audience of the old SDK.' }));
export const nothing = z.object({});
