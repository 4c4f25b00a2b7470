/** A variable that looks like a setting and is none. */
export type UnknownSetting = {
  readonly name: string;
  /** The setting that was meant, most likely. */
  readonly meant?: string;
};

const PREFIX = 'FRESHET_';
/** What others read: the tools that start the server, and backends that were started from the same shell. */
const OTHERS: ReadonlySet<string> = new Set([
  'FRESHET_NODE',
  'FRESHET_CACHE_DIR',
  'FRESHET_ORIGIN',
  'FRESHET_APP_ID',
  'FRESHET_SERVER_SECRET',
  'FRESHET_CALLBACK_SECRET',
  'FRESHET_API_KEY',
]);

/**
 * The variables of `env` that look like settings and are not among those that are known. One that is set to nothing is
 * not set.
 */
export function unknownSettings(
  env: Readonly<Record<string, string | undefined>>,
  known: readonly string[],
): readonly UnknownSetting[] {
  return Object.keys(env)
    .filter((name) => name.toUpperCase().startsWith(PREFIX) && env[name])
    .filter((name) => !known.includes(name) && !OTHERS.has(name))
    .map((name) => {
      const meant = nearest(name.toUpperCase(), known);
      return meant === undefined ? { name } : { name, meant };
    });
}

function nearest(name: string, known: readonly string[]): string | undefined {
  const distances = known.map((one) => ({ one, distance: distanceOf(name, one) }));
  const [first] = distances.toSorted((a, b) => a.distance - b.distance);
  return first && first.distance <= (name.length - PREFIX.length) / 3 ? first.one : beginningAlike(name, known);
}

const beginningAlike = (name: string, known: readonly string[]): string | undefined =>
  known.find((one) => one.startsWith(`${name}_`) || name.startsWith(one));

/** How many letters differ, are missing, are too many, or have changed places with their neighbour. */
function distanceOf(a: string, b: string): number {
  let [twoAbove, above]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const [left, up, corner] = [line[column - 1] ?? 0, above?.[column] ?? 0, above?.[column - 1] ?? 0];
      const swapped = isSwapped ? (twoAbove?.[column - 2] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
      line.push(Math.min(left + 1, up + 1, corner + (isSame ? 0 : 1), swapped + 1));
    }
    [twoAbove, above] = [above, line];
  }
  return above?.[b.length] ?? 0;
}
