/** From 0, not allowed yet, to 4, strong. */
export type Strength = 0 | 1 | 2 | 3 | 4;

/** The least number of characters that the server takes. */
const LEAST_LENGTH = 10;

/** How long a password would withstand guessing, roughly: by its length, its variety, and whether it repeats itself. */
export function strengthOf(password: string): Strength {
  const length = [...password].length;
  if (length < LEAST_LENGTH) return 0;
  const different = new Set(password.toLowerCase()).size;
  if (different < 5 || isRun(password)) return 1;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\d/, /[^\p{L}\d]/u].filter((kind) => kind.test(password)).length;
  const bits = Math.min(length, different * 1.6) * (2 + kinds * 0.75);
  if (bits < 38) return 1;
  if (bits < 52) return 2;
  return bits < 68 ? 3 : 4;
}

// Neighbours in code order, such as 0123456789.
function isRun(password: string): boolean {
  const codes = [...password].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) <= 1).length;
  return steps > password.length * 0.7;
}
