import { expect, test } from 'vitest';
import { detailText } from './detail-text.ts';

test('what changed reads as names and values, nested ones with dots', () => {
  const detail = { name: 'Shop', privileges: { login: true }, ids: [1, 2] };
  expect(detailText(detail)).toBe('name: Shop · privileges.login: true · ids: 1, 2');
});

test('a change reads from what to what', () => {
  const detail = {
    l3: { from: false, to: true },
    origins: { from: [], to: ['https://a.example'] },
    'callback x': { to: 'https://b.example' },
  };
  expect(detailText(detail)).toBe(
    'l3: false → true · origins: – → https://a.example · callback x: – → https://b.example',
  );
});

test('a change without detail is an empty text', () => {
  expect(detailText({})).toBe('');
});
