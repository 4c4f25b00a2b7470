/** Which part of a long list is asked for. */
export type ListWindow = { readonly offset: number; readonly limit: number };

/** Windows begin and end at multiples of this, so that scrolling by a row asks for nothing new. */
const BLOCK = 40;
/** Rows that are asked for beyond what is seen, on both sides. */
const MARGIN = 40;

/** The window around the rows from `first` to `last`: at least one block, and never more than the server gives. */
export function windowAround(first: number, last: number): ListWindow {
  const offset = Math.max(0, Math.floor((first - MARGIN) / BLOCK) * BLOCK);
  const end = Math.ceil((last + 1 + MARGIN) / BLOCK) * BLOCK;
  return { offset, limit: Math.min(end - offset, 480) };
}

/** The row at a place in the whole list, where the window that was answered holds it. */
export function rowAt<Row>(rows: readonly Row[], offset: number, index: number): Row | undefined {
  return index < offset ? undefined : rows[index - offset];
}
