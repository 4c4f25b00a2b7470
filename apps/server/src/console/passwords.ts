import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { KeyedQueue } from '@freshet/kit';
import { ConsoleRefused } from './console-refused.ts';

/** What a password is hashed with; those of a hash stand in it, so that these can grow. */
type Cost = { readonly ln: number; readonly r: number; readonly p: number };

// OWASP Password Storage Cheat Sheet: scrypt with N = 2^15, r = 8, p = 3, which takes 32 MiB.
const COST: Cost = { ln: 15, r: 8, p: 3 };
const SALT = 16;
const HASH = 32;
/** Bytes that one hashing may take: twice what the cost above takes. */
const MEMORY = 64 * 1024 * 1024;
/** Hashings that wait for their turn; beyond them is an attack. */
const WAITING = 20;

const FORM = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

/** Hashes passwords, one at a time, so that many attempts at once do not take the machine from everything else. */
export class Passwords {
  readonly #queue = new KeyedQueue<'all'>();
  readonly #nobody: string;
  #waiting = 0;

  constructor() {
    const random = (length: number): string => randomBytes(length).toString('base64url');
    this.#nobody = write(COST, random(SALT), random(HASH));
  }

  /** @throws ConsoleRefused `tooMany` */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT);
    const hash = await this.#derive(password, salt, COST);
    return write(COST, salt.toString('base64url'), hash.toString('base64url'));
  }

  /**
   * Whether it is the password of this hash; without one the answer is no, and costs the same.
   *
   * @throws ConsoleRefused `tooMany`
   */
  async isRight(password: string, hash: string | undefined): Promise<boolean> {
    const { cost, salt, key } = read(hash ?? this.#nobody);
    const derived = await this.#derive(password, salt, cost);
    return timingSafeEqual(derived, key) && hash !== undefined;
  }

  /** What has not begun is refused. */
  close(): void {
    this.#queue.close();
  }

  async #derive(password: string, salt: Uint8Array, { ln, r, p }: Cost): Promise<Buffer> {
    if (this.#waiting >= WAITING) throw new ConsoleRefused('tooMany');
    this.#waiting += 1;
    try {
      const options = { N: 2 ** ln, r, p, maxmem: MEMORY };
      // One text can be written in two ways (é, or e and an accent), and keyboards differ in which one they send.
      return await this.#queue.run('all', () => derive(password.normalize('NFKC'), salt, options));
    } finally {
      this.#waiting -= 1;
    }
  }
}

function derive(password: string, salt: Uint8Array, options: ScryptOptions): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, HASH, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

const write = ({ ln, r, p }: Cost, salt: string, key: string): string =>
  `$scrypt$ln=${ln},r=${r},p=${p}$${salt}$${key}`;

function read(text: string): { readonly cost: Cost; readonly salt: Uint8Array; readonly key: Uint8Array } {
  const [whole, ln, r, p, salt = '', key = ''] = FORM.exec(text) ?? [];
  if (whole === undefined) throw new Error('the hash of a password is broken');
  return {
    cost: { ln: Number(ln), r: Number(r), p: Number(p) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}
