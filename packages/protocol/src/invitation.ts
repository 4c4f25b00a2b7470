import * as z from 'zod/mini';
import { User } from './messages.ts';

/** What an invitation lets its holder do. */
export const InvitationRole = z.enum(['host', 'audience']);
export type InvitationRole = z.infer<typeof InvitationRole>;

/** `POST /api/invitations/exchange`: an invitation for what a page needs to log in. */
export const InvitationExchange = z.object({ invitation: z.string().check(z.maxLength(2048)) });

/** The answer: a fresh user with a short token, and for a host the link to hand on. */
export const Admission = z.object({
  appID: z.number(),
  roomID: z.string(),
  role: InvitationRole,
  user: User,
  token: z.string(),
  /** For a host: the one streamID its token may publish. */
  streamID: z.optional(z.string()),
  /** For a host: an audience invitation for the same room. */
  audienceInvitation: z.optional(z.string()),
});
export type Admission = z.infer<typeof Admission>;

/** An HTTP refusal: a code of the error table and its words. */
export const Refusal = z.object({ code: z.number(), message: z.string() });
export type Refusal = z.infer<typeof Refusal>;
