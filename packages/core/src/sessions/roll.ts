import type { AppID, SessionID } from '@freshet/protocol';
import type { Traffic } from '../quality/traffic.ts';
import type { Claim } from '../registry/claims.ts';
import type { Homes } from '../rooms/homes.ts';
import { userKey } from '../rooms/room-key.ts';
import { Tally } from '../tally.ts';
import type { Expulsions } from './expulsions.ts';
import type { UserRecord } from './seniority.ts';
import type { Session } from './session.ts';
import { departures, type Farewell, type SessionEnd } from './session-end.ts';

type Held = { readonly session: Session; readonly claim: Claim<UserRecord> };

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
  readonly #entering = new Tally<AppID>();

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

  /** How many users a project has, those on their way in among them. */
  count(appID: AppID): number {
    return (this.#ofProject.get(appID)?.size ?? 0) + this.#entering.get(appID);
  }

  /** Counts one on its way in; the returned function says that it is in, or is not coming. */
  expect(appID: AppID): () => void {
    this.#entering.add(appID, 1);
    return () => this.#entering.add(appID, -1);
  }

  add(session: Session, claim: Claim<UserRecord>): void {
    const { appID } = session.entrant;
    this.#held.set(session.id, { session, claim });
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
    this.#remove(session);
    if (farewell && (end === 'kicked' || end === 'cleared')) this.#remember(session, farewell);
    session.close(end, farewell);
    session.log.info({ user: session.entrant.user.userID, end }, 'left');
    await this.#options.homes.leave(session.room, session.seat, departures[end]);
    await claim.release();
  }

  #remove(session: Session): void {
    const { appID } = session.entrant;
    this.#held.delete(session.id);
    this.#options.traffic.forget(session.id);
    const sessions = this.#ofProject.get(appID);
    sessions?.delete(session);
    if (sessions?.size === 0) this.#ofProject.delete(appID);
  }

  #remember({ id, entrant, loginEpoch, secret }: Session, farewell: Farewell): void {
    const user = userKey(entrant.appID, entrant.userID);
    this.#options.expulsions.add({ sessionID: id, user, loginEpoch, secret, ...farewell });
  }
}
