/** Resolves after a fault has lasted for `span` milliseconds. */
export const lasting = (span: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, span));
