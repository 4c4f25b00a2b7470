import { type Clock, KeyedQueue, millis, Scope } from '@freshet/kit';
import {
  type ErrorCode,
  FreshetError,
  type Params,
  protocolVersions,
  type Result,
  type SessionID,
  type UserID,
} from '@freshet/protocol';
import type { Log } from '../ports/log.ts';
import type { MediaPlane } from '../ports/media-plane.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Registry } from '../ports/registry.ts';
import { type Claim, Claims } from '../registry/claims.ts';
import { Homes } from '../rooms/homes.ts';
import type { Room, RoomSettings, Seat } from '../rooms/room.ts';
import { roomKey, type UserKey, userKey } from '../rooms/room-key.ts';
import { StreamDirectory } from '../streams/directory.ts';
import { Entrant } from './entrant.ts';
import { Session, type SessionEnd, type SessionSettings } from './session.ts';

type UserRecord = { readonly sessionID: SessionID; readonly loginEpoch: number; readonly repeats?: number };
type Held = { readonly session: Session; readonly claim: Claim<UserRecord>; readonly userKey: UserKey };

/** What the sessions of a node need. */
export type SessionsOptions = {
  readonly registry: Registry;
  readonly projects: ProjectStore;
  readonly media: MediaPlane;
  readonly clock: Clock;
  readonly settings: { readonly room: RoomSettings; readonly session: SessionSettings };
  readonly log: Log;
};

/** A session and the answer that its client is still to get. */
export type Entered<Answer> = { readonly session: Session; readonly answer: Answer };

