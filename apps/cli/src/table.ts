/** A table for a terminal: a line of heads, then the rows, their columns as wide as they need be. */
export function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const lines = [heads, ...rows].map((cells) => cells.map(String));
  const widths = heads.map((_head, column) => Math.max(...lines.map((cells) => (cells[column] ?? '').length)));
  const isNumeric = heads.map((_head, column) => rows.every((cells) => typeof cells[column] === 'number'));
  const draw = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        isNumeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  return lines.map((cells) => `${draw(cells)}\n`).join('');
}

/** Names with their values, one line each. */
export function sheet(rows: Readonly<Record<string, string | number>>): string {
  const width = Math.max(...Object.keys(rows).map((name) => name.length));
  return Object.entries(rows)
    .map(([name, value]) => `${name.padEnd(width)}  ${value}\n`)
    .join('');
}
