import type { DatabaseSync } from 'node:sqlite';
import { SqliteApiKeys } from './api-keys.ts';
import { SqliteAuditLog } from './audit.ts';
import { backUp } from './backup.ts';
import { openDataFolder } from './data-folder.ts';
import { SqliteNonces } from './nonces.ts';
import { SqliteOperatorSessions } from './operator-sessions.ts';
import { SqliteOperators } from './operators.ts';
import { SqliteOutbox } from './outbox.ts';
import type { SecretBox } from './secret-box.ts';
import { SqliteProjectStore } from './sqlite-project-store.ts';
import { SqliteRuleStore } from './sqlite-rule-store.ts';

/** Where a store keeps its data. */
export type StoreOptions = {
  /** Made where there is none. One server at a time uses it. */
  readonly folder: string;
};

/** Everything that outlives a server, in one database of one folder. Secrets are encrypted with the key beside it. */
export class DataStore {
  readonly projects: SqliteProjectStore;
  readonly rules: SqliteRuleStore;
  readonly operators: SqliteOperators;
  readonly operatorSessions: SqliteOperatorSessions;
  readonly audit: SqliteAuditLog;
  readonly outbox: SqliteOutbox;
  readonly apiKeys: SqliteApiKeys;
  readonly nonces: SqliteNonces;
  readonly #database: DatabaseSync;
  readonly #folder: string;

  /** @throws StoreError where the folder cannot be used: the message tells the operator what to do */
  static async open({ folder }: StoreOptions): Promise<DataStore> {
    const { database, box } = await openDataFolder(folder);
    return new DataStore(folder, database, box);
  }

  private constructor(folder: string, database: DatabaseSync, box: SecretBox) {
    this.#folder = folder;
    this.#database = database;
    this.apiKeys = new SqliteApiKeys(database);
    this.projects = new SqliteProjectStore(database, box);
    this.rules = new SqliteRuleStore(database);
    this.operators = new SqliteOperators(database, box);
    this.operatorSessions = new SqliteOperatorSessions(database);
    this.audit = new SqliteAuditLog(database);
    this.outbox = new SqliteOutbox(database);
    this.nonces = new SqliteNonces(database);
  }

  /**
   * Copies everything to a new folder, which can then be used as a data folder; work goes on meanwhile.
   *
   * @throws StoreError where the folder is there already or cannot be written
   */
  backUp(target: string): Promise<void> {
    return backUp(this.#database, this.#folder, target);
  }

  /** Closes the database and unlocks the folder. */
  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}
