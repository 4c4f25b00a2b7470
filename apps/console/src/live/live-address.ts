import { useSearch } from 'wouter';

/** A room of a project. */
export type RoomPlace = { readonly appID: number; readonly roomID: string };
/** A stream in a room. */
export type StreamPlace = RoomPlace & { readonly streamID: string };

/** The address of the rooms of a project, or of all. */
export const roomsPath = (appID?: number): string => (appID === undefined ? '/rooms' : `/rooms?appID=${appID}`);

/** The address of a room's page. IDs go behind the question mark, since they have letters that paths use. */
export const roomPath = ({ appID, roomID }: RoomPlace): string => `/rooms/room?${query({ appID, roomID })}`;

/** The address of a stream's page, or of one viewer on it. */
export function streamPath({ appID, roomID, streamID }: StreamPlace, userID?: string): string {
  return `/rooms/stream?${query({ appID, roomID, streamID, ...(userID === undefined ? {} : { userID }) })}`;
}

/** What the address names; an ID that it lacks is empty. */
export function useLiveAddress(): {
  readonly appID: number | undefined;
  readonly roomID: string;
  readonly streamID: string;
  readonly userID: string;
} {
  // Only told from here that it changed: the router's own text is decoded once too often for IDs with a percent sign.
  useSearch();
  return readAddress(window.location.search);
}

/** The same, of any text behind a question mark. */
export function readAddress(search: string): ReturnType<typeof useLiveAddress> {
  const named = new URLSearchParams(search);
  const appID = Number(named.get('appID') ?? Number.NaN);
  return {
    appID: Number.isInteger(appID) ? appID : undefined,
    roomID: named.get('roomID') ?? '',
    streamID: named.get('streamID') ?? '',
    userID: named.get('userID') ?? '',
  };
}

function query(named: Readonly<Record<string, string | number>>): string {
  return new URLSearchParams(Object.entries(named).map(([name, value]) => [name, String(value)])).toString();
}
