import { type ClientLink, commands, type Session } from '@freshet/core';
import { millis, Scope } from '@freshet/kit';
import type { StreamReport } from '@freshet/protocol';
import { fakeOffer } from '../fakes/fake-media-plane.ts';
import { seededRandom } from '../network/random.ts';
import type { LaunchedServer } from '../server/launch-server.ts';
import { loginParams } from '../wire/wire-login.ts';

/** Who sits where. */
export type SeatedCrowdOptions = {
  /** With a FakeMediaPlane. */
  readonly server: LaunchedServer;
  /** The large room, and how many are in it: one publishes, the others play. */
  readonly hall: { readonly roomID: string; readonly streamID: string; readonly members: number };
  /** How many rooms there are besides, each with one who publishes and one who plays. */
  readonly rooms: number;
};

/** Every member reports once in so many turns, and a turn comes so often: once in 10 s, as an SDK does. */
const TURNS = 100;
const TURN = millis(100);
/** Logins under way at once. */
const ABREAST = 50;
/** Guests who come to small rooms, one every other turn; with one more, the first of them leaves. */
const GUESTS = 40;

const deafLink: ClientLink = { send: () => undefined, close: () => undefined };

/** Users without sockets, whom the server takes for ordinary ones: they sit, play, report, and a few come and go. */
export class SeatedCrowd {
  readonly #server: LaunchedServer;
  readonly #rooms: number;
  readonly #members: { readonly session: Session; readonly streamID: string }[] = [];
  readonly #guests: Session[] = [];
  readonly #random = seededRandom(1);
  readonly #scope = new Scope();
  #turn = 0;

  /** Resolves when everyone sits, and every stream flows. */
  static async seat({ server, hall, rooms }: SeatedCrowdOptions): Promise<SeatedCrowd> {
    const crowd = new SeatedCrowd(server, rooms);
    await crowd.#publish(hall.roomID, 'hall-host', hall.streamID);
    await inTurns(hall.members - 1, (index) => crowd.#play(hall.roomID, `hall-${numbered(index)}`, hall.streamID));
    await inTurns(rooms, async (index) => {
      const roomID = smallRoom(index);
      await crowd.#publish(roomID, `${roomID}-host`, `${roomID}-stream`);
      await crowd.#play(roomID, `${roomID}-viewer`, `${roomID}-stream`);
    });
    crowd.#scope.every(TURN, () => crowd.#live());
    return crowd;
  }

  private constructor(server: LaunchedServer, rooms: number) {
    this.#server = server;
    this.#rooms = rooms;
  }

  /** Nobody does anything any more; the sessions end with their server. */
  close(): void {
    this.#scope.close();
  }

  async #login(roomID: string, userID: string): Promise<Session> {
    const config = { isUserStatusNotify: false, maxMemberCount: 0 };
    const params = await loginParams(this.#server, { roomID, userID, config });
    const { session, answer } = await this.#server.sessions.login(params, { address: '192.0.2.1' });
    session.attach(deafLink, answer.positions);
    return session;
  }

  async #publish(roomID: string, userID: string, streamID: string): Promise<void> {
    const session = await this.#login(roomID, userID);
    await commands.publish(session, { streamID, extraInfo: '' });
    await commands.negotiate(session, { target: { kind: 'publish', streamID }, offer: fakeOffer });
    this.#members.push({ session, streamID });
  }

  async #play(roomID: string, userID: string, streamID: string): Promise<void> {
    const session = await this.#login(roomID, userID);
    await commands.negotiate(session, { target: { kind: 'viewer' }, offer: fakeOffer });
    await commands.play(session, { streamID, resourceMode: 0 });
    await commands.playReady(session, { streamID });
    this.#members.push({ session, streamID });
  }

  #live(): void {
    this.#turn += 1;
    for (let at = this.#turn % TURNS; at < this.#members.length; at += TURNS) this.#report(at);
    // A guest whose server closes meanwhile is refused, as it should be.
    if (this.#turn % 2 === 0) void this.#welcome().catch(() => undefined);
  }

  #report(at: number): void {
    const member = this.#members[at];
    if (!member) return;
    const { session, streamID } = member;
    session.touch();
    const report = this.#sample(streamID);
    const isPublisher = session.publishing.streamIDs.length > 0;
    session.report(isPublisher ? { publishes: [report], plays: [] } : { publishes: [], plays: [report] });
  }

  #sample(streamID: string): StreamReport {
    const draw = this.#random;
    const isUnlucky = draw() < 0.06;
    return {
      streamID,
      kbps: 1900 + 300 * draw(),
      fps: isUnlucky ? 12 + 10 * draw() : 29 + draw(),
      lossPercent: isUnlucky ? 6 * draw() : 0.3 * draw(),
      rttMs: isUnlucky ? 150 + 150 * draw() : 20 + 30 * draw(),
      freezeMs: isUnlucky ? 600 * draw() : 0,
      delayMs: 60 + 50 * draw(),
    };
  }

  async #welcome(): Promise<void> {
    const roomID = smallRoom(Math.floor(this.#random() * this.#rooms));
    this.#guests.push(await this.#login(roomID, `guest-${this.#turn}`));
    const first = this.#guests.length > GUESTS ? this.#guests.shift() : undefined;
    if (first) await this.#server.sessions.logout(first);
  }
}

const numbered = (index: number): string => String(index).padStart(5, '0');
const smallRoom = (index: number): string => `room-${numbered(index)}`;

async function inTurns(count: number, task: (index: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += ABREAST) {
    const indexes = Array.from({ length: Math.min(ABREAST, count - from) }, (_, place) => from + place);
    await Promise.all(indexes.map(task));
  }
}
