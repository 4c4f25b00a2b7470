import { expect, test } from 'vitest';
import { eventually } from './eventually.ts';

test('the first answer that is a fact is handed on', async () => {
  const answers = [undefined, false, 'there'] as const;
  let asked = 0;
  await expect(eventually(() => answers[asked++], 'it is there')).resolves.toBe('there');
  expect(asked).toBe(3);
});

test('zero and the empty text are facts', async () => {
  await expect(eventually(() => 0, 'a number')).resolves.toBe(0);
  await expect(eventually(() => '', 'a text')).resolves.toBe('');
});

test('a fact that never comes true fails with the last failure', async () => {
  const check = (): never => {
    throw new Error('connection refused');
  };
  await expect(eventually(check, 'the server answers', { within: 1 })).rejects.toThrow(
    'the server answers: not within 1 ms; last: connection refused',
  );
});
