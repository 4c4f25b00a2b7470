/**
 * A JSON body with a line for each of its members. Laid out by its characters and not parsed, as it holds whole numbers
 * beyond what JavaScript's can say; anything else stays as it is.
 */
export function bodyText(body: string): string {
  if (!isJson(body)) return body;
  const parts = body.match(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  let depth = 0;
  const lines = parts.map((part, index) => {
    const before = parts[index - 1] ?? '';
    if (part === '{' || part === '[') depth += 1;
    if (part === '}' || part === ']') {
      depth -= 1;
      return before === '{' || before === '[' ? part : `\n${'  '.repeat(depth)}${part}`;
    }
    const isAfterBreak = before === '{' || before === '[' || before === ',';
    const level = part === '{' || part === '[' ? depth - 1 : depth;
    return `${isAfterBreak && part !== ',' ? `\n${'  '.repeat(level)}` : ''}${part}${part === ':' ? ' ' : ''}`;
  });
  return lines.join('');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // Form bodies and the like.
    return false;
  }
}
