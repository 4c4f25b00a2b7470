import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AppID } from '@freshet/protocol';
import { DataStore } from '@freshet/store';
import { SpawnedServer, uniqueNames, wireLogin } from '@freshet/testkit';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const LAUNCHER = fileURLToPath(new URL('../freshet', import.meta.url));

type Said = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the command as a shell does. */
function freshet(folder: string, ...args: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, '--data', folder, ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
    });
  });
}

async function answerOf<Schema extends z.ZodType>(schema: Schema, folder: string, ...args: string[]) {
  const { code, out, err } = await freshet(folder, '--json', ...args);
  expect([code, err.match(/failed|error/)]).toEqual([0, null]);
  return schema.parse(JSON.parse(out));
}

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

const Created = z.object({ appID: z.int(), serverSecret: z.string().length(32), appSign: z.string().length(64) });
const Projects = z.array(z.object({ appID: z.int(), name: z.string() }));
const Minted = z.object({ token: z.string().startsWith('04') });
const Invited = z.object({ link: z.string() });
const Rooms = z.array(z.object({ roomID: z.string(), userCount: z.int() }));
const Findings = z.array(z.object({ check: z.string(), verdict: z.string(), says: z.string() }));

describe('beside a running server', () => {
  let folder: string;
  let server: SpawnedServer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'freshet-cli-'));
    server = await SpawnedServer.start({ env: { FRESHET_DATA: folder, FRESHET_WORKERS: '1' } });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('a project is made, and a user enters with its token, is seen and is sent away', async () => {
    const { appID } = await answerOf(Created, folder, 'project', 'create', 'A shop');
    expect(await answerOf(Projects, folder, 'project', 'list')).toContainEqual({ appID, name: 'A shop' });
    const { roomID, userID } = uniqueNames();
    const { token } = await answerOf(Minted, folder, 'token', String(appID), userID);
    const { client } = await wireLogin(wireServer(server, appID, token), { roomID, userID, appID, token });
    const rooms = await answerOf(Rooms, folder, 'rooms', '--project', String(appID));
    expect(rooms).toEqual([{ roomID, userCount: 1 }]);
    const kick = await freshet(folder, 'kick', String(appID), roomID, userID, '--reason', 'enough');
    expect(kick).toMatchObject({ code: 0, out: `${userID} is not in ${roomID} any more\n` });
    expect(await client.event('kicked')).toMatchObject({ code: 1002055 });
  });

  test('an owner is invited, and its link makes an account in the console', async () => {
    const invited = await answerOf(Invited, folder, 'operator', 'invite', 'bea', '--role', 'owner');
    const { pathname, origin, hash } = new URL(invited.link);
    expect([pathname, origin]).toEqual(['/console', server.origin]);
    const body = { secret: new URLSearchParams(hash.slice(1)).get('setup'), name: 'bea', password: 'a quiet river' };
    const headers = { 'content-type': 'application/json', origin };
    const answer = await fetch(`${origin}/console/api/setUp`, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(await answer.json()).toMatchObject({ name: 'signedIn', operator: { name: 'bea', role: 'owner' } });
    expect(await freshet(folder, 'operator', 'invite', 'bea')).toMatchObject({
      code: 1,
      err: 'An operator has that name already\n',
    });
  });

  test('a secret is rotated to another one', async () => {
    const { appID, serverSecret } = await answerOf(Created, folder, 'project', 'create', 'rotated');
    const rotated = await answerOf(Created, folder, 'project', 'rotate', String(appID), '--overlap', '2');
    expect(rotated.appID).toBe(appID);
    expect(rotated.serverSecret).not.toBe(serverSecret);
  });

  test('a secret is not rotated while its overlap runs, before that is ended', async () => {
    const { appID } = await answerOf(Created, folder, 'project', 'create', 'twice');
    const rotate = ['project', 'rotate', String(appID), '--secret', 'appSign'];
    const { err } = await freshet(folder, ...rotate);
    expect(err).toBe('The former appSign logs in for 24 h more; who came in with it is sent away then.\n');
    const refused = await freshet(folder, ...rotate, '--overlap', '0');
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('freshet project end-overlap') });
    const ended = await answerOf(Created, folder, 'project', 'end-overlap', String(appID), '--secret', 'appSign');
    const fresh = await answerOf(Created, folder, ...rotate, '--overlap', '0');
    expect(fresh.appSign).not.toBe(ended.appSign);
  });

  test('callbacks that have failed are sent again', async () => {
    const { appID } = await answerOf(Created, folder, 'project', 'create', 'told');
    const replay = ['callbacks', 'replay', String(appID)];
    expect(await freshet(folder, ...replay)).toEqual({ code: 0, out: '0 callbacks are sent again\n', err: '' });
    const since = ['--since', '2026-01-31T12:00Z'];
    expect(await answerOf(z.object({ count: z.int() }), folder, ...replay, ...since)).toEqual({ count: 0 });
  });

  test('a backup is made while it runs, and a server starts from it', async () => {
    const { appID } = await answerOf(Created, folder, 'project', 'create', 'kept');
    const { folder: copy } = await answerOf(z.object({ folder: z.string() }), folder, 'backup');
    const restored = await SpawnedServer.start({ env: { FRESHET_DATA: copy, FRESHET_WORKERS: '1' } });
    onTestFinished(() => restored.close());
    expect(await answerOf(Projects, copy, 'project', 'list')).toContainEqual({ appID, name: 'kept' });
    expect(await freshet(folder, 'backup', copy)).toMatchObject({
      code: 1,
      err: expect.stringContaining('is there already'),
    });
    const later = await answerOf(z.object({ folder: z.string() }), folder, 'backup', `${copy}-later`);
    expect(await actsIn(later.folder)).toContainEqual({ actor: 'command', action: 'backup', subject: copy });
  });

  test('the doctor finds that it answers at every address it announces', async () => {
    const findings = await answerOf(Findings, folder, 'doctor');
    const verdicts = Object.fromEntries(findings.map(({ check, verdict }) => [check, verdict]));
    expect(verdicts).toMatchObject({
      node: 'good',
      'data folder': 'good',
      server: 'good',
      'media worker': 'good',
      'media by UDP': 'good',
      'media by TCP': 'good',
      firewall: 'unknown',
    });
  });

  test.each([
    [['kick', '1', 'lobby', 'ann'], /project/i],
    [['project', 'rotate', '1'], /project/i],
    [['token', '1', 'ann'], /project/i],
  ])('%j for a project that is not there fails in one line', async (args, words) => {
    const { code, out, err } = await freshet(folder, ...args);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(words);
    expect(err).toMatch(/^[^\n]+\n$/);
  });
});

