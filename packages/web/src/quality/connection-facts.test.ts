import { expect, test } from 'vitest';
import { receivedTracks, sentTracks, transportFacts } from './connection-facts.ts';

const stats = (...reports: readonly { readonly id: string; readonly type: string }[]): RTCStatsReport =>
  new Map(reports.map((report) => [report.id, report])) as never;

const host = { candidateType: 'host', protocol: 'udp', address: '192.0.2.1', port: 5000 };
const ice = [
  { id: 'L1', type: 'local-candidate', ...host },
  { id: 'L2', type: 'local-candidate', ...host, protocol: 'tcp', port: 9, address: undefined },
  { id: 'R1', type: 'remote-candidate', ...host, address: '198.51.100.1', port: 3478, usernameFragment: 'secret' },
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
  {
    id: 'P',
    type: 'candidate-pair',
    localCandidateId: 'L1',
    remoteCandidateId: 'R1',
    currentRoundTripTime: 0.025,
    availableOutgoingBitrate: 1_500_000,
    bytesSent: 10,
    bytesReceived: 20,
  },
];

test('a connection is told with the way it takes and the ways it knows, and nothing beyond', async () => {
  const transport = { connectionState: 'connected', getStats: async () => stats(...ice) };
  const facts = await transportFacts(transport);
  const remote = { type: 'host', protocol: 'udp', address: '198.51.100.1', port: 3478 };
  const local = { type: 'host', protocol: 'udp', address: '192.0.2.1', port: 5000 };
  expect(facts).toEqual({
    state: 'connected',
    selectedPair: {
      local,
      remote,
      rtt: 25,
      availableOutgoingKBPS: 1500,
      availableIncomingKBPS: 0,
      bytesSent: 10,
      bytesReceived: 20,
    },
    localCandidates: [local, { type: 'host', protocol: 'tcp', address: '', port: 9 }],
    remoteCandidates: [remote],
  });
  expect(JSON.stringify(facts)).not.toContain('secret');
});

test('a connection that found no way yet has none, and one that is closed is not told', async () => {
  const transport = { connectionState: 'connecting', getStats: async () => stats() };
  expect(await transportFacts(transport)).toMatchObject({ state: 'connecting', selectedPair: null });
  expect(await transportFacts({ ...transport, connectionState: 'closed' })).toBeNull();
  expect(await transportFacts(undefined)).toBeNull();
});

test('tracks are told with their codec, their sums and their layers', () => {
  const size = { frameWidth: 640, frameHeight: 360, framesPerSecond: 30 };
  const sent = stats(
    { id: 'C', type: 'codec', mimeType: 'video/VP8' } as never,
    { id: 'O', type: 'outbound-rtp', kind: 'video', codecId: 'C', bytesSent: 100, packetsSent: 5, ...size } as never,
    { id: 'H', type: 'remote-inbound-rtp', kind: 'video', packetsLost: 2 } as never,
  );
  expect(sentTracks([sent])).toEqual([
    {
      kind: 'video',
      codec: 'VP8',
      bytes: 100,
      packets: 5,
      packetsLost: 2,
      layers: [{ width: 640, height: 360, fps: 30 }],
    },
  ]);
  const received = stats({
    id: 'I',
    type: 'inbound-rtp',
    kind: 'audio',
    bytesReceived: 7,
    packetsReceived: 3,
  } as never);
  expect(receivedTracks([received])).toEqual([
    { kind: 'audio', codec: '', bytes: 7, packets: 3, packetsLost: 0, layers: [] },
  ]);
});
