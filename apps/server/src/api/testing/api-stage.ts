import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSwitches, type Log, type Project } from '@freshet/core';
import { type Millis, millis } from '@freshet/kit';
import { DataStore } from '@freshet/store';
import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { createHttpApp } from '../../http/http-app.ts';
import type { ApiControl } from '../handlers/handler.ts';
import { serveApi } from '../serve-api.ts';
import { sign } from '../signature.ts';

const Reply = z.object({ Code: z.int(), Message: z.string(), RequestId: z.string(), Data: z.unknown() });
type Reply = z.infer<typeof Reply>;
type BearerReply = { readonly status: number; readonly body: unknown };

/** How a signed request differs from a right one: other common parameters, and a secret that is not the project's. */
export type Signing = {
  readonly common?: Readonly<Record<string, string | undefined>>;
  readonly secret?: string;
  /** Sent as a JSON body. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly sent?: { readonly headers: Readonly<Record<string, string>>; readonly body: BodyInit };
};

/** The server API over real HTTP, with a clock that stands until a test moves it. */
export class ApiStage {
  now: Millis = millis(1_800_000_000_000);
  /** What was logged as the server's own fault. */
  readonly faults: unknown[] = [];
  readonly project: Project;
  readonly key: string;
  readonly #control: ApiControl;
  readonly #folder: string;
  #store: DataStore;
  #app: FastifyInstance | undefined;
  #origin = '';

  static async open(control: ApiControl): Promise<ApiStage> {
    const folder = await mkdtemp(join(tmpdir(), 'freshet-api-'));
    const store = await DataStore.open({ folder });
    const stage = new ApiStage(control, folder, store, await store.projects.create('shop', defaultSwitches));
    await stage.#serve();
    return stage;
  }

  private constructor(control: ApiControl, folder: string, store: DataStore, project: Project) {
    this.#control = control;
    this.#folder = folder;
    this.#store = store;
    this.project = project;
    this.key = store.apiKeys.create(project.appID, 'test').key;
  }

  get store(): DataStore {
    return this.#store;
  }

  get origin(): string {
    return this.#origin;
  }

  pass(seconds: number): void {
    this.now = millis(this.now + seconds * 1000);
  }

  /** A right request of the signed form, unless `signing` says otherwise. */
  async signed(action: string, query = '', signing: Signing = {}): Promise<Reply> {
    const url = `${this.origin}/v2/?${this.#common(action, signing)}${query && `&${query}`}`;
    const { body, sent } = signing;
    const response = await fetch(url, body === undefined ? sent && { method: 'POST', ...sent } : jsonOf(body));
    return Reply.parse(await response.json());
  }

  /** A request of the bearer form. */
  async bearer(name: string, params: unknown, key: string | undefined = this.key): Promise<BearerReply> {
    const { headers, ...rest } = jsonOf(params);
    const authorization: Record<string, string> = key === '' ? {} : { authorization: `Bearer ${key}` };
    const response = await fetch(`${this.origin}/api/v1/${name}`, {
      ...rest,
      headers: { ...headers, ...authorization },
    });
    return { status: response.status, body: await response.json() };
  }

  /** Ends the server, and starts one on the same data. */
  async restart(): Promise<void> {
    await this.#end();
    this.#store = await DataStore.open({ folder: this.#folder });
    await this.#serve();
  }

  async close(): Promise<void> {
    await this.#end();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #serve(): Promise<void> {
    const quiet = { info: () => undefined, warn: () => undefined };
    const log: Log = { ...quiet, child: () => log, error: (fields) => void this.faults.push(fields) };
    const app = await createHttpApp({ certificate: undefined, trustedProxies: [], refused: () => undefined, log });
    const { projects, apiKeys, audit, nonces } = this.store;
    const clock = { now: () => this.now };
    await serveApi(app, { control: this.#control, projects, apiKeys, audit, nonces, clock, log });
    this.#origin = await app.listen({ host: '127.0.0.1', port: 0 });
    this.#app = app;
  }

  async #end(): Promise<void> {
    await this.#app?.close();
    this.store.close();
  }

  #common(action: string, { common, secret = this.project.serverSecret }: Signing): string {
    const said = {
      Action: action,
      AppId: String(this.project.appID),
      SignatureNonce: randomBytes(8).toString('hex'),
      Timestamp: String(Math.floor(this.now / 1000)),
      SignatureVersion: '2.0',
      ...common,
    };
    const Signature = sign(said.AppId ?? '', said.SignatureNonce ?? '', secret, said.Timestamp ?? '');
    const query = Object.entries({ Signature, ...said }).filter(([, value]) => value !== undefined);
    return new URLSearchParams(query as [string, string][]).toString();
  }
}

const jsonOf = (body: unknown) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
