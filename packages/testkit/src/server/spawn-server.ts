import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inTime } from '../in-page/eventually.ts';

const MAIN = fileURLToPath(new URL('../../../../apps/server/src/main.ts', import.meta.url));

/** How a spawned server is started. */
export type SpawnOptions = {
  /** Settings by their environment variables. */
  readonly env?: Readonly<Record<`FRESHET_${string}`, string>>;
};

/** A server in a process of its own, started as `npm start` starts it, that can be killed and started again. */
export class SpawnedServer {
  readonly #env: Readonly<Record<string, string>>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'freshet-data-'));
  #child: ChildProcess | undefined;
  #origin: string | undefined;
  #said = '';
  #begun = 0;

  private constructor(env: Readonly<Record<string, string>>) {
    this.#env = env;
  }

  /** Resolves when it has printed its addresses. */
  static async start({ env = {} }: SpawnOptions = {}): Promise<SpawnedServer> {
    const server = new SpawnedServer({ FRESHET_PORT: '0', FRESHET_MEDIA_PORT: '0', FRESHET_LOG: 'warn', ...env });
    try {
      await server.startAgain();
    } catch (error) {
      await server.close();
      throw error;
    }
    return server;
  }

  /** Where it answers, as printed at the last start. */
  get origin(): string {
    if (!this.#origin) throw new Error('the server has not been started');
    return this.#origin;
  }

  /** The links of a project `demo` to go live and to watch, as printed at the last start. */
  get links(): { readonly host: string; readonly audience: string } {
    const host = /https?:\/\/\S+\/host#\S+/.exec(this.#heard)?.[0];
    const audience = /https?:\/\/\S+\/watch#\S+/.exec(this.#heard)?.[0];
    if (!host || !audience) throw new Error(`the server printed no links: ${this.#heard}`);
    return { host, audience };
  }

  /** Everything it has printed. */
  get said(): string {
    return this.#said;
  }

  /** Starts it on the same data; on the same port only where `FRESHET_PORT` names one. */
  async startAgain(): Promise<void> {
    const env = { ...process.env, FRESHET_DATA: this.#folder, ...this.#env };
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child = child;
    this.#begun = this.#said.length;
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const hear = (text: string): void => {
      this.#said += text;
      const console = /https?:\/\/\S+\/console/.exec(this.#heard)?.[0];
      if (console) resolve(new URL(console).origin);
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`the server ended with ${code}: ${this.#heard}`)));
    this.#origin = await inTime(promise, () => `the server printed no address: ${this.#said}`);
  }

  /** Ends it as Ctrl-C does; answers with its exit code, `null` where it had to be killed by a signal. */
  stop(): Promise<number | null> {
    return this.#end('SIGINT');
  }

  /** Ends it without a chance to say goodbye. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it and forgets its data. */
  async close(): Promise<void> {
    await this.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** What it has printed since the last start. */
  get #heard(): string {
    return this.#said.slice(this.#begun);
  }

  #end(signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child?.exitCode ?? null);
    const { promise, resolve } = Promise.withResolvers<number | null>();
    child.once('close', resolve);
    child.kill(signal);
    return promise;
  }
}
