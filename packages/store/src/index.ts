/**
 * What outlives a server: projects and their secrets, in SQLite.
 *
 * @module
 */
export { SqliteProjectStore, type StoreOptions } from './sqlite-project-store.ts';
export { StoreError } from './store-error.ts';
