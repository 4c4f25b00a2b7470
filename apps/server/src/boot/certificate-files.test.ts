import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { seconds } from '@freshet/kit';
import { FakeMediaPlane, launchServer } from '@freshet/testkit';
import { generate } from 'selfsigned';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BootError } from './boot-error.ts';
import type { Certificate } from './certificate.ts';
import { CertificateWatch, readCertificate } from './certificate-files.ts';

const lines: unknown[] = [];
const take = (_fields: unknown, text: string): void => void lines.push(text);
const log = { child: () => log, info: take, warn: take, error: take };

async function make(name: string): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], { keyType: 'ec' });
  return { key, cert };
}

async function folderWith({ key, cert }: Certificate): Promise<{ certFile: string; keyFile: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'freshet-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const paths = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  await put(paths, { key, cert });
  return paths;
}

async function put(paths: { certFile: string; keyFile: string }, { key, cert }: Certificate): Promise<void> {
  await writeFile(paths.certFile, cert);
  await writeFile(paths.keyFile, key);
}

/** A TLS connection and the name in the certificate that it was shown. */
async function dial(origin: string): Promise<{ socket: TLSSocket; name: string | string[] | undefined }> {
  const socket = connect({ port: Number(new URL(origin).port), host: 'localhost', rejectUnauthorized: false });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'secureConnect');
  return { socket, name: socket.getPeerCertificate().subject.CN };
}

test('a renewed certificate is shown to new connections, and those that stand are not disturbed', async () => {
  const paths = await folderWith(await make('first'));
  const server = await launchServer({
    media: new FakeMediaPlane(),
    env: { FRESHET_CERT: paths.certFile, FRESHET_KEY: paths.keyFile },
  });
  onTestFinished(() => server.close());
  expect(server.origin).toMatch(/^https:/);
  const before = await dial(server.origin);
  expect(before.name).toBe('first');
  await put(paths, await make('second'));
  server.reloadCertificate();
  expect((await dial(server.origin)).name).toBe('second');
  before.socket.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
  const [answer] = await once(before.socket, 'data');
  expect(String(answer)).toContain('200 OK');
});

test('a change of the files is noticed, and half a renewal is left alone', async () => {
  const first = await make('first');
  const second = await make('second');
  const paths = await folderWith(first);
  const used = vi.fn();
  const watch = new CertificateWatch(first, { paths, use: used, log, period: seconds(0.02) });
  onTestFinished(() => watch.close());
  await writeFile(paths.certFile, second.cert);
  await expect.poll(() => lines).toContain('the certificate files cannot be used; the former certificate stays');
  expect(used).not.toHaveBeenCalled();
  await writeFile(paths.keyFile, second.key);
  await expect.poll(() => used.mock.calls).toEqual([[second]]);
  expect(watch.used).toEqual(second);
});

test('files that cannot serve are refused in one line', async () => {
  const first = await make('first');
  const second = await make('second');
  const paths = await folderWith(first);
  const reading = (named: Partial<typeof paths>) => () => readCertificate({ ...paths, ...named });
  expect(reading({ certFile: '/nowhere.pem' })).toThrow(/FRESHET_CERT: \/nowhere.pem cannot be read \(ENOENT\)/);
  expect(reading({ certFile: paths.keyFile })).toThrow(/is no certificate in PEM/);
  expect(reading({ keyFile: paths.certFile })).toThrow(/is no private key in PEM/);
  await writeFile(paths.keyFile, second.key);
  expect(reading({})).toThrow(/is not the key of/);
  expect(reading({})).toThrow(BootError);
});
