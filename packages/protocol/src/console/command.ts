import * as z from 'zod/mini';

/** Name of the socket in the data folder over which the `freshet` command reaches the server on its machine. */
export const COMMAND_SOCKET = 'control.sock';

/** A running server, as far as it concerns whoever runs it. Times are milliseconds since the Unix epoch. */
export const AboutServer = z.object({
  version: z.string(),
  pid: z.int(),
  /** Where this machine's browsers open it. */
  origin: z.string(),
  /** Where users open it, where that is another address. */
  publicOrigin: z.optional(z.string()),
  startedAt: z.number(),
  isDraining: z.boolean(),
  node: z.string(),
  /** Addresses told to clients for media. */
  mediaAddresses: z.array(z.string()),
  workers: z.int(),
  /** Variables of its environment that look like settings and are none; a server of an earlier version tells of none. */
  unknownSettings: z._default(z.array(z.object({ name: z.string(), meant: z.optional(z.string()) })), []),
  /** Missing without HTTPS. */
  certificate: z.optional(z.object({ end: z.number(), names: z.array(z.string()) })),
});
export type AboutServer = z.infer<typeof AboutServer>;

/** A way to a media worker that clients are told of, and whether it leads there from the server's own machine. */
export const MediaWay = z.object({
  address: z.string(),
  port: z.int(),
  protocol: z.enum(['udp', 'tcp']),
  answered: z.boolean(),
});
export type MediaWay = z.infer<typeof MediaWay>;

const nothing = z.object({});

/** Endpoints for the `freshet` command alone, beside those of the console: `POST /<endpoint>` on {@link COMMAND_SOCKET}. */
export const commandEndpoints = {
  about: ['owner', nothing, AboutServer],
  /** Knocks at the media ports as a browser would. Takes a second or two where nobody answers. */
  probe: ['owner', nothing, z.object({ ways: z.array(MediaWay) })],
  /** Copies what outlives the server, and its key, to a new folder on the server's machine. */
  backup: ['owner', z.object({ folder: z.string().check(z.minLength(1), z.maxLength(4096)) }), nothing],
} as const;
