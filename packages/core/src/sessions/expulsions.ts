import { type Clock, type Millis, millis } from '@freshet/kit';
import { type ErrorCode, errorTable, FreshetError, type Params, type SessionID } from '@freshet/protocol';
import type { UserKey } from '../rooms/room-key.ts';
import type { ResumeSecret } from './resume-secret.ts';
import type { UserRecord } from './seniority.ts';

/** How many expulsions are remembered at most; about 500 bytes each. The oldest go first. */
const MOST = 10_000;

/** A client was sent away while it was not there to hear it. */
export class Expelled extends FreshetError {
  /** The backend's own words. */
  readonly reason: string;

  constructor(code: ErrorCode, reason: string) {
    super(code);
    this.reason = reason;
  }
}

/** Someone who was sent away. */
export type Expulsion = Pick<UserRecord, 'sessionID' | 'loginEpoch' | 'attempt'> & {
  readonly user: UserKey;
  readonly secret: ResumeSecret;
  readonly code: ErrorCode;
  readonly reason?: string;
};

type Kept = Expulsion & { readonly until: Millis };

/** Who was sent away of late, so that a client that was not there hears of it when it returns, and stays away. */
export class Expulsions {
  readonly #clock: Clock;
  readonly #memory: Millis;
  readonly #bySession = new Map<SessionID, Kept>();
  readonly #byUser = new Map<UserKey, Kept>();

  /** @param memory how long each is remembered. Milliseconds. */
  constructor(clock: Clock, memory: Millis) {
    this.#clock = clock;
    this.#memory = memory;
  }

  add(expulsion: Expulsion): void {
    const kept = { ...expulsion, until: millis(this.#clock.now() + this.#memory) };
    this.#bySession.set(kept.sessionID, kept);
    this.#byUser.set(kept.user, kept);
    for (const oldest of this.#bySession.values()) {
      if (this.#bySession.size <= MOST && oldest.until > this.#clock.now()) return;
      this.#bySession.delete(oldest.sessionID);
      if (this.#byUser.get(oldest.user) === oldest) this.#byUser.delete(oldest.user);
    }
  }

  /**
   * Refuses the resume of a session that was sent away; without its secret, nobody is told.
   *
   * @throws Expelled
   */
  checkResume(sessionID: SessionID, resumeSecret: string): void {
    const kept = this.#bySession.get(sessionID);
    if (kept?.secret.matches(resumeSecret)) this.#refuse(kept);
  }

  /**
   * Refuses what an SDK does by itself in the name of a login that was sent away; the user's own login is another.
   *
   * @param login which says the login that is repeated, or names the call that has not been answered yet
   * @throws Expelled
   */
  checkRepeat(user: UserKey, { repeats, attempt }: Pick<Params<'login'>, 'repeats' | 'attempt'>): void {
    const kept = this.#byUser.get(user);
    if (!kept) return;
    const isSameCall = attempt !== undefined && attempt === kept.attempt;
    if (isSameCall || (repeats !== undefined && repeats <= kept.loginEpoch)) this.#refuse(kept);
  }

  #refuse({ code, reason, until }: Kept): void {
    if (until > this.#clock.now()) throw new Expelled(code, reason ?? errorTable[code].means);
  }
}
