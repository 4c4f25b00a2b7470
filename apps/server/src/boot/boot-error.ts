/** The server cannot start; the message is one line that says what to do. */
export class BootError extends Error {
  override readonly name = 'BootError';
}
