import { expect, test } from 'vitest';
import { callerOf } from './caller-of.ts';

test.each([
  ['no page', undefined, undefined],
  ['a page of the server', 'https://10.0.0.5:8420', undefined],
  ['a page of the server behind a proxy that calls it by another name', 'https://live.example', undefined],
  ['a page of another server', 'https://shop.example', 'https://shop.example'],
  ['a page without an origin', 'null', 'null'],
])('%s is told as it is', (_what, origin, told) => {
  const headers = { host: '10.0.0.5:8420', ...(origin === undefined ? {} : { origin }) };
  const caller = { address: '192.0.2.1', ...(told === undefined ? {} : { origin: told }) };
  expect(callerOf({ headers }, '192.0.2.1', 'https://live.example')).toEqual(caller);
});
