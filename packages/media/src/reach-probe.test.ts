import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Viewer } from '@freshet/core';
import { Emitter, seconds } from '@freshet/kit';
import { expect, onTestFinished, test } from 'vitest';
import { toBlob } from './engine-blob.ts';
import { MediasoupMediaPlane } from './mediasoup-media-plane.ts';
import { probeWays } from './reach-probe.ts';

const silent = { child: () => silent, info: () => undefined, warn: () => undefined, error: () => undefined };

test('a media worker answers a knock by UDP and by TCP', async () => {
  const addresses = [{ listen: '127.0.0.1' }];
  const media = await MediasoupMediaPlane.create({ workers: 1, addresses, firstPort: 0, log: silent });
  onTestFinished(() => media.close());
  const ways = await probeWays(await media.viewer('probe'), seconds(60));
  expect(ways.map(({ protocol, answered }) => [protocol, answered])).toEqual([
    ['udp', true],
    ['tcp', true],
  ]);
});

test('a port where nobody is, and one where somebody else is, give no answer', async () => {
  const other = createSocket('udp4').bind(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const iceCandidates = ['udp', 'tcp'].map((protocol) => ({ address: '127.0.0.1', port, protocol }));
  const iceParameters = { usernameFragment: 'u', password: 'p' };
  const answer = toBlob({ transport: { iceParameters, iceCandidates } });
  const viewer: Viewer = {
    answer,
    events: new Emitter(),
    negotiate: async () => answer,
    play: () => Promise.reject(new Error('nothing to play')),
    close: () => undefined,
  };
  const ways = await probeWays(viewer, seconds(0.05));
  expect(ways.map(({ answered }) => answered)).toEqual([false, false]);
});
