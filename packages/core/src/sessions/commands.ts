import {
  FreshetError,
  type Method,
  type Params,
  type Result,
  refuseRoomExtraInfo,
  StreamDeleteReason,
} from '@freshet/protocol';
import type { Session } from './session.ts';

/** The requests of a session that is logged in; `login` and `resume` make one, `logout` and `ping` need no turn. */
export type CommandName = Exclude<Method, 'login' | 'resume' | 'logout' | 'ping'>;

type Commands = { readonly [M in CommandName]: (session: Session, params: Params<M>) => Promise<Result<M>> };

const VIEWER = 'viewer';
const publisher = (streamID: string): string => `publish ${streamID}`;

/**
 * What each request does. Requests about one publish, and those about the receiving side, run one after the other;
 * a play keeps its own turn, since it may wait for its publisher.
 */
export const commands: Commands = {
  viewer: (session) => session.inTurn(VIEWER, async () => ({ answer: await session.receiving.open() })),

  negotiate: (session, { target, offer }) =>
    target.kind === 'viewer'
      ? session.inTurn(VIEWER, async () => ({ answer: await session.receiving.negotiate(offer) }))
      : session.inTurn(publisher(target.streamID), async () => ({
          answer: await session.publishing.negotiate(target.streamID, offer),
        })),

  publish: (session, { streamID, extraInfo }) =>
    session.inTurn(publisher(streamID), async () => ({
      answer: await session.publishing.publish(streamID, extraInfo),
    })),

  unpublish: (session, { streamID }) =>
    session.inTurn(publisher(streamID), async () => {
      session.publishing.unpublish(streamID, StreamDeleteReason.PublisherStopped);
      return {};
    }),

  play: async (session, { streamID, resourceMode }) => ({
    answer: await session.receiving.play(streamID, resourceMode),
  }),

  playReady: async (session, { streamID }) => {
    await session.receiving.ready(streamID);
    return {};
  },

  stopPlay: async (session, { streamID }) => {
    session.receiving.stop(streamID);
    return {};
  },

  renewToken: (session, { token }) =>
    session.inTurn('token', async () => {
      await session.renewToken(token);
      return {};
    }),

  setRoomExtraInfo: async (session, { key, value }) => {
    const refused = refuseRoomExtraInfo(key, value);
    if (refused) throw new FreshetError(refused);
    session.room.setExtraInfo(key, value, session.entrant.user);
    return {};
  },

  setStreamExtraInfo: (session, { streamID, extraInfo }) =>
    session.inTurn(publisher(streamID), async () => {
      session.publishing.describe(streamID, extraInfo);
      return {};
    }),
};
