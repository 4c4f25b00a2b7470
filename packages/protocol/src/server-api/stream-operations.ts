import * as z from 'zod/mini';
import { type Operation, perSecond } from './operation.ts';
import { nothing, roomID, secondsTime, sequence, shortText, streamID, time, userID, userName } from './parameters.ts';

const ofRoom = streamID(2);
const ofMedia = streamID(30009);
const several = z.object({
  streamIDs: z.array(streamID(30006)).check(z.minLength(1, { error: '30006' }), z.maxLength(20, { error: '30006' })),
  sequence,
});
const one = z.object({ streamID: ofMedia, sequence });

/** What is published, and what must not be. */
export const streamOperations = {
  describeSimpleStreamList: {
    action: 'DescribeSimpleStreamList',
    summary: 'The streams of a room; none in a room that is not there.',
    group: 'Streams',
    params: z.object({ roomID }),
    result: z.object({
      streamList: z.array(
        z.object({
          streamID: z.string(),
          userID: z.string(),
          userName: z.string(),
          createTime: time,
          streamNumberID: z.int().check(z.meta({ description: 'Its place in the list, from 1.' })),
        }),
      ),
    }),
    rates: { project: { calls: 50, seconds: 1 }, room: { calls: 1, seconds: 10 } },
    tooOften: 206,
    codes: [2, 3, 207],
  },
  addStream: {
    action: 'AddStream',
    summary:
      'Announces a stream in a room, one of at most 500. It brings no media: whoever plays it waits until its user publishes it in this room, which no other user may. From then on it is as any other stream: its extra info is what the publisher says, and it is gone when the publishing ends. Repeated for a stream that the user has in the room, it brings the extra info of one not yet published up to date.',
    group: 'Streams',
    params: z.object({
      roomID,
      userID,
      userName,
      streamID: ofRoom,
      streamTitle: z._default(shortText(127, 'Told by the callback stream_create, when the stream is new.'), ''),
      extraInfo: z._default(shortText(1024, 'The extra info of the stream.'), ''),
      censorFlag: z.optional(z.literal([0, 1]).check(z.meta({ description: 'Taken, and not used.' }))),
    }),
    result: nothing,
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3, 104, 1012, 50123],
  },
  deleteStream: {
    action: 'DeleteStream',
    summary: 'Tells a room that a stream of this user is gone; its publisher is not told.',
    group: 'Streams',
    params: z.object({ roomID, userID, userName, streamID: ofRoom }),
    result: nothing,
    rates: perSecond(10),
    tooOften: 206,
    codes: [2, 3, 104, 138],
  },
  forbidRTCStream: {
    action: 'ForbidRTCStream',
    summary: 'Ends a stream and keeps it from being published and played, until it is resumed.',
    group: 'Streams',
    params: one,
    result: nothing,
    rates: perSecond(20),
    tooOften: 30002,
    codes: [2, 30009, 42001, 50123],
  },
  resumeRTCStream: {
    action: 'ResumeRTCStream',
    summary: 'Lets a forbidden stream be published again.',
    group: 'Streams',
    params: one,
    result: nothing,
    rates: perSecond(20),
    tooOften: 30002,
    codes: [2, 30009, 42002],
  },
  forbidRTCStreams: {
    action: 'ForbidRTCStreams',
    summary: 'Forbids up to 20 streams at once.',
    group: 'Streams',
    params: several,
    result: nothing,
    rates: perSecond(20),
    tooOften: 30002,
    codes: [2, 30006, 42003, 50123],
  },
  resumeRTCStreams: {
    action: 'ResumeRTCStreams',
    summary: 'Resumes up to 20 streams at once.',
    group: 'Streams',
    params: several,
    result: nothing,
    rates: perSecond(20),
    tooOften: 30002,
    codes: [2, 30006, 42004],
  },
  describeRTCStreamState: {
    action: 'DescribeRTCStreamState',
    summary: 'Whether a stream is being published, or when it ended.',
    group: 'Streams',
    params: one,
    result: z.object({
      state: z.enum(['active', 'closed']),
      createTime: secondsTime,
      /** Of a closed one alone. */
      closeTime: z.optional(secondsTime),
    }),
    rates: perSecond(40),
    tooOften: 30002,
    codes: [2, 30009, 41004],
  },
} as const satisfies Record<string, Operation>;
