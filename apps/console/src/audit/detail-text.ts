/**
 * What changed, on one line: `name: value`, and `name: before → after` for a change. Objects within are flattened to
 * dotted names.
 */
export function detailText(detail: Readonly<Record<string, unknown>>): string {
  return pairs(detail, '')
    .map(([name, value]) => `${name}: ${value}`)
    .join(' · ');
}

function pairs(detail: object, prefix: string): [string, string][] {
  return Object.entries(detail).flatMap(([name, value]: [string, unknown]): [string, string][] => {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return [[prefix + name, plain(value)]];
    if (isChange(value)) return [[prefix + name, `${plain(value.from)} → ${plain(value.to)}`]];
    return pairs(value, `${prefix}${name}.`);
  });
}

const isChange = (value: object): value is { from?: unknown; to?: unknown } =>
  Object.keys(value).length > 0 && Object.keys(value).every((key) => key === 'from' || key === 'to');

function plain(value: unknown): string {
  if (value === undefined || value === '') return '–';
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(plain).join(', ');
  return String(value);
}
