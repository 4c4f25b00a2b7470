import { expect, test } from 'vitest';
import { BootError } from './boot-error.ts';
import { planMediaAddresses } from './media-addresses.ts';

const own = ['10.0.0.5', '127.0.0.1'];

test.each([
  ['nothing configured: every usable address', [], [{ listen: '10.0.0.5' }, { listen: '127.0.0.1' }]],
  ['an own address: that one alone', ['127.0.0.1'], [{ listen: '127.0.0.1' }]],
  ['the outer side of a NAT', ['203.0.113.7'], [{ listen: '10.0.0.5', announced: '203.0.113.7' }]],
  [
    'a host name, and loopback beside it',
    ['live.example.org', '127.0.0.1'],
    [{ listen: '10.0.0.5', announced: 'live.example.org' }, { listen: '127.0.0.1' }],
  ],
])('%s', (_case, announce, plan) => {
  expect(planMediaAddresses(announce, own)).toEqual(plan);
});

test.each([
  ['what is no address', ['http://x'], 'is no IP address and no host name'],
  ['more outer addresses than interfaces', ['203.0.113.7', '203.0.113.8'], 'no interface is left'],
])('%s is refused in one line', (_case, announce, words) => {
  expect(() => planMediaAddresses(announce, own)).toThrow(BootError);
  expect(() => planMediaAddresses(announce, own)).toThrow(words);
});
