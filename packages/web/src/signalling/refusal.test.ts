import { FreshetError } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { refusalError, SentAway } from './refusal.ts';

test('a refusal has the server’s own words, without the table’s behind them twice', () => {
  const said = new FreshetError(1002034, 'five are in it');
  expect(refusalError(1002034, said.message)).toMatchObject({ code: 1002034, message: said.message });
});

test('a refusal of someone who was sent away keeps the words that he was sent away with', () => {
  const error = refusalError(1002055, 'sent away', 'be kind');
  expect(error).toBeInstanceOf(SentAway);
  expect(error).toMatchObject({ code: 1002055, reason: 'be kind' });
});

test('a code that is not known counts as a failure of the server', () => {
  expect(refusalError(42, 'what')).toMatchObject({ code: 1002099 });
});
