import { PublishChannel, Scenario } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { startingConfig } from '../devices/video-config.ts';
import { MediaDevice } from '../media/device.ts';
import { Channel } from './channel.ts';

test('extra info that changes more than ten times in a second is refused at the call: 1002071', async () => {
  const channel = new Channel({
    channel: PublishChannel.Main,
    config: startingConfig(Scenario.Default),
    device: new MediaDevice(),
    tell: () => undefined,
  });
  const calls = Array.from({ length: 11 }, (_, n) => channel.setExtraInfo(`text ${n}`));
  const codes = (await Promise.allSettled(calls)).map((one) => (one.status === 'fulfilled' ? 0 : one.reason.code));
  expect(codes).toEqual([...Array(10).fill(0), 1002071]);
});
