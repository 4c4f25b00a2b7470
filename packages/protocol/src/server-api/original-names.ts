const SPECIAL: Readonly<Record<string, string>> = { ip: 'IP' };

/** What the original calls the member that we call `name`: `roomID` is `RoomId`. */
export function originalName(name: string): string {
  const special = SPECIAL[name];
  if (special) return special;
  const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return capital.endsWith('ID') ? `${capital.slice(0, -2)}Id` : capital;
}

/** What the original calls a list that we call `name`: `roomIDs` is `RoomId`, written `RoomId[]` in an address. */
export const originalListName = (name: string): string => originalName(name.replace(/s$/, ''));

/** A result with the original's names, at every depth. Its flags are 0 and 1. */
export function toOriginal(value: unknown): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (Array.isArray(value)) return value.map(toOriginal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [originalName(name), toOriginal(member)]));
}
