import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Issuer } from '@freshet/testkit';
import { type Holdings, Said } from './holdings.ts';

const PROCESS = fileURLToPath(new URL('server-process.ts', import.meta.url));

/** A server whose memory is its own, and can be looked into. */
export class SoakServer {
  readonly issuer: Issuer;
  readonly #child: ChildProcess;

  /** @param door with `door`, one whose door may be tried as hard as anyone likes, and that soon forgets who is cut off */
  static async start(...door: readonly 'door'[]): Promise<SoakServer> {
    const child = fork(PROCESS, door, { execArgv: ['--expose-gc'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const said = await next(child);
    if (said.type !== 'ready') throw new Error(`the server said ${said.type} before it was ready`);
    return new SoakServer(child, said.issuer);
  }

  private constructor(child: ChildProcess, issuer: Issuer) {
    this.#child = child;
    this.issuer = issuer;
  }

  /** What it holds now. */
  async look(): Promise<Holdings> {
    this.#child.send('look');
    const said = await next(this.#child);
    if (said.type !== 'holdings') throw new Error(`the server said ${said.type} when it was asked what it holds`);
    return said.holdings;
  }

  async close(): Promise<void> {
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }
}

async function next(child: ChildProcess): Promise<Said> {
  const ended = new AbortController();
  const end = (): void => ended.abort();
  child.once('exit', end);
  try {
    const [message] = await once(child, 'message', { signal: ended.signal });
    return Said.parse(message);
  } finally {
    child.off('exit', end);
  }
}
