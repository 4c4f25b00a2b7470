import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import type { Log } from '@freshet/core';
import { type Millis, Scope, seconds } from '@freshet/kit';
import { BootError } from './boot-error.ts';
import type { Certificate } from './certificate.ts';

/** Where a certificate and its key lie. */
export type CertificatePaths = { readonly certFile: string; readonly keyFile: string };

/** What a watch over certificate files needs. */
export type CertificateWatchOptions = {
  readonly paths: CertificatePaths;
  /** Takes the new certificate, for connections from now on. */
  readonly use: (certificate: Certificate) => void;
  readonly log: Log;
  /** How often the files are looked at. Milliseconds. */
  readonly period?: Millis;
};

/** Often enough for a renewal weeks ahead of the end, seldom enough to cost nothing. */
const LOOK_PERIOD = seconds(5);
const SOON = 14 * 86_400_000;

/**
 * Reads a certificate and its key from files.
 *
 * @throws BootError with one line for a file that cannot be read, and for a pair that does not belong together
 */
export function readCertificate({ certFile, keyFile }: CertificatePaths): Certificate {
  const cert = read('FRESHET_CERT', certFile);
  const key = read('FRESHET_KEY', keyFile);
  const parsed = parse(`FRESHET_CERT: ${certFile} is no certificate in PEM.`, () => new X509Certificate(cert));
  const own = parse(`FRESHET_KEY: ${keyFile} is no private key in PEM without a passphrase.`, () =>
    createPrivateKey(key),
  );
  if (!parsed.checkPrivateKey(own)) {
    throw new BootError(`FRESHET_KEY: ${keyFile} is not the key of ${certFile}. Name the two that were made together.`);
  }
  return { key, cert };
}

/**
 * Follows renewals: what the files hold is used from then on, without disturbing anyone who is connected. A pair that
 * does not belong together is left alone, because a renewal writes one file before the other.
 */
export class CertificateWatch {
  readonly #options: CertificateWatchOptions;
  readonly #scope = new Scope();
  #used: Certificate;

  constructor(used: Certificate, options: CertificateWatchOptions) {
    this.#options = options;
    this.#used = used;
    warnOfEnd(used, options.log);
    const look = (): void => this.reload();
    for (const path of Object.values(options.paths)) {
      // By its times and through links: certbot replaces a link, and orchestrators the folder it leads through.
      watchFile(path, { interval: options.period ?? LOOK_PERIOD, persistent: false }, look);
      this.#scope.add(() => unwatchFile(path, look));
    }
  }

  /** The certificate in use. */
  get used(): Certificate {
    return this.#used;
  }

  /** Reads the files now. */
  reload(): void {
    const { paths, use, log } = this.#options;
    try {
      const certificate = readCertificate(paths);
      if (certificate.cert === this.#used.cert && certificate.key === this.#used.key) return;
      use(certificate);
      this.#used = certificate;
      log.info({ validTo: new X509Certificate(certificate.cert).validTo }, 'the new certificate is in use');
      warnOfEnd(certificate, log);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      log.warn({ problem }, 'the certificate files cannot be used; the former certificate stays');
    }
  }

  close(): void {
    this.#scope.close();
  }
}

function read(setting: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    throw new BootError(`${setting}: ${path} cannot be read (${reason}). Correct the path, or let this user read it.`);
  }
}

function parse<Parsed>(problem: string, make: () => Parsed): Parsed {
  try {
    return make();
  } catch (error) {
    throw new BootError(problem, { cause: error });
  }
}

function warnOfEnd({ cert }: Certificate, log: Log): void {
  const { validTo } = new X509Certificate(cert);
  if (Date.parse(validTo) < Date.now() + SOON) log.warn({ validTo }, 'the certificate is about to end: renew it');
}
