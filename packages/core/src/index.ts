/**
 * The domain: rooms, users, streams and sessions, and the ports through which it reaches everything else.
 *
 * @module
 */
export { countedAs, plainAddress } from './addresses.ts';
export type { AnnouncedStream } from './control/announcer.ts';
export { Control, type ControlEvents } from './control/control.ts';
export type {
  Page,
  RoomFacts,
  RuleSubject,
  StreamFacts,
  StreamRule,
  StreamState,
  UserFacts,
  UserRule,
} from './control/facts.ts';
export type { PageWish } from './control/paging.ts';
export type { RoomsWish } from './control/room-list.ts';
export type { Log } from './ports/log.ts';
export type {
  Ingest,
  MediaCloseReason,
  MediaLoad,
  MediaPlane,
  Muting,
  Playback,
  Viewer,
} from './ports/media-plane.ts';
export {
  LogoutReason,
  type Notice,
  type Notices,
  RoomCloseReason,
  StreamCloseReason,
} from './ports/notices.ts';
export {
  defaultLimits,
  defaultSwitches,
  type FormerSecret,
  type NoticeName,
  noticeNames,
  type Project,
  type ProjectChange,
  type ProjectEvents,
  type ProjectLimits,
  type ProjectStore,
  type SecretName,
  type ServiceSwitches,
} from './ports/project-store.ts';
export {
  type Bucket,
  type NodeID,
  type PutResult,
  type Registry,
  type RegistryChange,
  type RegistryEvents,
  type RegistryRecord,
  RegistryUnavailable,
} from './ports/registry.ts';
export type { RuleStore, Rules } from './ports/rule-store.ts';
export type { QualityBook } from './quality/quality-book.ts';
export type { QualityDigest, QualitySample } from './quality/sample.ts';
export type { RoomSettings } from './rooms/room.ts';
export type { Caller } from './sessions/caller.ts';
export type { ClientLink } from './sessions/client-link.ts';
export { type CommandName, commands } from './sessions/commands.ts';
export { Expelled } from './sessions/expulsions.ts';
export type { SessionsOptions } from './sessions/parts.ts';
export { WrongSecret } from './sessions/resume-secret.ts';
export type { Session } from './sessions/session.ts';
export type { SessionEnd } from './sessions/session-end.ts';
export type { SessionSettings } from './sessions/session-settings.ts';
export { type Entered, Sessions } from './sessions/sessions.ts';
