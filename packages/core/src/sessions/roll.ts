import { type AppID, FreshetError, type SessionID } from '@freshet/protocol';
import { Holds } from '../holds.ts';
import type { Traffic } from '../quality/traffic.ts';
import type { Claim } from '../registry/claims.ts';
import type { Homes } from '../rooms/homes.ts';
import { type UserKey, userKey } from '../rooms/room-key.ts';
import type { Expulsions } from './expulsions.ts';
import type { UserRecord } from './seniority.ts';
import type { Session } from './session.ts';
import { departures, type Farewell, type SessionEnd } from './session-end.ts';

type Held = { readonly session: Session; readonly claim: Claim<UserRecord>; readonly leave: () => void };

/** What the roll needs to let a session go. */
export type RollOptions = {
  readonly homes: Homes;
  readonly expulsions: Expulsions;
  readonly traffic: Traffic;
};

/** Every session of this node, and the one way out for each. */
export class Roll {
  readonly #options: RollOptions;
  readonly #held = new Map<SessionID, Held>();
  readonly #ofProject = new Map<AppID, Set<Session>>();
  readonly #ofUser = new Map<UserKey, Session>();
  readonly #users = new Holds<UserKey>();

  constructor(options: RollOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#held.size;
  }

  get attached(): number {
    return [...this.all()].filter((session) => session.attached).length;
  }

  *all(): Iterable<Session> {
    for (const { session } of this.#held.values()) yield session;
  }

  get(id: SessionID): Session | undefined {
    return this.#held.get(id)?.session;
  }

  /** The sessions of one project. */
  of(appID: AppID): Iterable<Session> {
    return this.#ofProject.get(appID) ?? [];
  }

  /** The session of a user. */
  find(user: UserKey): Session | undefined {
    return this.#ofUser.get(user);
  }

  /** How many users a project has, those on their way in among them, each once. */
  count(appID: AppID): number {
    return this.#users.count(appID);
  }

  /**
   * Refuses a user for whom its project has no place.
   *
   * @param most users of the project; 0 is no limit
   * @throws FreshetError 1002037
   */
  checkPlace(appID: AppID, user: UserKey, most: number): void {
    const isNew = this.#users.holders(user) === 0;
    if (most > 0 && isNew && this.count(appID) >= most) throw new FreshetError(1002037);
  }

  /** Counts a user on its way in; the returned function says that it is in, or is not coming. */
  expect(appID: AppID, user: UserKey): () => void {
    return this.#users.hold(appID, user);
  }

  add(session: Session, claim: Claim<UserRecord>): void {
    const { appID, userID } = session.entrant;
    const user = userKey(appID, userID);
    this.#held.set(session.id, { session, claim, leave: this.#users.hold(appID, user) });
    this.#ofUser.set(user, session);
    const sessions = this.#ofProject.get(appID) ?? new Set<Session>();
    this.#ofProject.set(appID, sessions.add(session));
  }

  /**
   * Ends a session. The client is told at once; resolves when nothing of the session is left. Never fails: what the
   * store cannot be told now it is told later.
   */
  async end(id: SessionID, end: SessionEnd, farewell?: Farewell): Promise<void> {
    const held = this.#held.get(id);
    if (!held) return;
    const { session, claim } = held;
    this.#remove(held);
    if (farewell && (end === 'kicked' || end === 'cleared')) this.#remember(held, farewell);
    session.close(end, farewell);
    session.log.info({ user: session.entrant.user.userID, end }, 'left');
    await this.#options.homes.leave(session.room, session.seat, departures[end]);
    await claim.release();
  }

  #remove({ session, leave }: Held): void {
    const { appID, userID } = session.entrant;
    const user = userKey(appID, userID);
    leave();
    this.#held.delete(session.id);
    if (this.#ofUser.get(user) === session) this.#ofUser.delete(user);
    this.#options.traffic.forget(session.id);
    const sessions = this.#ofProject.get(appID);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#ofProject.delete(appID);
  }

  #remember({ session, claim }: Held, farewell: Farewell): void {
    const { entrant, secret } = session;
    const user = userKey(entrant.appID, entrant.userID);
    this.#options.expulsions.add({ ...claim.value, user, secret, ...farewell });
  }
}
