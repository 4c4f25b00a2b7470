import { millis, systemClock } from '@freshet/kit';
import { type AppID, type RoomID, type SessionID, StreamDeleteReason } from '@freshet/protocol';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LogoutReason, RoomCloseReason } from '../ports/notices.ts';
import { Epochs } from '../registry/epochs.ts';
import { StreamHistory } from '../streams/stream-history.ts';
import { Chronicle } from './chronicle.ts';
import { Room } from './room.ts';
import type { Seat } from './seat.ts';
import type { LogEntry } from './topic-log.ts';

const TICK = millis(200);
const leaving = {
  streams: StreamDeleteReason.PublisherStopped,
  logout: LogoutReason.Normal,
  roomClose: RoomCloseReason.Normal,
};
const place = { appID: 1 as AppID, roomID: 'r' as RoomID };

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function open(): { readonly room: Room; readonly heard: LogEntry[]; come(userID: string): Seat } {
  const parts = { clock: systemClock, epochs: new Epochs(systemClock), notices: { tell: () => undefined } };
  const chronicle = new Chronicle(place, '1', { ...parts, history: new StreamHistory() });
  const settings = { presenceTick: TICK, countTick: millis(1000), logLength: 100 };
  const clock = systemClock;
  const made = { created: clock.now(), changed: () => undefined };
  const room = new Room({ place, epoch: 1, settings, clock, chronicle, ...made });
  const heard: LogEntry[] = [];
  const come = (userID: string): Seat => {
    const listens = userID === 'listener';
    const seat: Seat = {
      user: { userID, userName: userID },
      sessionID: userID as SessionID,
      loginTime: systemClock.now(),
      authLevel: 4,
      isRepeat: false,
      wantsUsers: listens,
      deliver: (entry) => void (listens && entry.event === 'users' && heard.push(entry)),
    };
    room.join(seat);
    return seat;
  };
  come('listener');
  return { room, heard, come };
}

test.each([
  [50, 5],
  [4000, 1],
])('among %i members one hears %i times in a second of those who go', (members, times) => {
  const { room, heard, come } = open();
  const seats = Array.from({ length: members }, (_, n) => come(`u${n}`));
  vi.advanceTimersByTime(2000);
  heard.length = 0;
  for (const seat of seats.slice(0, 5)) {
    room.leave(seat, leaving);
    vi.advanceTimersByTime(TICK);
  }
  expect(heard).toHaveLength(times);
  room.close();
});
