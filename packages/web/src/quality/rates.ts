/** `amount` in `milliseconds` as a rate; 0 where no time has passed. */
export const perSecond = (amount: number, milliseconds: number): number =>
  milliseconds > 0 ? (amount * 1000) / milliseconds : 0;

/** `part` of `whole`; 0 where there is no whole. */
export const ratio = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
