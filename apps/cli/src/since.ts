const lengths: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a length of time before now, such as `90m`, or a date; NaN for what is neither. Milliseconds since the Unix epoch. */
export function sinceOf(text: string): number {
  const [, number, unit = ''] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const length = lengths[unit];
  if (length !== undefined) return Date.now() - Number(number) * length;
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
}
