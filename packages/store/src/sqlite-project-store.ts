import { randomBytes, randomInt } from 'node:crypto';
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Project, ProjectChange, ProjectEvents, ProjectStore, SecretName, ServiceSwitches } from '@freshet/core';
import { Emitter, type Millis, millis, systemClock } from '@freshet/kit';
import { type AppID, FreshetError } from '@freshet/protocol';
import * as z from 'zod';
import { placeOf, readProject, secretColumns } from './project-row.ts';
import type { SecretBox } from './secret-box.ts';

const SELECT = 'SELECT * FROM projects';

/** Length of each secret in hexadecimal characters. */
const LENGTH: Record<SecretName, number> = { serverSecret: 32, callbackSecret: 32, appSign: 64 };

/** Projects in a SQLite database that no other process has open, so that what was read once stays true. */
export class SqliteProjectStore implements ProjectStore {
  readonly events = new Emitter<ProjectEvents>();
  readonly #database: DatabaseSync;
  readonly #box: SecretBox;
  readonly #read = new Map<AppID, Project>();

  constructor(database: DatabaseSync, box: SecretBox) {
    this.#database = database;
    this.#box = box;
    this.#giveCallbackSecrets();
  }

  async get(appID: AppID): Promise<Project | undefined> {
    return this.#find(appID);
  }

  async list(): Promise<readonly Project[]> {
    const rows = this.#database.prepare(`${SELECT} ORDER BY id`).all();
    return rows.map((row) => readProject(row, this.#box));
  }

  async create(name: string, switches: ServiceSwitches): Promise<Project> {
    const insert = this.#database.prepare(
      `INSERT INTO projects (app_id, name, created, server_secret, callback_secret, app_sign, switches)
       VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (app_id) DO NOTHING`,
    );
    for (;;) {
      const appID = randomInt(1, 2 ** 32) as AppID;
      const fresh = (secret: SecretName): Uint8Array => this.#box.seal(make(secret), placeOf(appID, secret));
      const secrets = [fresh('serverSecret'), fresh('callbackSecret'), fresh('appSign')];
      const { changes } = insert.run(appID, name, systemClock.now(), ...secrets, JSON.stringify(switches));
      if (changes === 1) return this.#changed(appID);
    }
  }

  // Read and written in one turn, so that two who change different things at once both have their way.
  async update(appID: AppID, change: ProjectChange): Promise<Project> {
    const before = this.#need(appID);
    const { name, state, switches, origins, limits, callbackURLs } = change;
    const columns = {
      name,
      state,
      switches: switches && JSON.stringify({ ...before.switches, ...switches }),
      origins: origins && JSON.stringify(origins),
      limits: limits && JSON.stringify({ ...before.limits, ...limits }),
      callback_urls: callbackURLs && JSON.stringify({ ...before.callbackURLs, ...callbackURLs }),
    };
    this.#set(appID, columns);
    return this.#changed(appID);
  }

  async rotate(appID: AppID, secret: SecretName, overlap: Millis): Promise<Project | 'overlapping'> {
    const before = this.#need(appID);
    const now = systemClock.now();
    const { column, former, formerName } = secretColumns[secret];
    if ((before[formerName]?.until ?? 0) > now) return 'overlapping';
    const place = placeOf(appID, secret);
    this.#set(appID, {
      [column]: this.#box.seal(make(secret), place),
      [`${former}_secret`]: this.#box.seal(before[secret], place),
      [`${former}_until`]: millis(now + overlap),
    });
    return this.#changed(appID);
  }

  async endOverlap(appID: AppID, secret: SecretName): Promise<Project> {
    const { former } = secretColumns[secret];
    this.#set(appID, { [`${former}_secret`]: null, [`${former}_until`]: null });
    return this.#changed(appID);
  }

  async remove(appID: AppID): Promise<boolean> {
    const { changes } = this.#database.prepare('DELETE FROM projects WHERE app_id = ?').run(appID);
    if (changes === 0) return false;
    this.#read.delete(appID);
    this.events.emit('changed', { appID, project: undefined });
    return true;
  }

  #find(appID: AppID): Project | undefined {
    const standing = this.#read.get(appID);
    if (standing) return standing;
    const row = this.#database.prepare(`${SELECT} WHERE app_id = ?`).get(appID);
    if (!row) return undefined;
    const project = readProject(row, this.#box);
    this.#read.set(appID, project);
    return project;
  }

  #need(appID: AppID): Project {
    const project = this.#find(appID);
    if (!project) throw new FreshetError(1001004);
    return project;
  }

  #set(appID: AppID, columns: Readonly<Record<string, SQLInputValue | undefined>>): void {
    const given = Object.entries(columns).filter(([, value]) => value !== undefined);
    if (given.length === 0) return;
    const update = this.#database.prepare(
      `UPDATE projects SET ${given.map(([name]) => `${name} = ?`).join(', ')} WHERE app_id = ?`,
    );
    update.run(...given.map(([, value]) => value as SQLInputValue), appID);
  }

  #changed(appID: AppID): Project {
    this.#read.delete(appID);
    const project = this.#need(appID);
    this.events.emit('changed', { appID, project });
    return project;
  }

  // Projects of the first schema have none.
  #giveCallbackSecrets(): void {
    const without = this.#database.prepare('SELECT app_id FROM projects WHERE callback_secret IS NULL').all();
    for (const { app_id } of z.array(z.object({ app_id: z.number() })).parse(without)) {
      const appID = app_id as AppID;
      const secret = this.#box.seal(make('callbackSecret'), placeOf(appID, 'callbackSecret'));
      this.#set(appID, { callback_secret: secret });
    }
  }
}

const make = (secret: SecretName): string => randomBytes(LENGTH[secret] / 2).toString('hex');
