import * as z from 'zod/mini';
import type { Bytes } from './base64.ts';

// The nonce is 32 bits in generators and 64 in the original's documentation: any integer goes.
const integer = z.number().check(z.refine(Number.isInteger));
const bit = z.optional(z.literal([0, 1]));

const Privileges = z.object({
  room_id: z.optional(z.string()),
  privilege: z.object({ '1': bit, '2': bit }),
  stream_id_list: z.optional(z.nullable(z.array(z.string()))),
});

const Plain = z.object({
  app_id: integer,
  user_id: z.string(),
  nonce: integer,
  ctime: integer,
  expire: integer,
  payload: z.string(),
});

/** What is written inside a token, under the original's names. Times in seconds since the Unix epoch. */
export type Plain = z.infer<typeof Plain>;
/** What the payload of a privilege token says. Key 1 is login, 2 is publish; 1 allows, 0 and nothing deny. */
export type Privileges = z.infer<typeof Privileges>;
/** The claims of a token; without privileges it is a basic one, which allows everything to its user. */
export type Claims = { readonly plain: Plain; readonly privileges: Privileges | undefined };

/** Why there are no claims in what was decrypted: the nonce alone is no integer, or anything else is wrong. */
export type ClaimsFault = { readonly fault: 'form' | 'nonce' };

/** Reads the claims in decrypted bytes. */
export function parseClaims(bytes: Bytes): Claims | ClaimsFault {
  const read = Plain.safeParse(parseJson(new TextDecoder().decode(bytes)));
  if (!read.success) return { fault: read.error.issues.every(({ path }) => path[0] === 'nonce') ? 'nonce' : 'form' };
  const plain = read.data;
  if (plain.payload === '') return { plain, privileges: undefined };
  const privileges = Privileges.safeParse(parseJson(plain.payload)).data;
  return privileges ? { plain, privileges } : { fault: 'form' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
