/**
 * What outlives a server: projects and their secrets, in SQLite.
 *
 * @module
 */
export type { ApiKey, SqliteApiKeys } from './api-keys.ts';
export type { AuditEntry, AuditRecord, SqliteAuditLog } from './audit.ts';
export { DataStore, type StoreOptions } from './data-store.ts';
export type { NonceFloor, SpentNonce, SqliteNonces } from './nonces.ts';
export type { OperatorSession, SqliteOperatorSessions } from './operator-sessions.ts';
export type { OperatorRecord, SecondFactor, SqliteOperators } from './operators.ts';
export type { Letter, SqliteOutbox } from './outbox.ts';
export type { Delivery, DeliveryState, Target } from './outbox-delivery.ts';
export type { OpenRoom } from './outbox-rooms.ts';
export { StoreError } from './store-error.ts';
