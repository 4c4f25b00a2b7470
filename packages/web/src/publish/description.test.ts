import { FreshetError } from '@freshet/protocol';
import { expect, test } from 'vitest';
import { Description } from './description.ts';

const lost = new FreshetError(1002051);

/** A server that takes what it is told unless its next answer is an error. */
function make(text: string): { description: Description; asked: string[]; answers: Error[] } {
  const asked: string[] = [];
  const answers: Error[] = [];
  const description = new Description(text, async (changed) => {
    asked.push(changed);
    const answer = answers.shift();
    if (answer) throw answer;
  });
  return { description, asked, answers };
}

test('what is said before the publish goes with it', async () => {
  const { description, asked } = make('a');
  await description.change('b');
  await description.published('b');
  expect(asked).toEqual([]);
});

test('what is said while the publish is on its way is told after it', async () => {
  const { description, asked } = make('a');
  const sent = description.text;
  await description.change('b');
  await description.published(sent);
  expect(asked).toEqual(['b']);
});

test('a change that the server refuses leaves the former text', async () => {
  const { description, asked, answers } = make('a');
  await description.published('a');
  answers.push(new FreshetError(1003051));
  await expect(description.change('b')).rejects.toMatchObject({ code: 1003051 });
  expect(description.text).toBe('a');
  expect(asked).toEqual(['b']);
});

test('after a change whose answer was lost, a return tells the server the text that stands', async () => {
  const { description, asked, answers } = make('a');
  await description.published('a');
  answers.push(lost);
  await expect(description.change('b')).rejects.toBe(lost);
  await description.returned(true);
  expect(asked).toEqual(['b', 'a']);
  await description.returned(true);
  expect(asked).toHaveLength(2);
});

test('after a publish whose answer was lost, the server is told whatever it took', async () => {
  const { description, asked } = make('a');
  await description.returned(true);
  expect(asked).toEqual(['a']);
});

test('a server that has forgotten the stream learns the text with the next publish', async () => {
  const { description, asked } = make('a');
  await description.published('a');
  await description.returned(false);
  await description.change('b');
  await description.published('b');
  expect(asked).toEqual([]);
});
