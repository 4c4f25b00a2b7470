import type { User } from '@freshet/protocol';

/** Users who came and went since the last look, each at most once. */
export type PresenceChange = { readonly added: User[]; readonly removed: User[] };

/**
 * Who is in a room, beside who has been told to be in it. The difference is taken per tick, so that a user who comes
 * and goes in between is no news, and what was told always agrees with the room's log.
 */
export class Presence {
  readonly #members = new Map<string, User>();
  readonly #told = new Map<string, User>();
  readonly #touched = new Set<string>();

  /** Exact at any moment. */
  get count(): number {
    return this.#members.size;
  }

  /** Whether there is anything to tell. */
  get changed(): boolean {
    return this.#touched.size > 0;
  }

  add(user: User): void {
    this.#members.set(user.userID, user);
    this.#touched.add(user.userID);
  }

  remove(userID: string): void {
    this.#members.delete(userID);
    this.#touched.add(userID);
  }

  /** The users who have been told, the first `limit` of them. */
  told(limit: number): User[] {
    return [...this.#told.values()].slice(0, limit);
  }

  /** Takes the difference and counts it as told. */
  settle(): PresenceChange {
    const change: PresenceChange = { added: [], removed: [] };
    for (const userID of this.#touched) {
      const member = this.#members.get(userID);
      const told = this.#told.get(userID);
      if (member && !told) change.added.push(member);
      if (!member && told) change.removed.push(told);
      if (member) this.#told.set(userID, member);
      else this.#told.delete(userID);
    }
    this.#touched.clear();
    return change;
  }
}
