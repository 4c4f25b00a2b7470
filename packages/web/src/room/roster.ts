import { type EventData, type RoomSnapshot, StreamDeleteReason, type StreamInfo, type User } from '@freshet/protocol';

/** What changed in a room, without the user oneself. */
export type RosterChange = {
  readonly usersAdded: readonly User[];
  readonly usersRemoved: readonly User[];
  readonly streamsAdded: readonly StreamInfo[];
  readonly streamsRemoved: readonly { readonly stream: StreamInfo; readonly reason: number }[];
  /** Streams whose extra info is another one now. */
  readonly streamsDescribed: readonly StreamInfo[];
};

type StreamsChange = Pick<RosterChange, 'streamsAdded' | 'streamsRemoved' | 'streamsDescribed'>;

/** The other users and their streams, as this client knows them. Every change is told once, however it was learnt. */
export class Roster {
  readonly #self: string;
  readonly #users = new Map<string, User>();
  readonly #streams = new Map<string, StreamInfo>();

  constructor(self: string) {
    this.#self = self;
  }

  /** Every stream of others. */
  get knownStreams(): readonly StreamInfo[] {
    return [...this.#streams.values()];
  }

  /** Takes over a whole room, as told after a login or a return. */
  replace({ users, streams }: Pick<RoomSnapshot, 'users' | 'streams'>): RosterChange {
    const usersNow = new Map(users.map((user) => [user.userID, user]));
    const streamsNow = new Map(streams.map((stream) => [stream.streamID, stream]));
    const usersGone = [...this.#users.values()].filter((user) => {
      return usersNow.get(user.userID)?.userName !== user.userName;
    });
    // Under the same name there may be a stream of another publisher by now.
    const streamsGone = this.knownStreams.filter(({ streamID, user }) => {
      return streamsNow.get(streamID)?.user.userID !== user.userID;
    });
    const removed = streamsGone.map((stream) => ({ stream, reason: StreamDeleteReason.Disconnected }));
    return {
      ...this.users({ added: users, removed: usersGone }),
      ...this.streams({ added: streams, removed }),
    };
  }

  /** Takes in an event of the room's users. */
  users({ added, removed }: EventData<'users'>): Pick<RosterChange, 'usersAdded' | 'usersRemoved'> {
    const usersRemoved = removed.filter((user) => this.#users.delete(user.userID));
    const usersAdded = added.filter((user) => user.userID !== this.#self && !this.#users.has(user.userID));
    for (const user of usersAdded) this.#users.set(user.userID, user);
    return { usersAdded, usersRemoved };
  }

  /** Takes in an event of the room's streams. */
  streams({ added, removed }: EventData<'streams'>): StreamsChange {
    const streamsRemoved = removed.filter(({ stream }) => this.#streams.delete(stream.streamID));
    const { streamsDescribed } = this.describe({ streams: added });
    const streamsAdded = added.filter((one) => one.user.userID !== this.#self && !this.#streams.has(one.streamID));
    for (const stream of streamsAdded) this.#streams.set(stream.streamID, stream);
    return { streamsAdded, streamsRemoved, streamsDescribed };
  }

  /** Takes in an event of what publishers say of their streams. */
  describe({ streams }: EventData<'streamExtraInfo'>): Pick<RosterChange, 'streamsDescribed'> {
    const streamsDescribed = streams.filter(({ streamID, extraInfo }) => {
      const known = this.#streams.get(streamID);
      return known !== undefined && known.extraInfo !== extraInfo;
    });
    for (const stream of streamsDescribed) this.#streams.set(stream.streamID, stream);
    return { streamsDescribed };
  }
}
