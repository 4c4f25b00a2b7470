const two = (n: number): string => String(n).padStart(2, '0');

/** A length of time as a clock shows it, such as `04:09` or `1:04:09`; never negative. Milliseconds. */
export function clockText(length: number): string {
  const total = Math.max(0, Math.floor(length / 1000));
  const hours = Math.floor(total / 3600);
  const rest = `${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
