import { type OperationName, type OperationResult, toOriginal } from '@freshet/protocol/server-api';

/** What stands in the reply of a signed request, beside its RequestId. */
export type OriginalReply = { readonly Code: number; readonly Message: string; readonly Data: unknown };

type Writers = { readonly [N in OperationName]?: (result: OperationResult<N>) => Partial<OriginalReply> };

const CLOSED = 41006;

/** Where the original says something in another way than its names would have it. */
const writers: Writers = {
  describeRTCStreamState: ({ state, createTime, closeTime }) => ({
    ...(state === 'closed' ? { Code: CLOSED, Message: 'the stream is closed' } : {}),
    Data: { create_time: String(createTime), close_time: String(closeTime ?? '') },
  }),
  sendCustomCommand: ({ failUsers }) => ({
    Data: { FailUsers: failUsers.map(({ userID, code }) => ({ Uid: userID, Code: code })) },
  }),
};

/** A result as the original would reply it. */
export function originalReply<N extends OperationName>(name: N, result: OperationResult<N>): OriginalReply {
  const write: Writers[N] = writers[name];
  return { Code: 0, Message: 'success', Data: toOriginal(result), ...write?.(result) };
}
