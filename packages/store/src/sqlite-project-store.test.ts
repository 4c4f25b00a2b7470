import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { defaultSwitches, type Project } from '@freshet/core';
import { millis } from '@freshet/kit';
import type { AppID } from '@freshet/protocol';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { DataStore } from './data-store.ts';
import type { SqliteProjectStore } from './sqlite-project-store.ts';
import { StoreError } from './store-error.ts';

let folder: string;

beforeEach(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'freshet-store-'));
  folder = join(parent, 'new', 'data');
  return () => rm(parent, { recursive: true });
});

type OpenStore = SqliteProjectStore & { close(): void };

async function openStore(): Promise<OpenStore> {
  const store = await DataStore.open({ folder });
  onTestFinished(() => store.close());
  return Object.assign(store.projects, { close: () => store.close() });
}

/** Makes a folder with one project, closed again. */
async function madeFolder(): Promise<Project> {
  const store = await openStore();
  const project = await store.create('demo', defaultSwitches);
  store.close();
  return project;
}

function change(sql: string): void {
  const database = new DatabaseSync(join(folder, 'freshet.db'));
  database.exec(sql);
  database.close();
}

/** The line that an operator reads when the folder cannot be opened. */
async function refusal(): Promise<string> {
  const error = await openStore().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof StoreError) return error.message;
  throw new Error('not refused with a StoreError', { cause: error });
}

test('a project is there again after the store was closed and opened', async () => {
  const store = await openStore();
  const project = await store.create('直播', { ...defaultSwitches, l3: true });
  store.close();
  store.close();
  const again = await openStore();
  expect(await again.get(project.appID)).toEqual(project);
  expect(project).toMatchObject({ name: '直播', switches: { ...defaultSwitches, l3: true } });
});

test('each project has an AppID, a secret and a sign of its own', async () => {
  const store = await openStore();
  const projects = await Promise.all(Array.from({ length: 100 }, () => store.create('same', defaultSwitches)));
  const signs = projects.map(({ appSign }) => appSign);
  for (const { appID, serverSecret } of projects) {
    expect(Number.isInteger(appID) && appID > 0 && appID <= 0xffff_ffff).toBe(true);
    expect(serverSecret).toMatch(/^[0-9a-f]{32}$/);
  }
  for (const sign of signs) expect(sign).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(projects.map(({ appID }) => appID)).size).toBe(100);
  expect(new Set(projects.map(({ serverSecret }) => serverSecret)).size).toBe(100);
  expect(new Set(signs).size).toBe(100);
  expect(await store.list()).toEqual(projects);
});

test('an AppID of no project is answered with nothing', async () => {
  const store = await openStore();
  expect(await store.get(7 as AppID)).toBeUndefined();
  expect(await store.remove(7 as AppID)).toBe(false);
  await expect(store.update(7 as AppID, { name: 'nobody' })).rejects.toMatchObject({ code: 1001004 });
  await expect(store.rotate(7 as AppID, 'appSign', millis(0))).rejects.toMatchObject({ code: 1001004 });
  await expect(store.endOverlap(7 as AppID, 'appSign')).rejects.toMatchObject({ code: 1001004 });
});

test('switches that are set are those of the one project from then on', async () => {
  const store = await openStore();
  const project = await store.create('one', defaultSwitches);
  const other = await store.create('other', defaultSwitches);
  const switches = { ...defaultSwitches, rtc: false, cbcTokens: true, crossRoomPlay: true, asciiUserNames: true };
  expect(await store.update(project.appID, { switches })).toEqual({ ...project, switches });
  expect(await store.list()).toEqual([{ ...project, switches }, other]);
});

test('a change is kept, told, and leaves the rest as it was', async () => {
  const store = await openStore();
  const project = await store.create('one', defaultSwitches);
  const told: unknown[] = [];
  store.events.on('changed', (change) => told.push(change));
  const change = {
    name: 'two',
    state: 'paused',
    origins: ['https://shop.example'],
    limits: { rooms: 1, users: 2, roomUsers: 3, plays: 20 },
    callbackURLs: { room_create: 'https://backend.example/freshet' },
  } as const;
  expect(await store.update(project.appID, change)).toEqual({ ...project, ...change });
  expect(told).toEqual([{ appID: project.appID, project: { ...project, ...change } }]);
  store.close();
  expect(await (await openStore()).get(project.appID)).toEqual({ ...project, ...change });
});