/** Every login on this node: the top of the domain. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #users: Claims<UserRecord>;
  readonly #homes: Homes;
  readonly #directory: StreamDirectory;
  readonly #held = new Map<SessionID, Held>();
  readonly #byUser = new Map<UserKey, Session>();
  readonly #turns = new KeyedQueue<UserKey>();
  readonly #scope = new Scope();

  static async open(options: SessionsOptions): Promise<Sessions> {
    const { registry, clock, settings, log } = options;
    const lost = (room: Room): void => sessions.#endAll(room);
    const users = await Claims.open<UserRecord>({ registry, bucket: 'users', mayReplace: mayEvict });
    const homes = await Homes.open({ registry, clock, settings: settings.room, log, roomLost: lost });
    const sessions = new Sessions(options, users, homes, await StreamDirectory.open(registry));
    return sessions;
  }

  private constructor(options: SessionsOptions, users: Claims<UserRecord>, homes: Homes, directory: StreamDirectory) {
    this.#options = options;
    this.#users = users;
    this.#homes = homes;
    this.#directory = directory;
    const { heartbeatPeriod } = options.settings.session;
    this.#scope.every(millis(Math.max(heartbeatPeriod / 20, 10)), () => this.#endSilent());
  }

  /** What is going on, for health and metrics. */
  get load(): { rooms: number; sessions: number; attached: number; streams: number } {
    const held = [...this.#held.values()];
    return {
      rooms: this.#homes.rooms.length,
      sessions: held.length,
      attached: held.filter(({ session }) => session.attached).length,
      streams: this.#directory.size,
    };
  }

  /**
   * Logs a user in to a room. An older login of the same user is ended first; an automatic repeat never ends a newer
   * one.
   *
   * @throws FreshetError with the documented code of whatever refuses the login
   */
  async login(request: Params<'login'>): Promise<Entered<Result<'login'>>> {
    const version = agree(request.versions);
    const entrant = await Entrant.admit(request, this.#options);
    const key = userKey(entrant.appID, entrant.user.userID as UserID);
    return this.#turns.run(key, async () => {
      const session = await this.#enter(key, entrant, request);
      try {
        const viewer = await session.receiving.open();
        return { session, answer: this.#loginAnswer(version, session, viewer, request) };
      } catch (error) {
        await this.#end(session.id, 'shutdown');
        throw error;
      }
    });
  }

  /**
   * Lets a session return on a new socket.
   *
   * @throws FreshetError 1002052 where there is no such session: the client logs in again
   */
  resume(request: Params<'resume'>): Entered<Result<'resume'>> {
    const version = agree(request.versions);
    const held = this.#held.get(request.sessionID as SessionID);
    if (!held) throw new FreshetError(1002052);
    return { session: held.session, answer: { version, ...held.session.resume(request) } };
  }

  /** The user leaves by his own wish; resolves when nothing of the session is left. */
  logout(session: Session): Promise<void> {
    return this.#end(session.id, 'logout');
  }

  /** Ends every session, so that each client knows, and the rooms with them. */
  async close(): Promise<void> {
    this.#scope.close();
    await Promise.all([...this.#held.keys()].map((id) => this.#end(id, 'shutdown')));
    this.#turns.close();
    this.#homes.close();
    this.#directory.close();
    this.#users.close();
  }

  async #enter(key: UserKey, entrant: Entrant, request: Params<'login'>): Promise<Session> {
    const { clock, log } = this.#options;
    const id = crypto.randomUUID() as SessionID;
    const standing = this.#byUser.get(key);
    const loginEpoch = Math.max(clock.now(), (standing?.loginEpoch ?? 0) + 1);
    const { repeats } = request;
    const record = { sessionID: id, loginEpoch, ...(repeats === undefined ? {} : { repeats }) };
    const result = await this.#users.claim(key, record, () => this.#evicted(id));
    if (!result.won) throw new FreshetError(1002050, 'a newer login of the same user stands');
    // The claim has just told the older login, which queued up to give back its streams and its seat: the newer one
    // queues behind it.
    const sessionLog = log.child({ session: id, room: roomKey(entrant.appID, entrant.roomID) });
    const session = await this.#seat(id, loginEpoch, entrant, request, sessionLog).catch(async (error: unknown) => {
      await result.claim.release();
      throw error;
    });
    this.#held.set(id, { session, claim: result.claim, userKey: key });
    this.#byUser.set(key, session);
    session.log.info({ user: entrant.user.userID }, 'logged in');
    return session;
  }

  async #seat(
    id: SessionID,
    loginEpoch: number,
    entrant: Entrant,
    request: Params<'login'>,
    log: Log,
  ): Promise<Session> {
    const { media, clock, settings } = this.#options;
    const { isUserStatusNotify: wantsUsers, maxMemberCount } = request.config;
    const seat: Seat = { user: entrant.user, wantsUsers, deliver: (entry) => session.deliver(entry) };
    const room = await this.#homes.enter(roomKey(entrant.appID, entrant.roomID), seat, maxMemberCount);
    const session = new Session(
      {
        id,
        entrant,
        loginEpoch,
        room,
        wantsUsers,
        media,
        directory: this.#directory,
        clock,
        settings: settings.session,
        log,
        tokenExpired: () => this.#expired(session),
      },
      seat,
    );
    return session;
  }

  #loginAnswer(
    version: number,
    session: Session,
    viewer: Result<'login'>['viewer'],
    request: Params<'login'>,
  ): Result<'login'> {
    const { room } = session;
    return {
      version,
      sessionID: session.id,
      resumeSecret: session.resumeSecret,
      loginEpoch: session.loginEpoch,
      positions: session.firstPositions,
      heartbeatPeriod: this.#options.settings.session.heartbeatPeriod,
      roomSessionID: room.sessionID,
      room: room.snapshot(request.config.isUserStatusNotify),
      viewer,
    };
  }

  #evicted(id: SessionID): void {
    this.#end(id, 'evicted', 1002050).catch((error: unknown) => {
      this.#options.log.error({ error, session: id }, 'an evicted session could not be ended');
    });
  }

  #expired(session: Session): void {
    session.entrant
      .project()
      .then(({ switches }) => (switches.kickOnExpiry ? this.#end(session.id, 'kicked', 1002056) : undefined))
      .catch((error: unknown) => session.log.error({ err: error }, 'an expired token could not be acted on'));
  }

  #endAll(room: Room): void {
    for (const { session } of this.#held.values()) {
      if (session.room === room) void this.#end(session.id, 'roomLost').catch(() => undefined);
    }
  }

  #endSilent(): void {
    const oldest = this.#options.clock.now() - this.#options.settings.session.heartbeatPeriod;
    for (const { session } of this.#held.values()) {
      if (session.lastSign < oldest) void this.#end(session.id, 'silent').catch(() => undefined);
    }
  }

  async #end(id: SessionID, end: SessionEnd, code?: ErrorCode): Promise<void> {
    const held = this.#held.get(id);
    if (!held) return;
    const { session, claim } = held;
    this.#held.delete(id);
    if (this.#byUser.get(held.userKey) === session) this.#byUser.delete(held.userKey);
    session.close(end, code);
    session.log.info({ user: session.entrant.user.userID, end }, 'left');
    await this.#homes.leave(session.room, session.seat);
    await claim.release();
  }
}

// A login that an SDK repeats by itself gives way to one that its user made later.
function mayEvict(standing: UserRecord, next: UserRecord): boolean {
  return next.repeats === undefined || standing.loginEpoch <= next.repeats;
}

function agree(offered: readonly number[]): number {
  const common = protocolVersions.filter((version) => offered.includes(version));
  if (common.length === 0) throw new FreshetError(1100001, 'client and server have no protocol version in common');
  return Math.max(...common);
}
