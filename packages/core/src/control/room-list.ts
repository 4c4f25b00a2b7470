import type { AppID } from '@freshet/protocol';
import type { Homes } from '../rooms/homes.ts';
import type { Room } from '../rooms/room.ts';
import type { Page, RoomFacts } from './facts.ts';
import { cutPage, type PageWish } from './paging.ts';

/** Which rooms are wanted. */
export type RoomsWish = PageWish & { readonly appID?: AppID; readonly order?: 'name' | 'users' };

/** The rooms of this node in order. The order by name is kept until a room comes or goes. */
export class RoomList {
  readonly #homes: Homes;
  #byName: readonly Room[] = [];
  #version = -1;

  constructor(homes: Homes) {
    this.#homes = homes;
  }

  page({ appID, order = 'name', ...wish }: RoomsWish): Page<RoomFacts> {
    const rooms = this.#inOrder(order);
    const items = appID === undefined ? rooms : rooms.filter(({ place }) => place.appID === appID);
    const positions = order === 'users' ? new Map(items.map((room, index) => [room, index])) : undefined;
    return cutPage(
      {
        items,
        size: items.length,
        names: ({ place }) => [place.roomID],
        // An order that changes all the time is paged by places, the one by names from name to name.
        cursor: (room) => (positions ? String(positions.get(room)) : room.key),
        isAfter: (room, cursor) =>
          positions ? (positions.get(room) ?? 0) > Number(cursor) : isLater(room.key, cursor),
      },
      wish,
      (room) => roomFacts(room, this.#homes.node),
    );
  }

  #inOrder(order: 'name' | 'users'): readonly Room[] {
    if (this.#version !== this.#homes.version) {
      this.#byName = [...this.#homes.rooms()].sort((a, b) => compareKeys(a.key, b.key));
      this.#version = this.#homes.version;
    }
    return order === 'name' ? this.#byName : this.#byName.toSorted((a, b) => b.userCount - a.userCount);
  }
}

/** A room as those who run it see it. */
export const roomFacts = (room: Room, node: string): RoomFacts => ({
  ...room.place,
  roomSessionID: room.sessionID,
  created: room.created,
  userCount: room.userCount,
  streamCount: room.streamCount,
  node,
});

// By the room's name, and then by its project.
function compareKeys(a: string, b: string): number {
  const [nameA, nameB] = [nameOf(a), nameOf(b)];
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

const isLater = (key: string, cursor: string): boolean => compareKeys(key, cursor) > 0;
const nameOf = (key: string): string => key.slice(key.indexOf('/') + 1);