const secretNames = ['serverSecret', 'callbackSecret', 'appSign'] as const;
const formerOf = {
  serverSecret: 'formerServerSecret',
  callbackSecret: 'formerCallbackSecret',
  appSign: 'formerAppSign',
};

test.each(secretNames)('a %s that is replaced counts until its overlap ends', async (name) => {
  const store = await openStore();
  const project = await store.create('one', defaultSwitches);
  const before = Date.now();
  const rotated = await store.rotate(project.appID, name, millis(3_600_000));
  const until = expect.toSatisfy((time) => time >= before + 3_600_000 && time <= Date.now() + 3_600_000);
  expect(rotated).toEqual({
    ...project,
    [name]: expect.stringMatching(/^[0-9a-f]+$/),
    [formerOf[name]]: { secret: project[name], until },
  });
  expect(rotated).toMatchObject({ [name]: expect.not.stringContaining(project[name]) });
  store.close();
  expect(await (await openStore()).get(project.appID)).toEqual(rotated);
});

test.each(secretNames)('a %s is not replaced while an overlap runs, before that is ended', async (name) => {
  const store = await openStore();
  const { appID } = await store.create('one', defaultSwitches);
  const rotated = await store.rotate(appID, name, millis(3_600_000));
  const twice = await Promise.all([0, 3_600_000].map((overlap) => store.rotate(appID, name, millis(overlap))));
  expect(twice).toEqual(['overlapping', 'overlapping']);
  expect(await store.get(appID)).toEqual(rotated);
  const told: unknown[] = [];
  store.events.on('changed', (change) => told.push(change));
  const ended = await store.endOverlap(appID, name);
  expect(ended).toEqual({ ...Object(rotated), [formerOf[name]]: undefined });
  expect(told).toEqual([{ appID, project: ended }]);
  expect(await store.rotate(appID, name, millis(0))).not.toBe('overlapping');
  // An overlap of nothing has ended when it begins.
  expect(await store.rotate(appID, name, millis(0))).not.toBe('overlapping');
});

test('two who change different switches, limits and addresses at once both have their way', async () => {
  const store = await openStore();
  const { appID, switches, limits } = await store.create('one', defaultSwitches);
  const url = 'https://backend.example/freshet';
  await Promise.all([
    store.update(appID, { switches: { l3: true }, limits: { rooms: 5 }, callbackURLs: { room_create: url } }),
    store.update(appID, { switches: { cbcTokens: true }, limits: { users: 7 }, callbackURLs: { room_close: url } }),
  ]);
  const both = {
    switches: { ...switches, l3: true, cbcTokens: true },
    limits: { ...limits, rooms: 5, users: 7 },
    callbackURLs: { room_create: url, room_close: url },
  };
  expect(await store.get(appID)).toMatchObject(both);
  const { callbackURLs } = await store.update(appID, { callbackURLs: { room_create: undefined } });
  expect(callbackURLs).toEqual({ room_close: url });
});

test('a project that is removed is gone, and told as gone', async () => {
  const store = await openStore();
  const { appID } = await store.create('one', defaultSwitches);
  const told: unknown[] = [];
  store.events.on('changed', (change) => told.push(change));
  expect(await store.remove(appID)).toBe(true);
  expect(await store.get(appID)).toBeUndefined();
  expect(told).toEqual([{ appID, project: undefined }]);
});

test('a folder of the first schema is brought to this one, and its projects have everything', async () => {
  const { appID, serverSecret } = await madeFolder();
  const columns = ['state', 'created', 'callback_secret', 'origins', 'limits', 'callback_urls'];
  const formers = ['server', 'callback', 'app_sign'].flatMap((name) => [
    `former_${name}_secret`,
    `former_${name}_until`,
  ]);
  dropEverythingNewer([...columns, ...formers]);
  const store = await openStore();
  expect(await store.get(appID)).toMatchObject({ serverSecret, state: 'active', origins: [] });
  expect((await store.get(appID))?.callbackSecret).toMatch(/^[0-9a-f]{32}$/);
});

/** Leaves what the first schema had. */
function dropEverythingNewer(columns: readonly string[]): void {
  const database = new DatabaseSync(join(folder, 'freshet.db'));
  const tables = database
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .all();
  for (const { name } of tables) {
    if (name !== 'projects' && name !== 'key_check') database.exec(`DROP TABLE ${name}`);
  }
  for (const column of columns) database.exec(`ALTER TABLE projects DROP COLUMN ${column}`);
  database.exec('PRAGMA user_version = 1');
  database.close();
}

