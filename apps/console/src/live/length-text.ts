const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/**
 * A length of time in its two largest units, such as `3 hours 20 minutes`.
 *
 * @param length milliseconds
 */
export function lengthText(length: number, tag: string): string {
  const first = units.findIndex(([, size]) => length >= size);
  const from = first === -1 ? units.length - 1 : first;
  let rest = length;
  const parts = units.slice(from, from + 2).flatMap(([unit, size], place) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count > 0 || place === 0
      ? new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count)
      : [];
  });
  return parts.join(tag.startsWith('zh') ? '' : ' ');
}
