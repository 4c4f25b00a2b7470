import { expect, test } from 'vitest';
import { Attempts, type Guesser } from './attempts.ts';
import { ConsoleRefused } from './console-refused.ts';

const attempts = () => {
  const limiter = new Attempts();
  const attempt = (guesser: Guesser, refused?: ConsoleRefused) =>
    limiter
      .guard(guesser, async () => {
        if (refused) throw refused;
        return 'in';
      })
      .catch((error: ConsoleRefused) => error.reason);
  return attempt;
};
const wrong = new ConsoleRefused('wrongPassword');
const address = (place: number) => `198.51.100.${place}`;

test('twenty wrong guesses of one name from everywhere are the last, but not where its operator came from before', async () => {
  const attempt = attempts();
  for (let place = 0; place < 20; place += 1) {
    expect(await attempt({ address: address(place), name: 'Ann' }, wrong)).toBe('wrongPassword');
  }
  expect(await attempt({ address: address(50), name: 'ann' })).toBe('tooMany');
  expect(await attempt({ address: address(50), name: 'bob' })).toBe('in');
  expect(await attempt({ address: address(60), name: 'ann', knownAddress: address(60) })).toBe('in');
  expect(await attempt({ address: address(60), name: 'ann', knownAddress: address(61) })).toBe('tooMany');
});

test('ten wrong guesses of one address are the last, whatever their names; a network of IPv6 is one address', async () => {
  const attempt = attempts();
  for (let count = 0; count < 10; count += 1) {
    await attempt({ address: `2001:db8::${count}`, name: `name ${count}` }, wrong);
  }
  expect(await attempt({ address: '2001:db8::ffff', name: 'another' })).toBe('tooMany');
  expect(await attempt({ address: '2001:db8:0:1::1', name: 'another' })).toBe('in');
});

test('what was no guess costs nothing', async () => {
  const attempt = attempts();
  for (let count = 0; count < 30; count += 1) {
    expect(await attempt({ address: address(1), name: 'ann' })).toBe('in');
    expect(await attempt({ address: address(1), name: 'ann' }, new ConsoleRefused('codeNeeded'))).toBe('codeNeeded');
  }
});

test('guesses that are made at the same time all count', async () => {
  const attempt = attempts();
  const all = await Promise.all(Array.from({ length: 30 }, () => attempt({ address: address(1), name: 'ann' }, wrong)));
  expect(all.filter((reason) => reason === 'wrongPassword')).toHaveLength(10);
});
