import type { Page } from './facts.ts';

/** Which part of a list is wanted. */
export type PageWish = {
  /** At most so many. */
  readonly limit: number;
  /** `next` of the page before; the first page without it. */
  readonly after?: string;
  /** Leaves out so many first, for windows into a long list. */
  readonly offset?: number;
  /** Only names that contain it, in whatever case. */
  readonly search?: string;
};

/** What a list is made of, while it is walked through once. */
export type Listing<Item> = {
  /** In the order of the list. */
  readonly items: Iterable<Item>;
  /** How many there are, where nothing is searched for. */
  readonly size: number;
  readonly names: (item: Item) => readonly string[];
  /** Where an item stands, in a text that `isAfter` can read. */
  readonly cursor: (item: Item) => string;
  /** Whether an item comes after the one at the cursor, which may be gone. */
  readonly isAfter: (item: Item, cursor: string) => boolean;
};

/** Cuts a page out of a list, in one walk and without a copy. A walk without a search ends with the page. */
export function cutPage<Item, Fact>(
  { items, size, names, cursor, isAfter }: Listing<Item>,
  { limit, after, offset = 0, search }: PageWish,
  look: (item: Item) => Fact | undefined,
): Page<Fact> {
  const wanted = search?.toLowerCase();
  const found: Fact[] = [];
  let [matches, passed] = [0, 0];
  let last: Item | undefined;
  let isMore = false;
  for (const item of items) {
    if (wanted && !names(item).some((name) => name.toLowerCase().includes(wanted))) continue;
    matches += 1;
    if (isMore || (after !== undefined && !isAfter(item, after))) continue;
    if (found.length === limit) {
      isMore = true;
      if (!wanted) break;
      continue;
    }
    passed += 1;
    if (passed <= offset) continue;
    const fact = look(item);
    if (fact !== undefined) found.push(fact);
    last = item;
  }
  const next = isMore && last !== undefined ? { next: cursor(last) } : {};
  return { items: found, total: wanted ? matches : size, ...next };
}
