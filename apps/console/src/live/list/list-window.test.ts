import { expect, test } from 'vitest';
import { rowAt, windowAround } from './list-window.ts';

test('the top of a list asks for whole blocks beyond what is seen', () => {
  expect(windowAround(0, 15)).toEqual({ offset: 0, limit: 80 });
});

test('scrolling by a few rows asks for the same window', () => {
  expect(windowAround(500, 520)).toEqual(windowAround(510, 530));
});

test('a window has rows on both sides of what is seen', () => {
  const { offset, limit } = windowAround(500, 520);
  expect(offset).toBeLessThanOrEqual(460);
  expect(offset + limit).toBeGreaterThanOrEqual(561);
});

test('a window never asks for more than the server gives', () => {
  expect(windowAround(0, 5000).limit).toBeLessThanOrEqual(500);
});

test('a row is found by its place in the whole list, and one outside the window is missing', () => {
  expect(rowAt(['a', 'b'], 40, 41)).toBe('b');
  expect(rowAt(['a', 'b'], 40, 39)).toBeUndefined();
  expect(rowAt(['a', 'b'], 40, 42)).toBeUndefined();
});
