import type { NetworkInterfaceInfo } from 'node:os';
import { expect, test } from 'vitest';
import { usableAddresses } from './addresses.ts';

const v4 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv4',
  netmask: '255.255.255.0',
  mac: '00:00:00:00:00:00',
  cidr: `${address}/24`,
});

const v6 = (address: string, internal = false): NetworkInterfaceInfo => ({
  address,
  internal,
  family: 'IPv6',
  netmask: 'ffff:ffff:ffff:ffff::',
  mac: '00:00:00:00:00:00',
  cidr: `${address}/64`,
  scopeid: 0,
});

test.each([
  ['no network at all', {}, ['127.0.0.1']],
  ['only the loopback', { lo: [v4('127.0.0.1', true), v6('::1', true)] }, ['127.0.0.1']],
  ['one wire', { lo: [v4('127.0.0.1', true)], eth0: [v4('192.168.1.5')] }, ['192.168.1.5', '127.0.0.1']],
  [
    'a wire with a public IPv6 and its temporary twin',
    { eth0: [v4('203.0.113.9'), v6('2001:db8::1'), v6('2001:db8::2'), v6('fe80::1'), v6('fd00::1')] },
    ['203.0.113.9', '2001:db8::1', '127.0.0.1'],
  ],
  ['a wire without a lease', { eth0: [v4('169.254.3.4')] }, ['127.0.0.1']],
  ['one address on two interfaces', { a: [v4('10.0.0.1')], b: [v4('10.0.0.1')] }, ['10.0.0.1', '127.0.0.1']],
])('%s', (_, interfaces, expected) => {
  expect(usableAddresses(interfaces)).toEqual(expected);
});
