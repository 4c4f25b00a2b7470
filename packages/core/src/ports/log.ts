/** What the domain tells its operator; the fields of a parent stand on every line of its children. */
export interface Log {
  child(fields: Record<string, unknown>): Log;
  /** One line per lifecycle transition. */
  info(fields: Record<string, unknown>, text: string): void;
  /** Something went wrong and mended itself. */
  warn(fields: Record<string, unknown>, text: string): void;
  /** Someone must act. */
  error(fields: Record<string, unknown>, text: string): void;
}
