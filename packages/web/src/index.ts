/**
 * Freshet's SDK for browsers: publish and play streams in rooms.
 *
 * @module
 */
export {
  AudioSourceType,
  type ErrorCode,
  errorTable,
  FreshetError,
  PlayerState,
  PublishChannel,
  PublisherState,
  RoomStateChangedReason,
  RoomStreamListType,
  Scenario,
  StreamDeleteReason,
  StreamResourceMode,
  UpdateType,
  VideoSourceType,
  ViewMode,
} from '@freshet/protocol';
export type {
  Candidate,
  CandidatePair,
  ConnectionReport,
  LayerReport,
  PlayReport,
  PublishReport,
  TrackReport,
  TransportReport,
} from './connection-api.ts';
export { createEngineWithProfile, destroyEngine } from './create-engine.ts';
export type {
  AudioSource,
  CallResult,
  DeviceInfo,
  DeviceList,
  Engine,
  EngineConfig,
  EngineProfile,
  PlayerConfig,
  PublisherConfig,
  RoomConfig,
  RoomExtraInfo,
  RoomResult,
  RoomStreamList,
  RoomUser,
  Stream,
  VideoCodec,
  VideoConfig,
  VideoSource,
  View,
} from './engine-api.ts';
export type { EventHandler } from './event-handler.ts';
export type { BarrageMessage, BarrageResult, BroadcastMessage, BroadcastResult } from './message-api.ts';
export type { PlayQuality, PublishQuality } from './quality-api.ts';
export type { Simulation } from './simulation.ts';
