import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { type Millis, millis } from '@freshet/kit';
import * as z from 'zod';

/** A port; 0 for any free one. */
export const port = z.coerce.number().int().min(0).max(65_535);

/** Words separated by commas. */
export const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** Addresses and networks, such as `10.0.0.0/8`, separated by commas. */
export const networks = list.refine((parts) => parts.every(isNetwork));

/** A file or nothing. */
export const file = z.string().transform((path) => (path === '' ? undefined : resolve(path)));

/** Scheme, host and port of a site, or nothing. */
export const origin = z.string().transform((text, context) => {
  if (text === '') return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url.origin;
  context.addIssue('no origin');
  return z.NEVER;
});

/** A secret that cannot be guessed, or nothing. */
export const secret = z
  .string()
  .refine((text) => text === '' || text.length >= 16)
  .transform((text) => (text === '' ? undefined : text));

/** A number of seconds, in milliseconds. */
export const secondsFrom = (least: number, most: number): z.ZodType<Millis> =>
  z.coerce
    .number()
    .min(least)
    .max(most)
    .transform((value) => millis(value * 1000));

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
