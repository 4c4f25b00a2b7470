import type { StreamID } from '@freshet/protocol';
import { type ApiCode, ApiRefusal } from '@freshet/protocol/server-api';
import type { Call, Handlers } from './handler.ts';

export const streamHandlers: Handlers<
  | 'describeSimpleStreamList'
  | 'addStream'
  | 'deleteStream'
  | 'forbidRTCStream'
  | 'resumeRTCStream'
  | 'forbidRTCStreams'
  | 'resumeRTCStreams'
  | 'describeRTCStreamState'
> = {
  describeSimpleStreamList: ({ appID, control }, { roomID }) => ({
    streamList: control.streams(appID, roomID).map(({ streamID, user, created: createTime }, index) => ({
      streamID,
      ...user,
      createTime,
      streamNumberID: index + 1,
    })),
  }),

  addStream: async ({ appID, control }, { roomID, userID, userName = userID, streamID, streamTitle, extraInfo }) => {
    const stream = { streamID, user: { userID, userName }, title: streamTitle, extraInfo };
    const outcome = await control.addStream(appID, roomID, stream);
    if (outcome === 'noRoom') throw new ApiRefusal(104);
    if (outcome === 'clash') throw new ApiRefusal(1012);
    if (outcome === 'tooMany') throw new ApiRefusal(50123, 'too many streams were added to this room');
    return {};
  },

  deleteStream: async ({ appID, control }, { roomID, streamID, userID }) => {
    const outcome = await control.deleteStream(appID, roomID, { streamID, userID });
    if (outcome === 'noRoom') throw new ApiRefusal(104);
    if (outcome === 'noStream') throw new ApiRefusal(138);
    return {};
  },

  forbidRTCStream: (call, { streamID, sequence }) => forbid(call, [streamID], sequence, 42001),
  resumeRTCStream: (call, { streamID, sequence }) => resume(call, [streamID], sequence, 42002),
  forbidRTCStreams: (call, { streamIDs, sequence }) => forbid(call, streamIDs, sequence, 42003),
  resumeRTCStreams: (call, { streamIDs, sequence }) => resume(call, streamIDs, sequence, 42004),

  // What is asked changes nothing, so that its sequence does not matter.
  describeRTCStreamState: ({ appID, control }, { streamID }) => {
    const state = control.streamState(appID, streamID);
    if (state === undefined) throw new ApiRefusal(41004);
    const createTime = Math.floor(state.created / 1000);
    if (state.name === 'active') return { state: 'active', createTime };
    return { state: 'closed', createTime, closeTime: Math.floor(state.closed / 1000) };
  },
};

function forbid(
  call: Call,
  streamIDs: readonly StreamID[],
  sequence: number,
  overtaken: ApiCode,
): Record<string, never> {
  inOrder(call, streamIDs, sequence, overtaken);
  if (call.control.forbidStreams(call.appID, streamIDs) === 'tooMany') throw new ApiRefusal(50123);
  return {};
}

function resume(
  call: Call,
  streamIDs: readonly StreamID[],
  sequence: number,
  overtaken: ApiCode,
): Record<string, never> {
  inOrder(call, streamIDs, sequence, overtaken);
  for (const streamID of streamIDs) call.control.resumeStream(call.appID, streamID);
  return {};
}

function inOrder(call: Call, streamIDs: readonly StreamID[], sequence: number, overtaken: ApiCode): void {
  if (!call.sequences.take(call.appID, streamIDs, sequence)) throw new ApiRefusal(overtaken);
}
