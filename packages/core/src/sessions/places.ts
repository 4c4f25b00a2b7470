import type { Caps } from '../rooms/homes.ts';
import { userKey } from '../rooms/room-key.ts';
import type { Entrant } from './entrant.ts';
import type { Parts } from './parts.ts';

/**
 * Keeps a place for a user on its way in: in its room, and in its project. What would refuse a login for want of room
 * refuses it here, before an older login of the user is ended for it; and the older one, which gives its own places up,
 * takes none away from it.
 *
 * @returns gives the places back, once the user has taken them or is not coming
 * @throws FreshetError 1002034 where the room is full, 1002035 and 1002037 where the project has its fill of rooms or
 * users
 */
export function keepPlaces(
  { homes, roll }: Pick<Parts, 'homes' | 'roll'>,
  { appID, roomID, userID }: Entrant,
  caps: Caps,
): () => void {
  const user = userKey(appID, userID);
  const place = { appID, roomID };
  homes.checkPlace(place, userID, caps, roll.find(user)?.room);
  roll.checkPlace(appID, user, caps.limits.users);
  const releases = [homes.expect(place, userID), roll.expect(appID, user)];
  return () => {
    for (const release of releases) release();
  };
}
