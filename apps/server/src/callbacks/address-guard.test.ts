import { promisify } from 'node:util';
import { seconds } from '@freshet/kit';
import { expect, test } from 'vitest';
import { AddressGuard, AddressRefused } from './address-guard.ts';
import { Names } from './names.ts';

const names = new Names({ patience: seconds(5) });
const strict = new AddressGuard([], names);

test.each([
  'http://127.0.0.1/',
  'http://127.1/',
  'http://2130706433/',
  'http://0x7f000001/',
  'http://0177.0.0.1/',
  'http://127.0.0.1./',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://172.31.255.255/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://100.100.100.200/',
  'http://169.254.169.254/latest/meta-data/',
  'http://168.63.129.16/',
  'http://192.0.0.192/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://240.0.0.1/',
  'http://255.255.255.255/',
  'http://[::]/',
  'http://[::1]/',
  'http://[::7f00:1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:a00:1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[64:ff9b:1::a00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:0:7f00:1::]/',
  'http://[fc00::1]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://[fec0::1]/',
  'http://[ff02::1]/',
  'http://[100::1]/',
  'ftp://93.184.216.34/',
  'file:///etc/passwd',
  'http://user@93.184.216.34/',
  'http://:secret@93.184.216.34/',
])('%s is refused', (url) => {
  expect(strict.refuse(new URL(url))).toBeTypeOf('string');
});

test.each([
  'http://93.184.216.34/',
  'https://93.184.216.34:8443/hook',
  'https://[2606:4700::1111]/',
  'http://[::ffff:93.184.216.34]/',
])('%s is let through', (url) => {
  expect(strict.refuse(new URL(url))).toBeUndefined();
});

test('a private network that is allowed is let through, and no other', () => {
  const guard = new AddressGuard(['10.0.0.0/8', '::1', '169.254.169.254'], names);
  const allows = (address: string) => guard.allows(address);
  expect(['10.9.8.7', '::ffff:10.9.8.7', '::1', '169.254.169.254'].map(allows)).toEqual([true, true, true, true]);
  expect(['11.0.0.1', '192.168.0.1', '127.0.0.1', '::2', '169.254.169.253'].map(allows)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('a name that leads to private addresses alone is refused when it is looked up', async () => {
  const lookup = promisify(strict.lookup);
  await expect(lookup('localhost', { all: true })).rejects.toThrow(AddressRefused);
  await expect(lookup('localhost', {})).rejects.toThrow('localhost has no public address');
});

test('a name that leads to allowed addresses gives these alone', async () => {
  const lookup = promisify(new AddressGuard(['127.0.0.1'], names).lookup);
  expect(await lookup('localhost', { all: true })).toEqual([{ address: '127.0.0.1', family: 4 }]);
  expect(await lookup('localhost', {})).toBe('127.0.0.1');
});
