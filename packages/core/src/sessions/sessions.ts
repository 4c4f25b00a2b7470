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
import { refuseWhenClosed } from '../closed-queue.ts';
import type { Log } from '../ports/log.ts';
import type { MediaPlane } from '../ports/media-plane.ts';
import type { ProjectStore } from '../ports/project-store.ts';
import type { Registry } from '../ports/registry.ts';
import { type Claim, Claims } from '../registry/claims.ts';
import { Epochs } from '../registry/epochs.ts';
import { Homes } from '../rooms/homes.ts';
import type { Room, RoomSettings, Seat } from '../rooms/room.ts';
import { roomKey, type UserKey, userKey } from '../rooms/room-key.ts';
import { StreamDirectory } from '../streams/directory.ts';
import { Entrant } from './entrant.ts';
import { mayEvict, type UserRecord } from './seniority.ts';
import { Session, type SessionEnd, type SessionSettings } from './session.ts';

type Held = { readonly session: Session; readonly claim: Claim<UserRecord> };

/** How often clients are looked after in a heartbeat period. */
const LOOKS = 20;

/** What the sessions of a node need. */
export type SessionsOptions = {
  readonly registry: Registry;
  readonly projects: Pick<ProjectStore, 'get'>;
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
  readonly #epochs: Epochs;
  readonly #held = new Map<SessionID, Held>();
  readonly #logins = new KeyedQueue<UserKey>();
  readonly #scope = new Scope();
  #closing: Promise<void> | undefined;

  static async open(options: SessionsOptions): Promise<Sessions> {
    const { registry, clock, settings, log } = options;
    const epochs = new Epochs(clock);
    const roomLost = (room: Room): void => sessions.#endAll(room);
    const users = await Claims.open<UserRecord>({ registry, bucket: 'users', mayReplace: mayEvict });
    const homes = await Homes.open({ registry, clock, epochs, settings: settings.room, log, roomLost });
    const directory = await StreamDirectory.open(registry);
    const sessions = new Sessions(options, { users, homes, directory, epochs });
    return sessions;
  }

  private constructor(
    options: SessionsOptions,
    parts: { users: Claims<UserRecord>; homes: Homes; directory: StreamDirectory; epochs: Epochs },
  ) {
    this.#options = options;
    this.#users = parts.users;
    this.#homes = parts.homes;
    this.#directory = parts.directory;
    this.#epochs = parts.epochs;
    this.#scope.every(millis(options.settings.session.heartbeatPeriod / LOOKS), () => this.#endSilent());
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
    const login = async (): Promise<Entered<Result<'login'>>> => {
      const session = await this.#enter(key, entrant, request);
      try {
        const viewer = await session.receiving.open();
        return { session, answer: { version, ...session.welcome(viewer) } };
      } catch (error) {
        await this.#end(session.id, 'shutdown');
        throw error;
      }
    };
    return this.#logins.run(key, login).catch(refuseWhenClosed(shuttingDown));
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
  close(): Promise<void> {
    this.#closing ??= this.#endEverything();
    return this.#closing;
  }

  async #endEverything(): Promise<void> {
    this.#scope.close();
    this.#logins.close();
    await Promise.all([...this.#held.keys()].map((id) => this.#end(id, 'shutdown')));
    // A login that was under way has found the door shut, or has let its session in and ends it.
    await this.#logins.idle();
    this.#homes.close();
    this.#directory.close();
    this.#users.close();
  }

  async #enter(key: UserKey, entrant: Entrant, request: Params<'login'>): Promise<Session> {
    const { log } = this.#options;
    const id = crypto.randomUUID() as SessionID;
    const loginEpoch = this.#epochs.next();
    const { repeats } = request;
    const record = { sessionID: id, loginEpoch, ...(repeats === undefined ? {} : { repeats }) };
    let isEvicted = false;
    const evicted = (): void => {
      isEvicted = true;
      this.#evicted(id);
    };
    const result = await this.#users.claim(key, record, evicted);
    if (!result.won) throw new FreshetError(1002050, 'a newer login of the same user stands');
    // The claim has just told the older login, which queued up to give back its streams and its seat: the newer one
    // queues behind it.
    const sessionLog = log.child({ session: id, room: roomKey(entrant.appID, entrant.roomID) });
    const session = await this.#seat(id, loginEpoch, entrant, request, sessionLog).catch(async (error: unknown) => {
      await result.claim.release();
      throw error;
    });
    this.#held.set(id, { session, claim: result.claim });
    session.log.info({ user: entrant.user.userID }, 'logged in');
    await this.#endIfLate(session, isEvicted);
    return session;
  }

  // What would have ended the session while it took its seat found nothing to end.
  async #endIfLate({ id }: Session, isEvicted: boolean): Promise<void> {
    if (isEvicted) {
      await this.#end(id, 'evicted', 1002050);
      throw new FreshetError(1002050);
    }
    if (this.#closing) {
      await this.#end(id, 'shutdown');
      throw shuttingDown();
    }
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
    // What the room tells before there is a session stands in the snapshot that the session begins with.
    let session: Session | undefined;
    const seat: Seat = { user: entrant.user, wantsUsers, deliver: (entry) => session?.deliver(entry) };
    const room = await this.#homes.enter(roomKey(entrant.appID, entrant.roomID), seat, maxMemberCount);
    const directory = this.#directory;
    const tokenExpired = (expired: Session): void => this.#expired(expired);
    session = new Session(
      {
        id,
        entrant,
        loginEpoch,
        room,
        wantsUsers,
        media,
        directory,
        clock,
        settings: settings.session,
        log,
        tokenExpired,
      },
      seat,
    );
    return session;
  }

  #evicted(id: SessionID): void {
    void this.#end(id, 'evicted', 1002050);
  }

  #expired(session: Session): void {
    const kick = async (): Promise<void> => {
      const { switches } = await session.entrant.project();
      const isRenewed = session.entrant.expire > this.#options.clock.now();
      if (switches.kickOnExpiry && !isRenewed) await this.#end(session.id, 'kicked', 1002056);
    };
    kick().catch((err: unknown) => session.log.error({ err }, 'an expired token could not be acted on'));
  }

  #endAll(room: Room): void {
    for (const { session } of this.#held.values()) {
      if (session.room === room) void this.#end(session.id, 'roomLost');
    }
  }

  // Counted in looks and not by the clock: a clock that is set, or a process that stood still, ends nobody.
  #endSilent(): void {
    for (const { session } of this.#held.values()) {
      if (session.look() > LOOKS) void this.#end(session.id, 'silent');
    }
  }

  // Never fails: what the store cannot be told now it is told later.
  async #end(id: SessionID, end: SessionEnd, code?: ErrorCode): Promise<void> {
    const held = this.#held.get(id);
    if (!held) return;
    const { session, claim } = held;
    this.#held.delete(id);
    session.close(end, code);
    session.log.info({ user: session.entrant.user.userID, end }, 'left');
    await this.#homes.leave(session.room, session.seat);
    await claim.release();
  }
}

const shuttingDown = (): FreshetError => new FreshetError(1002099, 'the server is shutting down');

function agree(offered: readonly number[]): number {
  const common = protocolVersions.filter((version) => offered.includes(version));
  if (common.length === 0) throw new FreshetError(1100001, 'client and server have no protocol version in common');
  return Math.max(...common);
}
