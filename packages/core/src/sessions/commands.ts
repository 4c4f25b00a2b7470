import { type Method, type Params, type Result, StreamDeleteReason } from '@freshet/protocol';
import type { Session } from './session.ts';

/** The requests of a session that is logged in; `login` and `resume` make one, `logout` and `ping` need no turn. */
export type CommandName = Exclude<Method, 'login' | 'resume' | 'logout' | 'ping'>;

type Commands = { readonly [M in CommandName]: (session: Session, params: Params<M>) => Promise<Result<M>> };

const VIEWER = 'viewer';
const publisher = (streamID: string): string => `publish ${streamID}`;

/**
 * What each request does. Requests about one publish, and those about the receiving side, run one after the other.
 * A play has no turn, since it may wait for its publisher: it takes its place at once, and the next request about the
 * stream finds it there.
 */
export const commands: Commands = {
  viewer: ({ turns, receiving }) => turns.take(VIEWER, async () => ({ answer: await receiving.open() })),

  negotiate: ({ turns, receiving, publishing }, { target, offer }) =>
    target.kind === 'viewer'
      ? turns.take(VIEWER, async () => ({ answer: await receiving.negotiate(offer) }))
      : turns.take(publisher(target.streamID), async () => ({
          answer: await publishing.negotiate(target.streamID, offer),
        })),

  publish: ({ turns, publishing }, { streamID, extraInfo }) =>
    turns.take(publisher(streamID), async () => ({ answer: await publishing.publish(streamID, extraInfo) })),

  unpublish: ({ turns, publishing }, { streamID }) =>
    turns.take(publisher(streamID), async () => {
      publishing.unpublish(streamID, StreamDeleteReason.PublisherStopped);
      return {};
    }),

  play: ({ turns, receiving }, { streamID, resourceMode }) =>
    turns.beside(async () => ({ answer: await receiving.play(streamID, resourceMode) })),

  playReady: ({ turns, receiving }, { streamID }) =>
    turns.beside(async () => {
      await receiving.ready(streamID);
      return {};
    }),

  stopPlay: async ({ receiving }, { streamID }) => {
    receiving.stop(streamID);
    return {};
  },

  renewToken: (session, { token }) =>
    session.turns.take('token', async () => {
      await session.renewToken(token);
      return {};
    }),

  setRoomExtraInfo: async ({ talk }, { key, value }) => {
    talk.note(key, value);
    return {};
  },

  setStreamExtraInfo: ({ turns, publishing }, { streamID, extraInfo }) =>
    turns.take(publisher(streamID), async () => {
      publishing.describe(streamID, extraInfo);
      return {};
    }),

  sendBroadcastMessage: async ({ talk }, { message }) => ({ messageID: talk.broadcast(message) }),

  sendBarrageMessage: async ({ talk }, { message }) => ({ messageID: talk.barrage(message) }),

  sendCustomCommand: async ({ talk }, { command, toUserIDs }) => {
    talk.command(command, toUserIDs);
    return {};
  },

  report: async (session, report) => {
    session.report(report);
    return {};
  },
};
