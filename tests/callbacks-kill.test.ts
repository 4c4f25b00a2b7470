import { CallbackReceiver, eventually, TellingServer } from '@freshet/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { Stage } from './support/stage.ts';

/** How long the receiver is away. Milliseconds. */
const ABSENCE = 20_000;
const PUBLISHING = 2;

const stage = Stage.use();

/** Takes the first callback of that name without saying so, which is therefore told again. */
function silentOnce(event: string): CallbackReceiver['answer'] {
  let isFirst = true;
  return (received, response) => {
    if (received.event !== event || !isFirst) return;
    isFirst = false;
    response.destroy();
  };
}

/** Resolves once so many callbacks wait for their receiver. */
async function waiting({ issuer }: TellingServer, count: number): Promise<void> {
  const read = async () => (await fetch(`${issuer.origin}/metrics`)).text();
  const line = new RegExp(`^freshet_callbacks_waiting ${count}$`, 'm');
  await eventually(async () => line.test(await read()), `${count} callbacks that wait`);
}

/** What is told of one life of the room, in its order. */
const storyOf = (userID: string, streamID: string, { relogin, type, reason }: Record<string, string>) => [
  { delivery_seq: 1, event: 'room_create', id_name: userID },
  { delivery_seq: 2, event: 'room_login', user_account: userID, relogin },
  { delivery_seq: 3, event: 'stream_create', stream_id: streamID, user_id: userID },
  { delivery_seq: 4, event: 'stream_close', stream_id: streamID, user_id: userID, type },
  { delivery_seq: 5, event: 'room_logout', user_account: userID, reason },
  { delivery_seq: 6, event: 'room_close', close_reason: Number(reason) },
];

test('a receiver that is away for 20 s, while the server is killed under a stream, gets every event of both lives of the room', async () => {
  const receiver = await CallbackReceiver.start();
  onTestFinished(() => receiver.close());
  const server = await TellingServer.start(receiver.origin);
  onTestFinished(() => server.close());
  const [roomID, userID, streamID] = [stage.fresh('room'), stage.fresh('user'), stage.fresh('stream')];
  const pass = await stage.pass({ roomID, userID }, server.issuer);
  const host = await stage.arrive('chromium', pass);
  receiver.goDown();
  const since = Date.now();
  expect(await host.login(pass)).toMatchObject({ errorCode: 0 });
  await host.publish(streamID, { source: 1 });
  // Room, login and stream; a stream is told once its media flows.
  await waiting(server, 3);
  await eventually(() => receiver.missed >= 2, 'attempts in vain before the kill');
  const { missed } = receiver;
  const after = (await host.callbacks()).length;
  await server.kill();
  await server.startAgain();
  // The SDK logs in and publishes again by itself.
  await host.callback({ name: 'onPublisherStateUpdate', args: [streamID, PUBLISHING], after });
  // Those three, their ends, and the three of the new life.
  await waiting(server, 9);
  await host.leave();
  await eventually(() => receiver.missed > missed, 'attempts in vain after the kill');
  await eventually(() => Date.now() - since >= ABSENCE, 'the end of the absence');
  expect(receiver.received).toEqual([]);

  receiver.answer = silentOnce('stream_create');
  receiver.isDown = false;
  const story = storyOf.bind(undefined, userID, streamID);
  await expect
    .poll(() => receiver.stories)
    .toMatchObject([story({ relogin: '0', type: '4', reason: '2' }), story({ relogin: '1', type: '0', reason: '0' })]);
  const repeats = () => receiver.received.filter((one) => !receiver.distinct.includes(one));
  await expect.poll(() => repeats().map(({ event }) => event)).toContain('stream_create');
  // Each life of the stream has a name of its own, by which its end finds its beginning.
  const sids = receiver.stories.flat().flatMap(({ stream_sid: sid }) => (sid === undefined ? [] : [sid]));
  expect(sids).toEqual([sids[0], sids[0], sids[2], sids[2]]);
  expect(sids[0]).not.toBe(sids[2]);
});
