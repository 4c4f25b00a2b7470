import type { ConnectionReport, TransportReport } from '@freshet/web';
import { expect, test } from 'vitest';
import { chinese } from '../language/chinese.ts';
import { english } from '../language/english.ts';
import { candidateText, connectionViews, sizeText } from './connection-measures.ts';

const local = { type: 'host', protocol: 'udp', address: '192.0.2.1', port: 5000 };
const remote = { type: 'host', protocol: 'udp', address: '2001:db8::1', port: 3478 };
const transport: TransportReport = {
  state: 'connected',
  selectedPair: {
    local,
    remote,
    rtt: 12.4,
    availableOutgoingKBPS: 1500,
    availableIncomingKBPS: 0,
    bytesSent: 1_500_000,
    bytesReceived: 900,
  },
  localCandidates: [local],
  remoteCandidates: [remote],
};
const picture = { kind: 'video', codec: 'VP8', bytes: 2000, packets: 5, packetsLost: 2 } as const;
const report: ConnectionReport = {
  at: 0,
  roomID: 'demo',
  isSignallingUp: true,
  receiving: null,
  plays: [{ streamID: 'a', resourceMode: 0, tracks: [{ ...picture, layers: [] }] }],
  publishes: [
    { streamID: 'mine', transport, tracks: [{ ...picture, layers: [{ width: 640, height: 360, fps: 29.6 }] }] },
  ],
};

test('a report is told as one connection for all plays and one for each publish, in either language', () => {
  const [receiving, sending, ...none] = connectionViews(report, english);
  expect(none).toEqual([]);
  expect(receiving?.measures.map(({ label, value }) => [label, value])).toEqual([
    ['State', 'not begun'],
    ['a · picture', 'VP8 · 2 kB · 2 lost'],
  ]);
  expect(sending).toMatchObject({ title: 'Sending mine', remote: ['host udp [2001:db8::1]:3478'] });
  expect(sending?.measures.map(({ value }) => value)).toEqual([
    'connected',
    'UDP',
    'host udp 192.0.2.1:5000',
    'host udp [2001:db8::1]:3478',
    '12 ms',
    '1.5 Mbps',
    '1.5 MB / 900 B',
    'VP8 · 640×360@30 · 2 kB · 2 lost',
  ]);
  expect(connectionViews(report, chinese)[0]).toMatchObject({ title: '接收' });
});

test('an address that the browser keeps to itself is a dash', () => {
  expect(candidateText({ ...local, address: '' })).toBe('host udp —:5000');
  expect([0, 1000, 1_000_000].map(sizeText)).toEqual(['0 B', '1 kB', '1.0 MB']);
});
