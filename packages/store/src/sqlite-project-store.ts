import { randomBytes, randomInt } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { defaultSwitches, type Project, type ProjectStore, type ServiceSwitches } from '@freshet/core';
import { type AppID, FreshetError, refuseAppID } from '@freshet/protocol';
import * as z from 'zod';
import { openDataFolder } from './data-folder.ts';
import type { SecretBox } from './secret-box.ts';

/** Where a store keeps its data. */
export type StoreOptions = {
  /** Made where there is none. One server at a time uses it. */
  readonly folder: string;
};

// A switch that came later than a project has its default there.
const Switches = z.object({
  rtc: z.boolean().default(defaultSwitches.rtc),
  l3: z.boolean().default(defaultSwitches.l3),
  cbcTokens: z.boolean().default(defaultSwitches.cbcTokens),
  privilegeTokens: z.boolean().default(defaultSwitches.privilegeTokens),
  kickOnExpiry: z.boolean().default(defaultSwitches.kickOnExpiry),
  crossRoomPlay: z.boolean().default(defaultSwitches.crossRoomPlay),
}) satisfies z.ZodType<ServiceSwitches>;

const Row = z.object({
  app_id: z.custom<AppID>((value) => typeof value === 'number' && refuseAppID(value) === undefined),
  name: z.string(),
  server_secret: z.instanceof(Uint8Array),
  switches: z.string(),
});

const SELECT = 'SELECT app_id, name, server_secret, switches FROM projects';

/** Projects in a SQLite database of one folder. Their secrets are encrypted with the key beside it. */
export class SqliteProjectStore implements ProjectStore {
  readonly #database: DatabaseSync;
  readonly #box: SecretBox;

  /** @throws StoreError where the folder cannot be used: the message tells the operator what to do */
  static async open({ folder }: StoreOptions): Promise<SqliteProjectStore> {
    const { database, box } = await openDataFolder(folder);
    return new SqliteProjectStore(database, box);
  }

  private constructor(database: DatabaseSync, box: SecretBox) {
    this.#database = database;
    this.#box = box;
  }

  async get(appID: AppID): Promise<Project | undefined> {
    const row = this.#database.prepare(`${SELECT} WHERE app_id = ?`).get(appID);
    return row && this.#read(row);
  }

  /** Every project, oldest first. */
  async list(): Promise<readonly Project[]> {
    const rows = this.#database.prepare(`${SELECT} ORDER BY id`).all();
    return rows.map((row) => this.#read(row));
  }

  async create(name: string, switches: ServiceSwitches): Promise<Project> {
    const serverSecret = randomBytes(16).toString('hex');
    const appSign = randomBytes(32).toString('hex');
    for (;;) {
      const appID = randomInt(1, 2 ** 32) as AppID;
      const project = { appID, name, serverSecret, switches };
      if (this.#insert(project, appSign)) return project;
    }
  }

  async setSwitches(appID: AppID, switches: ServiceSwitches): Promise<Project> {
    const update = this.#database.prepare('UPDATE projects SET switches = ? WHERE app_id = ?');
    update.run(JSON.stringify(switches), appID);
    const project = await this.get(appID);
    if (project === undefined) throw new FreshetError(1001004);
    return project;
  }

  /** The project's AppSign: 64 hexadecimal characters. */
  async appSign(appID: AppID): Promise<string | undefined> {
    const row = this.#database.prepare('SELECT app_sign FROM projects WHERE app_id = ?').get(appID);
    if (row === undefined) return undefined;
    return this.#box.open(z.instanceof(Uint8Array).parse(row.app_sign), signPlace(appID));
  }

  /** Closes the database and unlocks the folder. */
  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }

  // Answers false where another project has this AppID.
  #insert({ appID, name, serverSecret, switches }: Project, appSign: string): boolean {
    const insert = this.#database.prepare(
      `INSERT INTO projects (app_id, name, server_secret, app_sign, switches) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (app_id) DO NOTHING`,
    );
    const secret = this.#box.seal(serverSecret, secretPlace(appID));
    const sign = this.#box.seal(appSign, signPlace(appID));
    return insert.run(appID, name, secret, sign, JSON.stringify(switches)).changes === 1;
  }

  #read(row: unknown): Project {
    const { app_id: appID, name, server_secret: sealed, switches } = Row.parse(row);
    return {
      appID,
      name,
      serverSecret: this.#box.open(sealed, secretPlace(appID)),
      switches: Switches.parse(JSON.parse(switches)),
    };
  }
}

// What a secret is sealed for, so that none can be moved to another project.
const secretPlace = (appID: AppID): string => `${appID} server secret`;
const signPlace = (appID: AppID): string => `${appID} app sign`;
