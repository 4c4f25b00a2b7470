import { expect, test } from 'vitest';
import { firstFields, type KeptFields, trimmed, withoutToken } from './fields.ts';

const kept: KeptFields = {
  appID: '7',
  server: 'https://other.example.org',
  roomID: 'last',
  userID: 'me',
  streamID: 'mine',
  mode: 'l3',
};
const first = (query: string, memory?: KeptFields) =>
  firstFields({ address: new URL(`https://live.example.org/debug${query}`), kept: memory, tag: '0042' });

test.each([
  ['a first visit gets names of its own and this server', first(''), { userID: 'user-0042', roomID: '0001' }],
  ['a first visit talks to the server it came from', first(''), { server: 'https://live.example.org', token: '' }],
  ['a later visit begins as the last one', first('', kept), { ...kept, token: '' }],
  ['an address counts more than the last visit', first('?appid=9&roomid=x', kept), { appID: '9', roomID: 'x' }],
  ['an address brings a token', first('?token=04AAA%2B'), { token: '04AAA+' }],
  ['a fragment counts more than the query', first('?token=a&appid=9#token=04B%2B'), { token: '04B+', appID: '9' }],
  ['an address names the resource mode', first('?mode=cdn', kept), { mode: 'cdn' }],
  ['a mode that is none changes nothing', first('?mode=fast', kept), { mode: 'l3' }],
  ['links to the original page work', first('?user_id=ann&l3=true'), { userID: 'ann', mode: 'l3' }],
])('%s', (_, fields, expected) => {
  expect(fields).toMatchObject(expected);
});

test('the token is taken out of the address, and all else stays', () => {
  const address = new URL('https://live.example.org/debug?appid=9&token=04AAA&roomid=x');
  expect(withoutToken(address).href).toBe('https://live.example.org/debug?appid=9&roomid=x');
  const inFragment = new URL('https://live.example.org/debug?appid=9#token=04AAA&roomid=x');
  expect(withoutToken(inFragment).href).toBe('https://live.example.org/debug?appid=9#roomid=x');
});

test('what a paste brings along is dropped', () => {
  expect(trimmed({ ...first(''), appID: ' 9 ', token: ' 04AA\n  AB ' })).toMatchObject({ appID: '9', token: '04AAAB' });
});
