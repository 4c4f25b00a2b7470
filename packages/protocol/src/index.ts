/**
 * What crosses the wire between a client and a server: messages, enums, error codes and limits. No I/O.
 *
 * @module
 */
export { type CloseCode, closeCodes } from './close-codes.ts';
export * from './enums.ts';
export { type ErrorCode, errorTable, isErrorCode, isRetryable } from './error-table.ts';
export { asFreshetError, FreshetError } from './freshet-error.ts';
export type { AppID, RoomID, SessionID, StreamID, UserID } from './ids.ts';
export { Admission, InvitationExchange, InvitationRole, Refusal } from './invitation.ts';
export {
  limits,
  refuseAddressee,
  refuseAppID,
  refuseAppSign,
  refuseMessage,
  refuseNonAsciiUserName,
  refuseRoomExtraInfo,
  refuseRoomID,
  refuseStreamExtraInfo,
  refuseStreamID,
  refuseToken,
  refuseUserID,
  refuseUserName,
} from './limits.ts';
export * from './messages.ts';
