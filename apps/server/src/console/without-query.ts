/** An address for those who may not see its query, which often holds a key. */
export function withoutQuery(address: string): string {
  const url = URL.parse(address);
  if (!url) return '';
  const { origin, pathname, search } = url;
  return `${origin}${pathname}${search && '?…'}`;
}
