import { millis } from '@freshet/kit';
import type { RoomID, UserID } from '@freshet/protocol';
import { Crowd, FakeMediaPlane, type LaunchedServer, launchServer, WireSession } from '@freshet/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';

/** What the domain and the media plane hold. */
function heldBy({ sessions, media }: LaunchedServer) {
  const { load } = sessions;
  const [worker] = media.load().workers;
  return { ...load, ingests: worker?.ingests, viewers: worker?.viewers };
}

/** What every session of a room should see there, as far as the crowd knows. */
function expectedIn(crowd: Crowd, roomID: string, sessions: readonly WireSession[]) {
  const inRoom = sessions.filter((session) => session.roomID === roomID);
  const users = inRoom.map(({ userID }) => ({ userID, userName: `name of ${userID}` }));
  return {
    users: users.toSorted((a, b) => (a.userID < b.userID ? -1 : 1)),
    streams: crowd.streams(roomID),
    userCount: inRoom.length,
  };
}

// Long enough that much comes and goes within one.
const TICK = millis(40);
const PATIENCE = { timeout: 60_000, interval: 10 };

// A seed that ever fails joins these.
test.each([1, 2, 3, 26, 27, 35])(
  'after 200 things that 20 sessions did, each sees its room as it is (seed %i)',
  async (seed) => {
    const media = new FakeMediaPlane();
    const server = await launchServer({ media, periods: { presenceTick: TICK, countTick: TICK } });
    onTestFinished(() => server.close());
    const { control } = server.sessions;
    const kick = (roomID: string, userID: string): Promise<void> =>
      control.kick(server.demo.appID, roomID as RoomID, [userID as UserID], 'the crowd wished it');
    const crowd = new Crowd({ server, media, kick, seed, members: 20 });
    await crowd.run(200);
    const roomsOf = (): string[] => [...new Set(crowd.sessions.map(({ roomID }) => roomID))];
    await vi.waitFor(async () => {
      // What is still on its way to them may be something to do.
      await crowd.settle();
      const sessions = crowd.sessions.length;
      const streams = roomsOf().flatMap((roomID) => crowd.streams(roomID)).length;
      const rooms = roomsOf().length;
      const expected = { rooms, sessions, attached: sessions, streams, ingests: streams, viewers: sessions };
      expect(heldBy(server)).toEqual(expected);
    }, PATIENCE);
    // One who comes now is told the room as it is; everyone else should be told the same by and by.
    const witnesses = await Promise.all(
      roomsOf().map((roomID) => WireSession.login(server, { roomID, userID: `witness-of-${roomID}` })),
    );
    const sessions = [...crowd.sessions, ...witnesses];
    for (const { roomID, view: own } of witnesses) {
      const { extraInfo } = own.picture;
      for (const { view } of sessions.filter((session) => session.roomID === roomID)) {
        const { users, ...rest } = expectedIn(crowd, roomID, sessions);
        const expected = { users: view.wantsUsers ? users : [], ...rest, extraInfo };
        await vi.waitFor(() => expect(view.picture).toEqual(expected), PATIENCE);
        expect(view.faults).toEqual([]);
      }
    }
    await Promise.all(sessions.map((session) => session.logout()));
    const nothing = { rooms: 0, sessions: 0, attached: 0, streams: 0, ingests: 0, viewers: 0 };
    await vi.waitFor(() => expect(heldBy(server)).toEqual(nothing), PATIENCE);
  },
);
