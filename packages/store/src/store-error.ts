/** The data folder cannot be used. The message is for the operator: one line, with what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
