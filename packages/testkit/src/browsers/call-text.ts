/**
 * A call of `run` with a copy of `arg`, as the text of an expression. Drivers hand functions over as text anyway, but
 * differ in the types they allow.
 */
export function callText(run: (arg: never) => unknown, arg: unknown): string {
  return `(${run})(${JSON.stringify(arg)})`;
}
