import type { ConsoleBody, UserView } from '@freshet/protocol/console';
import type { RoomPlace } from '../live-address.ts';

/** Whom a rule is for. */
export const whoms = ['roomUser', 'user', 'address'] as const;
export type Whom = (typeof whoms)[number];

/** How long a rule stands, in seconds; the server allows a day at most. */
export const lengths = ['600', '3600', '21600', '86400'] as const;

/** What an operator wants to forbid. */
export type ForbidWish = {
  readonly whom: Whom;
  readonly login: boolean;
  readonly publish: boolean;
  readonly seconds: (typeof lengths)[number];
};

/** The rule that the server is asked for. */
export function ruleOf(wish: ForbidWish, place: RoomPlace, { user, address }: UserView): ConsoleBody<'forbidUser'> {
  const subjects = {
    roomUser: { roomID: place.roomID, userID: user.userID },
    user: { userID: user.userID },
    address: { address },
  } as const satisfies Record<Whom, object>;
  const { login, publish, seconds } = wish;
  return { appID: place.appID, ...subjects[wish.whom], login, publish, seconds: Number(seconds) };
}
