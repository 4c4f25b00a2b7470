import { X509Certificate } from 'node:crypto';
import type { Server } from 'node:http';
import { Server as SecureServer } from 'node:https';
import type { Log } from '@freshet/core';
import { type Certificate, ownCertificate } from './certificate.ts';
import { type CertificatePaths, CertificateWatch, readCertificate } from './certificate-files.ts';
import type { Settings } from './settings.ts';

/** The certificate that a running server shows. */
export type ShownCertificate = {
  /** `undefined` without HTTPS; the end is in milliseconds since the Unix epoch. */
  readonly facts: { readonly end: number; readonly names: string[] } | undefined;
  /** Reads its files again, where there are some. */
  reload(): void;
  close(): void;
};

/**
 * The certificate to serve HTTPS with: the one that the settings name, else with `--lan` one of our own making, else
 * none.
 *
 * @throws BootError with one line for files that cannot be used
 */
export async function certificateFor(
  settings: Settings,
  addresses: readonly string[],
): Promise<Certificate | undefined> {
  const paths = pathsOf(settings);
  if (paths) return readCertificate(paths);
  return settings.lan ? ownCertificate(settings.dataFolder, addresses) : undefined;
}

/** Keeps `server` on the newest certificate of its files; connections that stand are not disturbed. */
export function followCertificate(
  server: Server,
  first: Certificate | undefined,
  settings: Settings,
  log: Log,
): ShownCertificate {
  const paths = pathsOf(settings);
  if (first === undefined || paths === undefined || !(server instanceof SecureServer)) {
    return { facts: first && factsOf(first), reload: () => undefined, close: () => undefined };
  }
  const watch = new CertificateWatch(first, { paths, use: (next) => server.setSecureContext(next), log });
  return {
    get facts() {
      return factsOf(watch.used);
    },
    reload: () => watch.reload(),
    close: () => watch.close(),
  };
}

function pathsOf({ certFile, keyFile }: Settings): CertificatePaths | undefined {
  return certFile !== undefined && keyFile !== undefined ? { certFile, keyFile } : undefined;
}

function factsOf({ cert }: Certificate): { end: number; names: string[] } {
  const { validTo, subjectAltName = '' } = new X509Certificate(cert);
  const names = subjectAltName.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''));
  return { end: Date.parse(validTo), names };
}
