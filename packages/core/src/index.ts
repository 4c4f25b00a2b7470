/**
 * The domain: rooms, users, streams and sessions, and the ports through which it reaches everything else.
 *
 * @module
 */
export type { Log } from './ports/log.ts';
export type {
  Ingest,
  MediaCloseReason,
  MediaLoad,
  MediaPlane,
  Playback,
  Viewer,
} from './ports/media-plane.ts';
export { defaultSwitches, type Project, type ProjectStore, type ServiceSwitches } from './ports/project-store.ts';
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
export type { RoomSettings } from './rooms/room.ts';
export { type CommandName, commands } from './sessions/commands.ts';
export { WrongSecret } from './sessions/resume-secret.ts';
export type { ClientLink, Session, SessionSettings } from './sessions/session.ts';
export { type Entered, Sessions, type SessionsOptions } from './sessions/sessions.ts';
