import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A private key and its certificate, in PEM. */
export type Certificate = { readonly key: string; readonly cert: string };

const DAY = 86_400_000;
const LIFETIME_DAYS = 365;

/**
 * The self-signed certificate of this data folder, made anew when it is about to end or lacks one of `addresses`, so
 * that a phone has to be told only once to trust it.
 */
export async function ownCertificate(folder: string, addresses: readonly string[]): Promise<Certificate> {
  const paths = { key: join(folder, 'lan-key.pem'), cert: join(folder, 'lan-cert.pem') };
  const kept = await readKept(paths);
  if (kept && covers(kept.cert, addresses)) return kept;
  const made = await make(addresses);
  await writeFile(paths.key, made.key, { mode: 0o600 });
  await writeFile(paths.cert, made.cert);
  return made;
}

async function readKept(paths: Certificate): Promise<Certificate | undefined> {
  try {
    const [key, cert] = await Promise.all([readFile(paths.key, 'utf8'), readFile(paths.cert, 'utf8')]);
    return { key, cert };
  } catch {
    return undefined;
  }
}

function covers(cert: string, addresses: readonly string[]): boolean {
  const parsed = new X509Certificate(cert);
  const ends = Date.parse(parsed.validTo);
  return ends > Date.now() + 30 * DAY && addresses.every((address) => parsed.checkIP(address) !== undefined);
}

async function make(addresses: readonly string[]): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Freshet on this network' }], {
    keyType: 'ec',
    notBeforeDate: new Date(Date.now() - DAY),
    notAfterDate: new Date(Date.now() + LIFETIME_DAYS * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false },
      {
        name: 'subjectAltName',
        altNames: [{ type: 2, value: 'localhost' }, ...addresses.map((ip) => ({ type: 7 as const, ip }))],
      },
    ],
  });
  return { key, cert };
}
