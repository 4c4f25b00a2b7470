/** What a number counts. */
export type Unit = 'count' | 'kbps' | 'cores' | 'megabytes' | 'percent' | 'milliseconds' | 'frames';

type Shape = { readonly factor: number; readonly digits: number; readonly sign: string };

/**
 * A measure with its unit, as short as it can be read: `2.4 Mbps`, `35 ms`, `1.2 GB`.
 *
 * @param tag the language, such as `zh-CN`
 */
export function measureText(value: number, unit: Unit, tag: string): string {
  const { factor, digits, sign } = shapeOf(Math.abs(value), unit);
  const number = numberFormat(tag, digits).format(value / factor);
  return sign === '' ? number : `${number} ${sign}`;
}

/** The numbers beside an axis: all in the unit that the largest of them calls for, which the last one names. */
export function axisTexts(values: readonly number[], unit: Unit, tag: string): string[] {
  const { factor, sign } = shapeOf(Math.max(0, ...values.map(Math.abs)), unit);
  const step = values.length > 1 ? Math.abs((values[1] ?? 0) - (values[0] ?? 0)) / factor : 1;
  const digits = [0, 1, 2].find((count) => isWhole(step * 10 ** count)) ?? 3;
  return values.map((value, index) => {
    const number = numberFormat(tag, digits, digits).format(value / factor);
    return index === values.length - 1 && sign !== '' ? `${number} ${sign}` : number;
  });
}

const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;

function shapeOf(size: number, unit: Unit): Shape {
  switch (unit) {
    case 'count':
      return { factor: 1, digits: 0, sign: '' };
    case 'kbps':
      if (size >= 1_000_000) return { factor: 1_000_000, digits: size < 10_000_000 ? 2 : 1, sign: 'Gbps' };
      return size >= 1000 ? { factor: 1000, digits: 1, sign: 'Mbps' } : { factor: 1, digits: 0, sign: 'kbps' };
    case 'cores':
      return { factor: 1, digits: 2, sign: '' };
    case 'megabytes':
      return size >= 1024 ? { factor: 1024, digits: 1, sign: 'GB' } : { factor: 1, digits: 0, sign: 'MB' };
    case 'percent':
      return { factor: 1, digits: size < 10 ? 1 : 0, sign: '%' };
    case 'milliseconds':
      return size >= 10_000 ? { factor: 1000, digits: 1, sign: 's' } : { factor: 1, digits: 0, sign: 'ms' };
    case 'frames':
      return { factor: 1, digits: 0, sign: 'fps' };
  }
}

const formats = new Map<string, Intl.NumberFormat>();

// Making a format costs far more than using it, and a list of rows uses hundreds.
function numberFormat(tag: string, most: number, least = 0): Intl.NumberFormat {
  const key = `${tag} ${least} ${most}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(tag, { maximumFractionDigits: most, minimumFractionDigits: least });
  formats.set(key, made);
  return made;
}
