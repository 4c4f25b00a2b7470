/** A value of type `T` that only its own constructor or schema may make: plain `T`s are not accepted in its place. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };

/** A length of time, or a point in time since the Unix epoch, in milliseconds. */
export type Millis = Brand<number, 'Millis'>;

/** Marks a number as milliseconds. */
export const millis = (value: number): Millis => value as Millis;

/** Marks a number of seconds as milliseconds. */
export const seconds = (value: number): Millis => (value * 1000) as Millis;
