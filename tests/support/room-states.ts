/** The states of a room as its callback tells them. */
export const ROOM = {
  Logining: 0,
  Logined: 1,
  LoginFailed: 2,
  Reconnecting: 3,
  Reconnected: 4,
  ReconnectFailed: 5,
  KickOut: 6,
  Logout: 7,
  LogoutFailed: 8,
} as const;
