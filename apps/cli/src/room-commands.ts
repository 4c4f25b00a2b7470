import type { RoomView } from '@freshet/protocol/console';
import type { Output } from './output.ts';
import type { Body, Reach } from './reach.ts';
import { table } from './table.ts';

const PAGE = 500;

/** Lists rooms, the fullest first. */
export async function listRooms(
  reach: Reach,
  output: Output,
  wish: { appID?: number | undefined; search?: string | undefined },
): Promise<void> {
  const rooms: RoomView[] = [];
  for (;;) {
    const view = { view: 'rooms', order: 'users', offset: rooms.length, limit: PAGE, ...wish } as const;
    const page = await reach.call('look', { view });
    if (page.view !== 'rooms') break;
    rooms.push(...page.rooms);
    if (page.rooms.length === 0 || rooms.length >= page.total) break;
  }
  const row = ({ appID, roomID, userCount, streamCount, created }: RoomView) =>
    [appID, roomID, userCount, streamCount, new Date(created).toISOString()] as const;
  output.answer(rooms, table(['AppID', 'RoomID', 'Users', 'Streams', 'Since'], rooms.map(row)));
}

/** Sends users away. */
export async function kick(reach: Reach, output: Output, wish: Body<'kick'>): Promise<void> {
  await reach.call('kick', wish);
  output.answer(
    { kicked: wish.userIDs },
    wish.userIDs.map((userID) => `${userID} is not in ${wish.roomID} any more\n`).join(''),
  );
}

/** Mints a token of 24 hours. */
export async function mintToken(reach: Reach, output: Output, wish: Body<'mintToken'>): Promise<void> {
  const { token, expires } = await reach.call('mintToken', wish);
  output.answer({ token, expires }, `${token}\n`);
  output.remark(`Valid until ${new Date(expires).toISOString()}.`);
}
