import { KeyedQueue, millis, Scope, seconds } from '@freshet/kit';
import {
  type AppID,
  errorTable,
  FreshetError,
  type Params,
  protocolVersions,
  type Result,
  type SessionID,
} from '@freshet/protocol';
import { refuseWhenClosed } from '../closed-queue.ts';
import type { Control } from '../control/control.ts';
import { Enforcement } from '../control/enforcement.ts';
import { roomKey, type UserKey, userKey } from '../rooms/room-key.ts';
import type { Seat } from '../rooms/seat.ts';
import type { Caller } from './caller.ts';
import { Entrant } from './entrant.ts';
import { Expelled } from './expulsions.ts';
import { openParts, type Parts, type SessionsOptions } from './parts.ts';
import { keepPlaces } from './places.ts';
import { ProjectWatch } from './project-watch.ts';
import { Session } from './session.ts';

/** How often clients are looked after in a heartbeat period. */
const LOOKS = 20;
/** How often what is old is forgotten. */
const TIDY_PERIOD = seconds(60);
/** A session and the answer that its client is still to get. */
export type Entered<Answer> = { readonly session: Session; readonly answer: Answer };

/** Every login on this node: the top of the domain. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #parts: Parts;
  readonly #logins = new KeyedQueue<UserKey>();
  readonly #scope = new Scope();
  #closing: Promise<void> | undefined;

  static async open(options: SessionsOptions): Promise<Sessions> {
    return new Sessions(options, await openParts(options));
  }

  private constructor(options: SessionsOptions, parts: Parts) {
    const { projects, settings, clock } = options;
    const { roll, rules, directory, viewers, control } = parts;
    this.#options = options;
    this.#parts = parts;
    const enforcement = new Enforcement({ rules, roll, directory, viewers });
    this.#scope.add(() => enforcement.close());
    const projectWatch = new ProjectWatch({ projects, roll, rules, clock });
    this.#scope.add(() => projectWatch.close());
    this.#scope.every(millis(settings.session.heartbeatPeriod / LOOKS), () => this.#endSilent());
    this.#scope.every(TIDY_PERIOD, () => control.quality.tidy());
  }

  /** What those who run rooms can see and do. */
  get control(): Control {
    return this.#parts.control;
  }

  /** What is going on, for health and metrics. */
  get load(): { rooms: number; sessions: number; attached: number; streams: number } {
    const { homes, roll, directory } = this.#parts;
    return { rooms: homes.size, sessions: roll.size, attached: roll.attached, streams: directory.size };
  }

  /**
   * Logs a user in to a room. An older login of the same user is ended first; an automatic repeat never ends a newer
   * one.
   *
   * @throws FreshetError with the documented code of whatever refuses the login
   */
  async login(request: Params<'login'>, caller: Caller): Promise<Entered<Result<'login'>>> {
    const version = agree(request.versions);
    const { projects, clock } = this.#options;
    const { rules, roll, expulsions } = this.#parts;
    const admitted = Entrant.admit(request, caller, { projects, rules, clock });
    const entrant = await admitted.catch((refusal: unknown) => this.#refuse(refusal, request));
    const key = userKey(entrant.appID, entrant.userID);
    const login = async (): Promise<Entered<Result<'login'>>> => {
      expulsions.checkRepeat(key, request);
      const session = await this.#enter(key, entrant, request);
      try {
        const viewer = await session.receiving.open();
        return { session, answer: { version, ...session.welcome(viewer) } };
      } catch (error) {
        const refusal = session.closed ? this.#refusalOf(session) : error;
        await roll.end(session.id, 'shutdown');
        throw refusal;
      }
    };
    return this.#logins.run(key, login).catch(refuseWhenClosed(shuttingDown));
  }

  /**
   * Lets a session return on a new socket.
   *
   * @throws FreshetError 1002052 where there is no such session: the client logs in again; 1000039 where the project
   * does not let its page in; 1002066 where a rule keeps it out from where it is now; Expelled where it was sent away
   * while it was gone
   */
  resume(request: Params<'resume'>, caller: Caller): Entered<Result<'resume'>> {
    const version = agree(request.versions);
    const { roll, expulsions } = this.#parts;
    const id = request.sessionID as SessionID;
    const session = roll.get(id);
    if (!session) {
      expulsions.checkResume(id, request.resumeSecret);
      throw new FreshetError(1002052);
    }
    // Before its secret is spent: the session waits on for a page that may have it.
    session.entrant.checkCaller(caller);
    const answer = session.resume(request);
    session.entrant.move(caller);
    try {
      session.entrant.checkEntry();
    } catch (error) {
      void roll.end(id, 'kicked', { code: 1002066 });
      throw error;
    }
    return { session, answer: { version, ...answer } };
  }

  /** The user leaves by his own wish; resolves when nothing of the session is left. */
  logout(session: Session): Promise<void> {
    return this.#parts.roll.end(session.id, 'logout');
  }

  /** Ends every session, so that each client knows, and the rooms with them. */
  close(): Promise<void> {
    this.#closing ??= this.#endEverything();
    return this.#closing;
  }

  async #endEverything(): Promise<void> {
    const { roll, homes, directory, users, rules, control } = this.#parts;
    this.#scope.close();
    this.#logins.close();
    await Promise.all([...roll.all()].map(({ id }) => roll.end(id, 'shutdown')));
    // A login that was under way has found the door shut, or has let its session in and ends it.
    await this.#logins.idle();
    rules.close();
    homes.close();
    directory.close();
    users.close();
    control.events.clear();
  }

  // Who was not there when his token ended hears on his return what those heard who were. He is not remembered as sent
  // away: with a token that he renewed meanwhile he is let in.
  async #refuse(refusal: unknown, { appID, repeats }: Params<'login'>): Promise<never> {
    const isOver = repeats !== undefined && refusal instanceof FreshetError && refusal.code === 1002078;
    const project = isOver ? await this.#options.projects.get(appID as AppID) : undefined;
    throw project?.switches.kickOnExpiry ? new Expelled(1002056, errorTable[1002056].means) : refusal;
  }

  async #enter(key: UserKey, entrant: Entrant, request: Params<'login'>): Promise<Session> {
    const { limits } = await entrant.project();
    const giveBack = keepPlaces(this.#parts, entrant, { maxMemberCount: request.config.maxMemberCount, limits });
    try {
      return await this.#claim(key, entrant, request);
    } finally {
      giveBack();
    }
  }

  async #claim(key: UserKey, entrant: Entrant, request: Params<'login'>): Promise<Session> {
    const { users, epochs, roll } = this.#parts;
    const id = crypto.randomUUID() as SessionID;
    const loginEpoch = epochs.next();
    const { repeats, attempt } = request;
    const record = {
      sessionID: id,
      loginEpoch,
      ...(repeats === undefined ? {} : { repeats }),
      ...(attempt === undefined ? {} : { attempt }),
    };
    let isEvicted = false;
    const evicted = (): void => {
      isEvicted = true;
      this.#evicted(id);
    };
    const result = await users.claim(key, record, evicted);
    if (!result.won) throw new FreshetError(1002050, 'a newer login of the same user stands');
    // The claim has just told the older login, which queued up to give back its streams and its seat: the newer one
    // queues behind it.
    const session = await this.#seat(id, loginEpoch, entrant, request).catch(async (error: unknown) => {
      await result.claim.release();
      throw error;
    });
    roll.add(session, result.claim);
    session.log.info({ user: entrant.user.userID }, 'logged in');
    await this.#endIfLate(session, isEvicted);
    return session;
  }

  // What would have ended the session while it took its seat found nothing to end.
  async #endIfLate({ id, entrant }: Session, isEvicted: boolean): Promise<void> {
    const { roll } = this.#parts;
    if (isEvicted) {
      await roll.end(id, 'evicted', { code: 1002050 });
      throw new FreshetError(1002050);
    }
    if (this.#closing) {
      await roll.end(id, 'shutdown');
      throw shuttingDown();
    }
    try {
      entrant.checkEntry();
      await entrant.checkProject();
    } catch (error) {
      await roll.end(id, 'shutdown');
      throw error;
    }
  }

  // Its client has no socket yet on which it was told of the end: the refusal of its login says the same. An end without
  // a word is none that the client is to accept: it tries again.
  #refusalOf({ farewell }: Session): FreshetError {
    if (farewell) return new Expelled(farewell.code, farewell.reason ?? errorTable[farewell.code].means);
    return this.#closing ? shuttingDown() : new FreshetError(1002099, 'the room was lost');
  }

  async #seat(
    id: SessionID,
    loginEpoch: number,
    entrant: Entrant,
    { config, repeats }: Params<'login'>,
  ): Promise<Session> {
    const { clock, settings, log } = this.#options;
    const { appID, roomID, user, authLevel } = entrant;
    const { limits } = await entrant.project();
    // What the room tells before there is a session stands in the snapshot that the session begins with.
    let session: Session | undefined;
    const seat: Seat = {
      user,
      sessionID: id,
      loginTime: clock.now(),
      authLevel,
      isRepeat: repeats !== undefined,
      wantsUsers: config.isUserStatusNotify,
      deliver: (entry) => session?.deliver(entry),
    };
    const room = await this.#parts.homes.enter({ appID, roomID }, seat);
    session = new Session(
      {
        ...this.#parts,
        id,
        entrant,
        loginEpoch,
        room,
        wantsUsers: config.isUserStatusNotify,
        plays: limits.plays,
        find: (other) => this.#parts.roll.get(other),
        media: this.#options.media,
        clock,
        settings: settings.session,
        log: log.child({ session: id, room: roomKey(appID, roomID) }),
        tokenExpired: (expired) => this.#expired(expired),
      },
      seat,
    );
    return session;
  }

  #evicted(id: SessionID): void {
    void this.#parts.roll.end(id, 'evicted', { code: 1002050 });
  }

  #expired(session: Session): void {
    const kick = async (): Promise<void> => {
      const { switches } = await session.entrant.project();
      const isRenewed = session.entrant.expire > this.#options.clock.now();
      if (switches.kickOnExpiry && !isRenewed) await this.#parts.roll.end(session.id, 'expired', { code: 1002056 });
    };
    kick().catch((err: unknown) => session.log.error({ err }, 'an expired token could not be acted on'));
  }

  // Counted in looks and not by the clock: a clock that is set, or a process that stood still, ends nobody.
  #endSilent(): void {
    for (const session of [...this.#parts.roll.all()]) {
      if (session.look() > LOOKS) void this.#parts.roll.end(session.id, 'silent');
    }
  }
}

const shuttingDown = (): FreshetError => new FreshetError(1002099, 'the server is shutting down');

function agree(offered: readonly number[]): number {
  const common = protocolVersions.filter((version) => offered.includes(version));
  if (common.length === 0) throw new FreshetError(1100001, 'client and server have no protocol version in common');
  return Math.max(...common);
}
