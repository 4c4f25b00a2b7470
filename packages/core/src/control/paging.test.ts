import { expect, test } from 'vitest';
import { cutPage, type PageWish } from './paging.ts';

const numbers = Array.from({ length: 25 }, (_, n) => n);

const page = (wish: PageWish) =>
  cutPage(
    {
      items: numbers,
      size: numbers.length,
      names: (n) => [`Name ${n}`],
      cursor: String,
      isAfter: (n, cursor) => n > Number(cursor),
    },
    wish,
    (n) => n,
  );

test('pages that follow each other tell everything once', () => {
  const told: number[] = [];
  let after: string | undefined;
  do {
    const { items, total, next } = page({ limit: 10, ...(after ? { after } : {}) });
    expect(total).toBe(25);
    told.push(...items);
    after = next;
  } while (after);
  expect(told).toEqual(numbers);
});

test('a page after something that is gone goes on where it was', () => {
  expect(page({ limit: 2, after: '3.5' })).toEqual({ items: [4, 5], total: 25, next: '5' });
});

test('a window begins at its offset, and the last one has no next', () => {
  expect(page({ limit: 10, offset: 20 })).toEqual({ items: [20, 21, 22, 23, 24], total: 25 });
  expect(page({ limit: 5, offset: 20 })).toEqual({ items: [20, 21, 22, 23, 24], total: 25 });
  expect(page({ limit: 5, offset: 30 })).toEqual({ items: [], total: 25 });
});

test('a search counts what it finds, whatever its case, over all pages', () => {
  expect(page({ limit: 3, search: 'NAME 2' })).toEqual({ items: [2, 20, 21], total: 6, next: '21' });
  expect(page({ limit: 3, search: 'name 2', after: '21' })).toEqual({ items: [22, 23, 24], total: 6 });
});
