import type { Control } from '@freshet/core';
import type { Millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import type { CheckedParams, OperationName, OperationResult } from '@freshet/protocol/server-api';
import type { Sequences } from '../sequences.ts';

/** What the server API needs of the rooms. */
export type ApiControl = Pick<
  Control,
  | 'room'
  | 'users'
  | 'user'
  | 'streams'
  | 'streamState'
  | 'kick'
  | 'closeRoom'
  | 'broadcast'
  | 'barrage'
  | 'command'
  | 'addStream'
  | 'deleteStream'
  | 'forbidStreams'
  | 'resumeStream'
  | 'setUserRule'
  | 'userRules'
  | 'deleteUserRule'
  | 'setStreamRule'
  | 'streamRules'
  | 'deleteStreamRule'
>;

/** What an operation works with, for one call. */
export type Call = {
  readonly appID: AppID;
  readonly control: ApiControl;
  readonly sequences: Sequences;
  readonly now: Millis;
};

/** Carries an operation out; throws an ApiRefusal where it cannot. */
type Handler<N extends OperationName> = (
  call: Call,
  params: CheckedParams<N>,
) => OperationResult<N> | Promise<OperationResult<N>>;

/** Handlers of some operations. */
export type Handlers<N extends OperationName = OperationName> = { readonly [Name in N]: Handler<Name> };
