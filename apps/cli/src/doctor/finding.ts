/** What the doctor found at one place. A `failure` keeps users out; a `warning` will, or may. */
export type Finding = {
  readonly check: string;
  readonly verdict: 'good' | 'warning' | 'failure' | 'unknown';
  readonly says: string;
  /** What to do. */
  readonly cure?: string;
};

/** All is well. */
export const good = (check: string, says: string): Finding => ({ check, verdict: 'good', says });

/** Something will go wrong, or may. */
export const warning = (check: string, says: string, cure: string): Finding => ({
  check,
  verdict: 'warning',
  says,
  cure,
});

/** Something is wrong. */
export const failure = (check: string, says: string, cure: string): Finding => ({
  check,
  verdict: 'failure',
  says,
  cure,
});

/** It cannot be seen from here. */
export const unknown = (check: string, says: string, cure?: string): Finding =>
  cure === undefined ? { check, verdict: 'unknown', says } : { check, verdict: 'unknown', says, cure };
