import type { AppID, RoomID, SessionID, StreamID, UserID } from '@freshet/protocol';
import type { Homes } from '../rooms/homes.ts';
import type { Room, RoomStream } from '../rooms/room.ts';
import { roomKey, type StreamKey, streamKey } from '../rooms/room-key.ts';
import type { Member } from '../rooms/seat.ts';
import type { Roll } from '../sessions/roll.ts';
import type { Session } from '../sessions/session.ts';
import type { Audience } from '../streams/audience.ts';
import type { StreamDirectory } from '../streams/directory.ts';
import type { StreamHistory } from '../streams/stream-history.ts';
import type { Page, RoomFacts, StreamFacts, StreamState, UserFacts } from './facts.ts';
import { cutPage, type PageWish } from './paging.ts';
import { RoomList, type RoomsWish, roomFacts } from './room-list.ts';

/** Where everything that can be looked at is. */
export type LookParts = {
  readonly homes: Homes;
  readonly roll: Roll;
  readonly directory: StreamDirectory;
  readonly viewers: Audience<StreamKey, Session>;
  readonly history: StreamHistory;
};

const NOBODY: Page<never> = { items: [], total: 0 };

/** What there is in the rooms of this node. */
export class RoomLooks {
  readonly #parts: LookParts;
  readonly #list: RoomList;

  constructor(parts: LookParts) {
    this.#parts = parts;
    this.#list = new RoomList(parts.homes);
  }

  rooms(wish: RoomsWish): Page<RoomFacts> {
    return this.#list.page(wish);
  }

  room(appID: AppID, roomID: RoomID): RoomFacts | undefined {
    const room = this.#room(appID, roomID);
    return room && roomFacts(room, this.#parts.homes.node);
  }

  users(appID: AppID, roomID: RoomID, wish: PageWish & { readonly order: 'oldest' | 'newest' }): Page<UserFacts> {
    const room = this.#room(appID, roomID);
    if (!room) return NOBODY;
    const isOldestFirst = wish.order === 'oldest';
    return cutPage(
      {
        items: isOldestFirst ? room.members : [...room.members].reverse(),
        size: room.userCount,
        names: ({ seat }) => [seat.user.userID, seat.user.userName],
        cursor: ({ number }) => String(number),
        isAfter: ({ number }, cursor) => (isOldestFirst ? number > Number(cursor) : number < Number(cursor)),
      },
      wish,
      (member) => this.#member(member),
    );
  }

  user(appID: AppID, roomID: RoomID, userID: UserID): UserFacts | undefined {
    const member = this.#room(appID, roomID)?.member(userID);
    return member && this.#member(member);
  }

  streams(appID: AppID, roomID: RoomID): readonly StreamFacts[] {
    const room = this.#room(appID, roomID);
    return room ? [...room.streams].map((stream) => this.#stream(room, stream)) : [];
  }

  stream(appID: AppID, streamID: StreamID): (StreamFacts & { readonly roomID: RoomID }) | undefined {
    const key = this.#parts.directory.roomOf(streamKey(appID, streamID));
    const room = key && this.#parts.homes.room(key);
    const stream = room?.stream(streamID);
    return room && stream && { ...this.#stream(room, stream), roomID: room.place.roomID };
  }

  streamState(appID: AppID, streamID: StreamID): StreamState | undefined {
    return this.#parts.history.state(streamKey(appID, streamID));
  }

  viewers(appID: AppID, streamID: StreamID, wish: PageWish): Page<UserFacts> {
    const key = streamKey(appID, streamID);
    const places = wish.after === undefined ? undefined : this.#placesOf(key);
    return cutPage(
      {
        items: this.#parts.viewers.of(key),
        size: this.#parts.viewers.count(key),
        names: ({ entrant }) => [entrant.user.userID, entrant.user.userName],
        cursor: ({ id }) => id,
        // A viewer who has gone has no place, and the list begins anew.
        isAfter: ({ id }, cursor) => (places?.get(id) ?? 0) > (places?.get(cursor as SessionID) ?? -1),
      },
      wish,
      userFacts,
    );
  }

  #room(appID: AppID, roomID: RoomID): Room | undefined {
    return this.#parts.homes.room(roomKey(appID, roomID));
  }

  #placesOf(key: StreamKey): ReadonlyMap<SessionID, number> {
    return new Map([...this.#parts.viewers.of(key)].map(({ id }, index) => [id, index]));
  }

  // A login that has its seat and not yet its session is not there for those who look.
  #member({ seat }: Member): UserFacts | undefined {
    const session = this.#parts.roll.get(seat.sessionID);
    return session && userFacts(session);
  }

  #stream({ place }: Room, { info, life }: RoomStream): StreamFacts {
    const { directory, viewers } = this.#parts;
    const key = streamKey(place.appID, info.streamID as StreamID);
    const publication = directory.find(key);
    const ofMedia = publication?.state === 'flowing' ? 'flowing' : 'interrupted';
    return {
      streamID: info.streamID as StreamID,
      user: info.user,
      extraInfo: info.extraInfo,
      created: life.created,
      state: publication?.hasBegun ? ofMedia : 'announced',
      viewerCount: viewers.count(key),
    };
  }
}

function userFacts(session: Session): UserFacts {
  return {
    user: session.entrant.user,
    sessionID: session.id,
    loginTime: session.loginTime,
    attached: session.attached,
    address: session.entrant.address,
    publishing: session.publishing.streamIDs as StreamID[],
    playing: session.receiving.streamIDs as StreamID[],
  };
}
