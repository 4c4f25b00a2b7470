import type { StreamInfo } from '@freshet/protocol';
import { type FakeMediaPlane, fakeOffer } from '../fakes/fake-media-plane.ts';
import { seededRandom } from '../network/random.ts';
import type { WireServer } from '../server/launch-server.ts';
import { WireClosed, WireRefusal } from './wire-client.ts';
import { WireSession } from './wire-session.ts';

/** Codes that a member may meet by what the others do at the same time. */
const EXPECTED = [1000002, 1002055, 1003023, 1003028];

/** How a crowd behaves. */
export type CrowdOptions = {
  readonly server: WireServer;
  /** The server's media plane: its workers die now and then. */
  readonly media: FakeMediaPlane;
  /** Sends a user away, as a backend does; one who is not in the room is none. */
  readonly kick: (roomID: string, userID: string) => Promise<void>;
  /** The same seed makes the same members wish the same things in the same order. */
  readonly seed: number;
  readonly members: number;
};

type Draw = () => number;

/** Someone of a crowd. Two members may be the same user: whoever logs in later ends the other. */
class Member {
  readonly userID: string;
  /** The extra info of each stream that this member publishes. */
  readonly streams = new Map<string, string>();
  readonly #options: CrowdOptions;
  readonly #prefix: string;
  #session: WireSession | undefined;
  #doing: Promise<void> = Promise.resolve();

  constructor(options: CrowdOptions, index: number) {
    this.#options = options;
    this.#prefix = `crowd-${options.seed}`;
    this.userID = this.#name(index);
  }

  /** The session, while the server has it. */
  get session(): WireSession | undefined {
    return this.#session?.state === 'over' ? undefined : this.#session;
  }

  /** Does one more thing after everything it was to do before. */
  next(draw: Draw): void {
    this.#then(() => this.#act(draw));
  }

  /** Resolves when everything it was to do is done. */
  idle(): Promise<void> {
    return this.#doing;
  }

