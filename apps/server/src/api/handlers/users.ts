import type { Handlers } from './handler.ts';

/** The only role there is; roles mean something to the original's older SDK alone. */
const AUDIENCE = 2;
const LONGEST_PAGE = 200;

export const userHandlers: Handlers<'describeUserNum' | 'describeUserList' | 'describeUsers' | 'kickoutUser'> = {
  describeUserNum: ({ appID, control }, { roomIDs }) => ({
    userCountList: roomIDs.map((roomID) => ({
      roomID,
      userCount: control.room(appID, roomID)?.userCount ?? 0,
      adminUserCount: 0,
    })),
  }),

  describeUserList: ({ appID, control }, { roomID, mode, limit, marker }) => {
    const { items, next } = control.users(appID, roomID, {
      order: mode === 0 ? 'oldest' : 'newest',
      limit: limit || LONGEST_PAGE,
      ...(marker === '' ? {} : { after: marker }),
    });
    return { marker: next ?? '', userList: items.map(({ user }) => ({ ...user, userRole: AUDIENCE })) };
  },

  describeUsers: ({ appID, control }, { roomID, userIDs }) => ({
    userStatusList: userIDs.map((userID) => {
      const facts = control.user(appID, roomID, userID);
      return { userID, status: facts ? 1 : 0, loginTime: facts?.loginTime ?? 0, userRole: AUDIENCE };
    }),
  }),

  kickoutUser: async ({ appID, control }, { roomID, userIDs, customReason }) => {
    await control.kick(appID, roomID, userIDs, customReason);
    return {};
  },
};
