import type { RuleSubject, StreamRule, UserRule } from '@freshet/core';
import type { RoomID, StreamID, UserID } from '@freshet/protocol';
import type { RuleView } from '@freshet/protocol/console';
import * as z from 'zod';

/** What a rule is about, as its ID in the console says. */
type RuleName =
  | { readonly kind: 'user'; readonly subject: RuleSubject }
  | { readonly kind: 'stream'; readonly roomID: RoomID; readonly streamID: StreamID }
  | { readonly kind: 'forbidden'; readonly streamID: StreamID };

const brand = <Name extends string>() => z.string().transform((text) => text as Name);
const [roomID, userID, streamID] = [brand<RoomID>(), brand<UserID>(), brand<StreamID>()];
const Subject = z.discriminatedUnion('type', [
  z.object({ type: z.literal(1), address: z.string() }),
  z.object({ type: z.literal(2), roomID }),
  z.object({ type: z.literal(3), userID }),
  z.object({ type: z.literal(4), roomID, userID }),
]);
const Name = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), subject: Subject }),
  z.object({ kind: z.literal('stream'), roomID, streamID }),
  z.object({ kind: z.literal('forbidden'), streamID }),
]) satisfies z.ZodType<RuleName>;

const kinds = { 1: 'address', 2: 'room', 3: 'user', 4: 'roomUser' } as const;

/** A rule that keeps someone out. */
export function viewOfUserRule({ subject, login, publish, expires }: UserRule): RuleView {
  const { type, ...named } = subject;
  return { id: idOf({ kind: 'user', subject }), kind: kinds[type], ...named, login, publish, expires };
}

/** A rule that keeps the sound or the picture of a stream from its players. */
export function viewOfStreamRule({ roomID: room, streamID: stream, expires }: StreamRule): RuleView {
  const id = idOf({ kind: 'stream', roomID: room, streamID: stream });
  return { id, kind: 'stream', roomID: room, streamID: stream, login: false, publish: false, expires };
}

/** A stream that nobody may publish until it is let go. */
export function viewOfForbidden(stream: StreamID): RuleView {
  const id = idOf({ kind: 'forbidden', streamID: stream });
  return { id, kind: 'stream', streamID: stream, login: false, publish: true };
}

/** What an ID that a page sends back is about; nothing where it is none of ours. */
export function readRuleID(id: string): RuleName | undefined {
  try {
    return Name.safeParse(JSON.parse(Buffer.from(id, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

const idOf = (name: RuleName): string => Buffer.from(JSON.stringify(name)).toString('base64url');