  /** Returns if it was cut, and opens again what it lost; resolves when there is nothing left to do. */
  async settle(): Promise<void> {
    this.#then(async () => {
      if (this.session?.state === 'cut') await this.#resume(this.session);
      while (this.session && this.session.lost.length > 0) await this.#repair(this.session);
    });
    await this.#doing;
  }

  #then(task: () => Promise<void>): void {
    this.#doing = this.#doing.then(task).catch((error: unknown) => {
      if (error instanceof WireClosed) return;
      if (!(error instanceof WireRefusal) || !EXPECTED.includes(error.code)) throw error;
    });
  }

  async #act(draw: Draw): Promise<void> {
    const { session } = this;
    const wish = draw();
    if (!session) return this.#login(draw);
    if (session.state === 'cut') {
      if (wish < 0.6) return this.#resume(session);
      return wish < 0.85 ? this.#resumeUnheard(session) : this.#login(draw);
    }
    if (session.lost.length > 0) return this.#repair(session);
    if (wish < 0.1) return this.#leave(session);
    if (wish < 0.35) return session.cut();
    if (wish < 0.6) return this.#publish(session, `${this.#prefix}-stream-${Math.floor(draw() * 12)}`);
    if (wish < 0.75) return this.#unpublish(session, draw);
    if (wish < 0.87) return this.#describe(session, draw);
    if (wish < 0.92) return this.#options.kick(session.roomID, this.#anyUser(draw));
    await session.request('setRoomExtraInfo', { key: 'note', value: String(draw()) });
  }

  async #login(draw: Draw): Promise<void> {
    this.streams.clear();
    const roomID = `${this.#prefix}-room-${Math.floor(draw() * 3)}`;
    const config = { isUserStatusNotify: draw() < 0.8, maxMemberCount: 0 };
    this.#session = await WireSession.login(this.#options.server, { roomID, userID: this.userID, config });
    await this.#session.request('negotiate', { target: { kind: 'viewer' }, offer: fakeOffer });
  }

  async #leave(session: WireSession): Promise<void> {
    await session.logout();
    this.streams.clear();
  }

  async #resume(session: WireSession): Promise<void> {
    const held = await session.resume();
    if (!held) return this.streams.clear();
    const own = [...this.streams.keys()].toSorted();
    if (held.publishing.toSorted().join() !== own.join()) {
      throw new Error(`${this.userID} publishes ${own}, and the server says ${held.publishing}`);
    }
  }

  async #resumeUnheard(session: WireSession): Promise<void> {
    await session.resumeUnheard();
    if (!this.session) this.streams.clear();
  }

  async #publish(session: WireSession, streamID: string): Promise<void> {
    const extraInfo = this.streams.get(streamID) ?? '';
    await session.request('publish', { streamID, extraInfo });
    this.streams.set(streamID, extraInfo);
    await session.request('negotiate', { target: { kind: 'publish', streamID }, offer: fakeOffer });
  }

  async #unpublish(session: WireSession, draw: Draw): Promise<void> {
    const streamID = this.#anyStream(draw);
    if (streamID === undefined) return;
    await session.request('unpublish', { streamID });
    this.streams.delete(streamID);
  }

  async #describe(session: WireSession, draw: Draw): Promise<void> {
    const streamID = this.#anyStream(draw);
    if (streamID === undefined) return;
    const extraInfo = String(draw());
    await session.request('setStreamExtraInfo', { streamID, extraInfo });
    this.streams.set(streamID, extraInfo);
  }

  async #repair(session: WireSession): Promise<void> {
    const target = session.lost.shift();
    if (target?.kind === 'publish' && this.streams.has(target.streamID)) {
      await this.#publish(session, target.streamID);
    } else if (target?.kind === 'viewer') {
      await session.request('viewer', {});
      await session.request('negotiate', { target, offer: fakeOffer });
    }
  }

  #anyUser(draw: Draw): string {
    return this.#name(Math.floor(draw() * this.#options.members));
  }

  // Some share a name, and end each other's sessions.
  #name(index: number): string {
    return `${this.#prefix}-user-${index % Math.ceil(this.#options.members * 0.7)}`;
  }

  #anyStream(draw: Draw): string | undefined {
    const streamIDs = [...this.streams.keys()];
    return streamIDs[Math.floor(draw() * streamIDs.length)];
  }
}

/** Many sessions that come, go, publish, are cut, return, end each other and are sent away, all at the same time. */
export class Crowd {
  readonly #members: readonly Member[];
  readonly #media: FakeMediaPlane;
  readonly #draw: Draw;

  constructor(options: CrowdOptions) {
    this.#members = Array.from({ length: options.members }, (_, index) => new Member(options, index));
    this.#media = options.media;
    this.#draw = seededRandom(options.seed);
  }

  /** The sessions there are. */
  get sessions(): WireSession[] {
    return this.#members.flatMap(({ session }) => session ?? []);
  }

  /** The streams that the members publish to `roomID`. */
  streams(roomID: string): StreamInfo[] {
    const infos = this.#members.flatMap(({ session, streams }) => {
      if (session?.roomID !== roomID) return [];
      const user = { userID: session.userID, userName: `name of ${session.userID}` };
      return [...streams].map(([streamID, extraInfo]) => ({ streamID, user, extraInfo }));
    });
    return infos.toSorted((a, b) => (a.streamID < b.streamID ? -1 : 1));
  }

  /** Lets members do `steps` things, then settles: whoever was cut returns, and what was lost is opened again. */
  async run(steps: number): Promise<void> {
    for (let step = 0; step < steps; step += 1) {
      const member = this.#members[Math.floor(this.#draw() * this.#members.length)];
      // Each step draws from numbers of its own, so that what one member meets changes nothing for the others.
      member?.next(seededRandom(Math.floor(this.#draw() * 2 ** 32)));
      if (this.#draw() < 0.01) this.#media.killWorker();
      if (this.#draw() < 0.1) await Promise.all(this.#members.map((one) => one.idle()));
    }
    await this.settle();
  }

  /** Resolves when nobody has anything left to do. */
  async settle(): Promise<void> {
    await Promise.all(this.#members.map((member) => member.settle()));
  }
}
