import type { DatabaseSync } from 'node:sqlite';
import { type Millis, millis } from '@freshet/kit';
import * as z from 'zod';
import type { SecretBox } from './secret-box.ts';

const time = z.number().transform(millis);

const SecondFactor = z.discriminatedUnion('name', [
  z.object({ name: z.literal('off') }),
  // Told to its operator, who has not shown yet that an authenticator knows it.
  z.object({ name: z.literal('begun'), secret: z.string() }),
  z.object({
    name: z.literal('on'),
    secret: z.string(),
    /** The period of the last code that was taken: it and those before are spent. RFC 6238, section 5.2. */
    lastStep: z.number(),
    recoveryHashes: z.array(z.string()),
  }),
]);
/** How an operator proves itself besides its password. */
export type SecondFactor = z.infer<typeof SecondFactor>;

const Role = z.enum(['viewer', 'operator', 'owner']);
type Role = z.infer<typeof Role>;

/** One who runs the installation, as it is kept. */
export type OperatorRecord = {
  readonly name: string;
  readonly role: Role;
  readonly created: Millis;
  /** Missing for one who is invited and has not come yet. */
  readonly passwordHash?: string;
  readonly secondFactor: SecondFactor;
  readonly lastSignIn?: { readonly at: Millis; readonly address: string };
};

/** A link that lets someone become an operator, once. */
export type OperatorInvitation = {
  readonly name: string;
  readonly role: Role;
  readonly created: Millis;
  readonly linkHash: string;
  /** Milliseconds since the Unix epoch. */
  readonly until: Millis;
};

const Row = z.object({
  name: z.string(),
  role: Role,
  created: time,
  password_hash: z.nullable(z.string()),
  second_factor: z.nullable(z.instanceof(Uint8Array)),
  signed_in_at: z.nullable(time),
  signed_in_address: z.nullable(z.string()),
});

const SELECT =
  'SELECT name, role, created, password_hash, second_factor, signed_in_at, signed_in_address FROM operators';

/** Those who may enter the console. Names are the same in capitals and in small letters of ASCII. */
export class SqliteOperators {
  readonly #database: DatabaseSync;
  readonly #box: SecretBox;

  constructor(database: DatabaseSync, box: SecretBox) {
    this.#database = database;
    this.#box = box;
  }

  /** Whether anyone could sign in: without one, a setup link makes the first. */
  get isEmpty(): boolean {
    return this.#database.prepare('SELECT 1 FROM operators WHERE password_hash IS NOT NULL').get() === undefined;
  }

  get(name: string): OperatorRecord | undefined {
    const row = this.#database.prepare(`${SELECT} WHERE name = ?`).get(name);
    return row && this.#read(row);
  }

  /** Every operator and everyone invited, oldest first. */
  list(): readonly OperatorRecord[] {
    const rows = this.#database.prepare(`${SELECT} ORDER BY created, name`).all();
    return rows.map((row) => this.#read(row));
  }

  /** Adds one with a password; answers false where the name is taken. */
  add(name: string, role: Role, created: Millis, passwordHash: string): boolean {
    const insert = this.#database.prepare(
      `INSERT INTO operators (name, role, created, password_hash) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING`,
    );
    return insert.run(name, role, created, passwordHash).changes === 1;
  }

  /** Adds one who is still to come, or gives it another link; answers false where an operator has that name. */
  invite({ name, role, created, linkHash, until }: OperatorInvitation): boolean {
    const insert = this.#database.prepare(
      `INSERT INTO operators (name, role, created, invitation_hash, invitation_until) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (name) DO UPDATE SET role = excluded.role, invitation_hash = excluded.invitation_hash,
         invitation_until = excluded.invitation_until
       WHERE password_hash IS NULL`,
    );
    return insert.run(name, role, created, linkHash, until).changes === 1;
  }

  /** Who is invited by the link with this hash, while it is good. */
  invited(linkHash: string, now: Millis): OperatorRecord | undefined {
    const row = this.#database
      .prepare(`${SELECT} WHERE invitation_hash = ? AND invitation_until > ?`)
      .get(linkHash, now);
    return row && this.#read(row);
  }

  /** Sets a password, and spends the invitation where there is one. */
  setPassword(name: string, passwordHash: string): void {
    this.#database
      .prepare('UPDATE operators SET password_hash = ?, invitation_hash = NULL, invitation_until = NULL WHERE name = ?')
      .run(passwordHash, name);
  }

  setSecondFactor(name: string, factor: SecondFactor): void {
    const sealed = factor.name === 'off' ? null : this.#box.seal(JSON.stringify(factor), factorPlace(name));
    this.#database.prepare('UPDATE operators SET second_factor = ? WHERE name = ?').run(sealed, name);
  }

  /** Notes a sign-in. */
  signedIn(name: string, at: Millis, address: string): void {
    this.#database
      .prepare('UPDATE operators SET signed_in_at = ?, signed_in_address = ? WHERE name = ?')
      .run(at, address, name);
  }

  /**
   * Why an operator cannot have this role, or cannot be removed where no role is named. Asked in the same turn as the
   * change, so that two owners cannot take each other's place at once.
   */
  refusal(name: string, role?: Role): 'missing' | 'lastOwner' | undefined {
    const operator = this.get(name);
    if (operator === undefined) return 'missing';
    const isOwner = operator.role === 'owner' && operator.passwordHash !== undefined;
    return isOwner && role !== 'owner' && this.#owners() === 1 ? 'lastOwner' : undefined;
  }

  setRole(name: string, role: Role): void {
    this.#database.prepare('UPDATE operators SET role = ? WHERE name = ?').run(role, name);
  }

  /** Removes an operator, its sessions with it. */
  remove(name: string): void {
    this.#database.prepare('DELETE FROM operators WHERE name = ?').run(name);
  }

  #owners(): number {
    return this.list().filter(({ role, passwordHash }) => role === 'owner' && passwordHash !== undefined).length;
  }

  #read(row: unknown): OperatorRecord {
    const { name, role, created, ...rest } = Row.parse(row);
    const { password_hash: passwordHash, second_factor: sealed, signed_in_at: at, signed_in_address: address } = rest;
    return {
      name,
      role,
      created,
      ...(passwordHash === null ? {} : { passwordHash }),
      ...(at === null ? {} : { lastSignIn: { at, address: address ?? '' } }),
      secondFactor: sealed
        ? SecondFactor.parse(JSON.parse(this.#box.open(sealed, factorPlace(name))))
        : { name: 'off' },
    };
  }
}

// What it is sealed for, so that nobody's can be moved to another operator. The name as it is kept, not as it is typed.
const factorPlace = (name: string): string => `${name} second factor`;
