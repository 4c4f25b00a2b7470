import { type ErrorCode, RoomStateChangedReason as Reason } from '@freshet/protocol';

/** Where a client stands towards a room. */
export type RoomState = 'out' | 'loggingIn' | 'in' | 'returning' | 'leaving';

/** What can happen to it. */
export type RoomFact =
  | { readonly type: 'loginCalled' }
  /** The server let the client in, for the first time or again. */
  | { readonly type: 'entered' }
  | { readonly type: 'linkLost' }
  /**
   * The server refused or removed the client, or the time for trying is used up. Whoever `isSentAway` was told so, with a
   * reason, be it only on the return.
   */
  | { readonly type: 'ended'; readonly code: ErrorCode; readonly isSentAway: boolean }
  | { readonly type: 'logoutCalled' }
  /** The code is 0 where the server acknowledged the logout, or could not be told of it. */
  | { readonly type: 'left'; readonly code: ErrorCode | 0 };

/** What a fact does: the next state, and what the application is told, if anything. */
export type RoomStep = {
  readonly state: RoomState;
  readonly told?: { readonly reason: Reason; readonly code: number };
};

// What a return is refused with where the client is not wanted, rather than not let in this once.
const kicks: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  1000037, 1000039, 1001004, 1001005, 1002050, 1002055, 1002056, 1002057, 1002066,
]);

/** The room's state machine. `undefined` where the fact does nothing in this state. */
export function roomStep(state: RoomState, fact: RoomFact): RoomStep | undefined {
  switch (fact.type) {
    case 'loginCalled':
      return state === 'out' ? step('loggingIn', Reason.Logining) : undefined;
    case 'entered':
      if (state === 'loggingIn') return step('in', Reason.Logined);
      return state === 'returning' ? step('in', Reason.Reconnected) : undefined;
    case 'linkLost':
      return state === 'in' ? step('returning', Reason.Reconnecting, 1002051) : undefined;
    case 'ended':
      return ended(state, fact.code, fact.isSentAway);
    case 'logoutCalled':
      return state === 'out' || state === 'leaving' ? undefined : { state: 'leaving' };
    case 'left':
      if (state !== 'leaving') return undefined;
      return step('out', fact.code === 0 ? Reason.Logout : Reason.LogoutFailed, fact.code);
  }
}

function ended(state: RoomState, code: ErrorCode, isSentAway: boolean): RoomStep | undefined {
  switch (state) {
    case 'loggingIn':
      return step('out', Reason.LoginFailed, code);
    case 'in':
      return step('out', Reason.KickOut, code);
    case 'returning':
      return step('out', isSentAway || kicks.has(code) ? Reason.KickOut : Reason.ReconnectFailed, code);
    default:
      return undefined;
  }
}

const step = (state: RoomState, reason: Reason, code = 0): RoomStep => ({ state, told: { reason, code } });
