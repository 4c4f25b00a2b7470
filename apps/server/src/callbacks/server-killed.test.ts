import { CallbackReceiver, eventually, TellingServer, wireLogin, wireServer } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';

test('a receiver that is down while the server is killed and started again gets every event, in an order that can be restored', async () => {
  const receiver = await CallbackReceiver.start();
  onTestFinished(() => receiver.close());
  receiver.goDown();
  const server = await TellingServer.start(receiver.origin);
  onTestFinished(() => server.close());
  const door = wireServer(server.issuer);
  const { client: ann } = await wireLogin(door, { roomID: 'room', userID: 'ann' });
  await wireLogin(door, { roomID: 'room', userID: 'bob' });
  await ann.request('logout', {});
  await eventually(() => receiver.missed >= 2, 'attempts in vain before the kill');
  await server.kill();
  const before = receiver.missed;
  await server.startAgain();
  const { client: cleo } = await wireLogin(door, { roomID: 'room', userID: 'cleo' });
  await cleo.request('logout', {});
  await eventually(() => receiver.missed >= before + 2, 'attempts in vain after the kill');
  // Whoever takes a callback and does not say so is told it once more.
  receiver.answer = (_received, response) => {
    receiver.answer = () => undefined;
    response.destroy();
  };
  receiver.isDown = false;
  const told = await eventually(() => receiver.distinct.length >= 10 && receiver.distinct, 'every event');
  const stories = receiver.stories.map((life) =>
    life.map(({ event, user_account, delivery_seq }) => [delivery_seq, event, user_account]),
  );
  expect(stories).toEqual([
    [
      [1, 'room_create', undefined],
      [2, 'room_login', 'ann'],
      [3, 'room_login', 'bob'],
      [4, 'room_logout', 'ann'],
      [5, 'room_logout', 'bob'],
      [6, 'room_close', undefined],
    ],
    [
      [1, 'room_create', undefined],
      [2, 'room_login', 'cleo'],
      [3, 'room_logout', 'cleo'],
      [4, 'room_close', undefined],
    ],
  ]);
  expect(receiver.received.length).toBeGreaterThan(told.length);
});