test('a switch that a project was made without has its default', async () => {
  const project = await madeFolder();
  change(`UPDATE projects SET switches = '{"l3":true,"gone":true}'`);
  const store = await openStore();
  expect((await store.get(project.appID))?.switches).toEqual({ ...defaultSwitches, l3: true });
});

test('a limit that a project was made without has its default', async () => {
  const project = await madeFolder();
  change(`UPDATE projects SET limits = '{"rooms":1,"users":2,"roomUsers":3}'`);
  const store = await openStore();
  expect((await store.get(project.appID))?.limits).toEqual({ rooms: 1, users: 2, roomUsers: 3, plays: 12 });
});

test('folder and files are for their owner alone, and no secret is readable in them', async () => {
  const store = await openStore();
  const project = await store.create('demo', defaultSwitches);
  const secrets = [project.serverSecret, project.callbackSecret, project.appSign];
  const names = await readdir(folder);
  expect(names.toSorted()).toEqual(['freshet.db', 'freshet.db-wal', 'key']);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const name of names) {
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    const text = await readFile(join(folder, name), 'latin1');
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  }
});

test('a secret that was moved to another project does not open', async () => {
  const store = await openStore();
  const [one, other] = [await store.create('one', defaultSwitches), await store.create('other', defaultSwitches)];
  store.close();
  change(`UPDATE projects SET server_secret = (SELECT server_secret FROM projects WHERE app_id = ${one.appID})`);
  const again = await openStore();
  expect((await again.get(one.appID))?.serverSecret).toBe(one.serverSecret);
  await expect(again.get(other.appID)).rejects.toThrow();
});

test('a second store on the folder is refused until the first is closed', async () => {
  const first = await openStore();
  expect(await refusal()).toMatch(/in use by another Freshet: stop that one/);
  first.close();
  expect(await (await openStore()).list()).toEqual([]);
});

test('another process is refused, and let in when the first has died', async () => {
  const here = await openStore();
  expect(openElsewhere()).toMatch(/in use by another Freshet/);
  here.close();
  // The other process ends without closing anything.
  expect(openElsewhere()).toBe('opened');
  await openStore();
});

function openElsewhere(): string {
  const module = new URL('./data-store.ts', import.meta.url).href;
  const code = `
    const { DataStore } = await import(${JSON.stringify(module)});
    const said = await DataStore.open({ folder: ${JSON.stringify(folder)} }).then(() => 'opened', (e) => e.message);
    process.stdout.write(said, () => process.kill(process.pid, 'SIGKILL'));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout;
}

test('a folder that cannot be made is refused with what to do', async () => {
  await mkdir(join(folder, '..', '..'), { recursive: true });
  await writeFile(join(folder, '..'), 'a file in the way');
  expect(await refusal()).toMatch(/cannot be used \(.*\): make it writable, or name another one/);
});

test('a database of a newer schema is refused', async () => {
  await madeFolder();
  change('PRAGMA user_version = 1000');
  expect(await refusal()).toMatch(/newer Freshet \(schema 1000; this version knows \d+\): start that version/);
});

test('a file that is no database is refused', async () => {
  await madeFolder();
  await writeFile(join(folder, 'freshet.db'), 'no database'.repeat(100));
  expect(await refusal()).toMatch(/freshet\.db is broken: put it back from a backup/);
});

test.each<[string, (key: string) => Promise<void>, RegExp]>([
  ['missing', (key) => rm(key), /cannot be read/],
  ['empty', (key) => writeFile(key, ''), /is broken/],
  ['not of hexadecimal characters', (key) => writeFile(key, 'x'.repeat(64)), /is broken/],
  ['another', (key) => writeFile(key, 'ab'.repeat(32)), /is not the one of this data/],
])('a key that is %s is refused with what to do, and nothing is made in its place', async (_, spoil, reason) => {
  await madeFolder();
  const key = join(folder, 'key');
  await copyFile(key, `${key}.backup`);
  await spoil(key);
  const line = await refusal();
  expect(line).toMatch(reason);
  expect(line).toMatch(/put it back from a backup, or move the data folder away/);
  await copyFile(`${key}.backup`, key);
  expect(await (await openStore()).list()).toHaveLength(1);
});

test('a folder that is there already keeps its mode', async () => {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  await madeFolder();
  expect((await stat(folder)).mode & 0o777).toBe(0o755);
});
