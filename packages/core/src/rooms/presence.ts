import { limits, type User } from '@freshet/protocol';

/** Users who came and went since the last look, each at most once. */
export type PresenceChange = { readonly added: User[]; readonly removed: User[] };

/**
 * Who is in a room, beside who has been told to be in it. The difference is taken per tick, so that a user who comes
 * and goes in between is no news, and what was told always agrees with the room's log. So many users are named at
 * once; those beyond are counted alone until a place is free.
 */
export class Presence {
  readonly #most: number;
  readonly #members = new Map<string, User>();
  readonly #told = new Map<string, User>();
  /** Members who are named as soon as there is room for their names, in the order they came. */
  readonly #untold = new Map<string, User>();
  readonly #gone = new Set<string>();

  /** @param most users named at once */
  constructor(most: number = limits.namedUsers) {
    this.#most = most;
  }

  /** Exact at any moment. */
  get count(): number {
    return this.#members.size;
  }

  /** Whether there is anything to tell. */
  get changed(): boolean {
    return this.#gone.size > 0 || (this.#untold.size > 0 && this.#told.size < this.#most);
  }

  add(user: User): void {
    this.#members.set(user.userID, user);
    this.#gone.delete(user.userID);
    const named = this.#told.has(user.userID) ? this.#told : this.#untold;
    named.set(user.userID, user);
  }

  remove(userID: string): void {
    this.#members.delete(userID);
    this.#untold.delete(userID);
    if (this.#told.has(userID)) this.#gone.add(userID);
  }

  /** The users who have been told. */
  get told(): User[] {
    return [...this.#told.values()];
  }

  /** Takes the difference and counts it as told. */
  settle(): PresenceChange {
    const change: PresenceChange = { added: [], removed: [] };
    for (const userID of this.#gone) {
      const told = this.#told.get(userID);
      if (told) change.removed.push(told);
      this.#told.delete(userID);
    }
    this.#gone.clear();
    for (const [userID, user] of this.#untold) {
      if (this.#told.size >= this.#most) break;
      this.#told.set(userID, user);
      this.#untold.delete(userID);
      change.added.push(user);
    }
    return change;
  }
}
