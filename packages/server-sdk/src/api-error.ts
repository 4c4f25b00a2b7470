/** Why a call of the server API did not succeed. */
export class FreshetApiError extends Error {
  override readonly name = 'FreshetApiError';
  /** A code of `apiErrors`; 0 where the answer was not one of Freshet, or none came. */
  readonly code: number;
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;

  constructor(code: number, status: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.status = status;
  }
}
