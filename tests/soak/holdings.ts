import * as z from 'zod';

/** What a server holds at one moment. */
export const Holdings = z.object({
  /** Bytes of its process in memory, and of its JavaScript heap after a garbage collection. */
  resident: z.number(),
  heap: z.number(),
  /** Bytes of its media workers in memory. */
  workers: z.number(),
  /** TCP connections of whatever kind that are open. */
  sockets: z.number(),
  /** What should be gone once everyone has left: by what it is, how many there are. */
  left: z.record(z.string(), z.number()),
});
export type Holdings = z.infer<typeof Holdings>;

/** What the process of a server says: first who may issue passes for it, then what it holds, each time it is asked. */
export const Said = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    issuer: z.object({ origin: z.string(), appID: z.number(), serverSecret: z.string() }),
  }),
  z.object({ type: z.literal('holdings'), holdings: Holdings }),
]);
export type Said = z.infer<typeof Said>;
