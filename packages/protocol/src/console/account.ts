import * as z from 'zod/mini';

/** What an operator may do: look; look and change; and let others in. */
export const OperatorRole = z.enum(['viewer', 'operator', 'owner']);
export type OperatorRole = z.infer<typeof OperatorRole>;

/** One who runs the installation. Times are milliseconds since the Unix epoch. */
export const Operator = z.object({
  name: z.string(),
  role: OperatorRole,
  created: z.number(),
  hasTotp: z.boolean(),
  /** Missing for one who has never signed in. */
  lastSignIn: z.optional(z.number()),
  /** Invited, and has set no password yet. */
  isInvited: z.boolean(),
});
export type Operator = z.infer<typeof Operator>;

/** Where a browser stands: nobody has an account yet, it is signed out, or it is signed in. */
export const Standing = z.discriminatedUnion('name', [
  z.object({ name: z.literal('setup') }),
  z.object({ name: z.literal('signedOut') }),
  z.object({
    name: z.literal('signedIn'),
    operator: Operator,
    /** Goes with every call that follows, in the header `x-freshet-csrf`. */
    csrf: z.string(),
    /** Where users open the server, such as `https://live.example.org`; missing where that is where the console is open. */
    publicOrigin: z.optional(z.string()),
  }),
]);
export type Standing = z.infer<typeof Standing>;

/** One change, as the audit log keeps it. */
export const AuditEntry = z.object({
  id: z.int(),
  at: z.number(),
  /** The operator's name, or `command`; empty where nobody was signed in. */
  actor: z.string(),
  address: z.string(),
  /** The name of the endpoint, such as `updateProject`. */
  action: z.string(),
  /** What it was about, such as an AppID. */
  subject: z.string(),
  /** What changed, without any secret. */
  detail: z.record(z.string(), z.unknown()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

const name = z.string().check(z.minLength(1), z.maxLength(64), z.regex(/^[^\p{C}]+$/u));
/** At least 10 characters. */
export const Password = z.string().check(z.minLength(10), z.maxLength(256));
const enteredPassword = z.string().check(z.maxLength(256));
const code = z.string().check(z.maxLength(32));
const nothing = z.object({});

/** Endpoints about operators: who may call, what goes in, what comes out. */
export const accountEndpoints = {
  standing: ['anyone', nothing, Standing],
  /** With the one-time secret of the setup link, or of an invitation's link. */
  setUp: ['anyone', z.object({ secret: z.string().check(z.maxLength(128)), name, password: Password }), Standing],
  /** Refused with `codeNeeded` where the account wants a second factor and no code came. */
  signIn: ['anyone', z.object({ name, password: enteredPassword, code: z.optional(code) }), Standing],
  signOut: ['viewer', nothing, nothing],
  /** Ends every other session of the operator. */
  changePassword: ['viewer', z.object({ current: enteredPassword, next: Password }), nothing],
  /** A fresh secret for an authenticator; nothing is switched on before {@link confirmTotp}. */
  beginTotp: ['viewer', nothing, z.object({ secret: z.string(), uri: z.string() })],
  confirmTotp: ['viewer', z.object({ code }), z.object({ recoveryCodes: z.array(z.string()) })],
  removeTotp: ['viewer', z.object({ password: enteredPassword }), nothing],
  operators: ['owner', nothing, z.object({ operators: z.array(Operator) })],
  /** Answers the path and fragment of a link that works once, for a day. */
  inviteOperator: ['owner', z.object({ name, role: OperatorRole }), z.object({ path: z.string() })],
  setOperatorRole: ['owner', z.object({ name, role: OperatorRole }), nothing],
  /** Ends its sessions. The last owner stays. */
  removeOperator: ['owner', z.object({ name }), nothing],
  /** Newest first. */
  audit: [
    'operator',
    z.object({ before: z.optional(z.int()), limit: z.int().check(z.minimum(1), z.maximum(200)) }),
    z.object({ entries: z.array(AuditEntry), more: z.boolean() }),
  ],
} as const;