/** What the audit log of a data folder holds, newest first. */
async function actsIn(folder: string) {
  const store = await DataStore.open({ folder });
  const entries = store.audit.list({ limit: 50 });
  store.close();
  return entries.map(({ actor, action, subject }) => ({ actor, action, subject }));
}

describe('without a server', () => {
  test('projects are made and listed, also as tables', async () => {
    const folder = await newFolder();
    const { appID } = await answerOf(Created, folder, 'project', 'create', 'early');
    const { out } = await freshet(folder, 'project', 'list');
    expect(out.split('\n')[0]).toMatch(/AppID +Name +State +L3 +Rooms +Users/);
    expect(out).toContain(String(appID));
    await freshet(folder, 'token', String(appID), 'ann');
    const subject = String(appID);
    expect(await actsIn(folder)).toEqual([
      { actor: 'command', action: 'secrets', subject },
      { actor: 'command', action: 'createProject', subject },
    ]);
  });

  test('what needs one says how to start it', async () => {
    const folder = await newFolder();
    for (const args of [
      ['rooms'],
      ['project', 'list'],
      ['token', '1', 'ann'],
      ['operator', 'invite', 'ann'],
      ['backup'],
    ]) {
      const { code, err } = await freshet(folder, ...args);
      expect([args, code, err]).toEqual([args, 1, expect.stringContaining('freshet start')]);
    }
  });
});

test('--json and --data count after the command too', async () => {
  const folder = await newFolder();
  await freshet(folder, 'project', 'create', 'early');
  const { out } = await freshet('not-there', 'project', 'list', '--json', '--data', folder);
  expect(Projects.parse(JSON.parse(out))).toMatchObject([{ name: 'early' }]);
});

test('the launcher runs on the Node that the build wrote down, whatever Node the shell finds, and through a link', async () => {
  const folder = await newFolder();
  const command = join(folder, 'apps', 'cli', 'freshet');
  await mkdir(join(folder, '.cache'));
  await mkdir(join(command, '..', 'src'), { recursive: true });
  await copyFile(LAUNCHER, command);
  const told = { node: process.version, worker: '/a worker' };
  await writeFile(join(folder, '.cache', 'start.env'), startEnv({ node: process.execPath, worker: told.worker }));
  const says = `const { version: node, argv, env } = process;
    console.log(JSON.stringify({ node, worker: env.MEDIASOUP_WORKER_BIN, args: argv.slice(2) } satisfies object));`;
  await writeFile(join(command, '..', 'src', 'main.ts'), says);
  await symlink(command, join(folder, 'linked'));
  const run = promisify(execFile);
  const { stdout } = await run(join(folder, 'linked'), ['rooms', 'two words'], { env: { PATH: '/usr/bin:/bin' } });
  expect(JSON.parse(stdout)).toEqual({ ...told, args: ['rooms', 'two words'] });
});

test('a wrong use ends with 2, and a question for help with 0', async () => {
  const folder = await newFolder();
  expect((await freshet(folder, 'token', '1')).code).toBe(2);
  expect((await freshet(folder, 'kick', 'shop', 'lobby', 'ann')).code).toBe(2);
  expect((await freshet(folder, 'nonsense')).code).toBe(2);
  expect((await freshet(folder, 'callbacks', 'replay', '1', '--since', 'long ago')).code).toBe(2);
  expect((await freshet(folder, 'operator', 'invite', 'ann', '--role', 'king')).code).toBe(2);
  expect((await freshet(folder, '--help')).code).toBe(0);
});

const startEnv = ({ node, worker }: { node: string; worker: string }): string =>
  `FRESHET_NODE="${node}"\nMEDIASOUP_WORKER_BIN="${worker}"\n`;

const wireServer = ({ origin }: SpawnedServer, appID: number, token: string) => ({
  origin,
  demo: { appID: appID as AppID },
  token: async () => token,
});
