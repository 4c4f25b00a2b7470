import { expect, test } from 'vitest';
import { rewriteCandidates } from './media-route.ts';

const udp = 'a=candidate:udpcandidate 1 udp 1076302079 127.0.0.1 44444 typ host';
const otherUdp = 'a=candidate:udpcandidate 1 udp 1076302079 10.77.0.1 44444 typ host';
const tcp = 'a=candidate:tcpcandidate 1 tcp 1076276479 127.0.0.1 44444 typ host tcptype passive';
const sdp = ['v=0', 'a=mid:0', udp, otherUdp, tcp, 'a=end-of-candidates', ''].join('\r\n');
const route = { from: '127.0.0.1:44444', to: '127.0.0.1:5555' };
const routed = 'a=candidate:udpcandidate 1 udp 1076302079 127.0.0.1 5555 typ host';

test('a routed candidate points to the relay, one without a route is dropped', () => {
  const expected = ['v=0', 'a=mid:0', routed, 'a=end-of-candidates', ''].join('\r\n');
  expect(rewriteCandidates(sdp, { udp: [route], tcp: 'dropped' })).toBe(expected);
});

test('candidates over TCP stay where they are kept', () => {
  const expected = ['v=0', 'a=mid:0', routed, tcp, 'a=end-of-candidates', ''].join('\r\n');
  expect(rewriteCandidates(sdp, { udp: [route], tcp: 'kept' })).toBe(expected);
});
