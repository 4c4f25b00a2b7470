import { FreshetError, RoomStateChangedReason as Reason } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { isState, RoomStage, resumed } from '../../testing/room-stage.ts';

const stage = RoomStage.use();

/** Resolves when `method` was asked for so many times. */
async function untilAsked(method: string, times: number): Promise<void> {
  await expect
    .poll(() => stage().server.asked.filter((asked) => asked === method).length)
    .toBeGreaterThanOrEqual(times);
}

test.each([
  ['before send', []],
  ['after send', ['setRoomExtraInfo']],
] as const)('a signal lost %s takes the next message with it, and the room comes back', async (point, arrived) => {
  stage().server.on('resume', resumed);
  await stage().room.enter();
  stage().room.loseSignal(point);
  await expect(stage().room.request('setRoomExtraInfo', { key: 'k', value: 'v' })).rejects.toMatchObject({
    code: 1002051,
  });
  await stage().until(isState(Reason.Reconnected));
  expect(stage().server.asked.filter((method) => method === 'setRoomExtraInfo')).toEqual(arrived);
});

test.each(['before send', 'after send'] as const)(
  'a signal is lost %s where there is one alone: 1002051',
  async (point) => {
    const lose = () => stage().room.loseSignal(point);
    expect(lose).toThrow(expect.objectContaining({ code: 1002051 }));
    await stage().room.enter();
    expect(lose).not.toThrow();
    await stage().server.close();
    await stage().until(isState(Reason.Reconnecting));
    expect(lose).toThrow(expect.objectContaining({ code: 1002051 }));
  },
);

test('a lost session is logged in again', async () => {
  await stage().room.enter();
  stage().server.on('resume', ({ sessionID }) => {
    expect(sessionID).not.toBe('session-1');
    throw new FreshetError(1002052);
  });
  stage().room.loseSession();
  await stage().until(isState(Reason.Reconnected));
  expect(stage().server.asked).toEqual(['login', 'resume', 'login']);
});

test('a removal that is only played is told like one, and the server is told of it', async () => {
  await stage().room.enter();
  stage().room.beRemoved(1002056, 'the token expired');
  await stage().until(isState(Reason.KickOut));
  expect(stage().told.at(-1)).toEqual(['state', Reason.KickOut, 1002056, '{"reason":"the token expired"}']);
  await untilAsked('logout', 1);
});
