import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { BootError } from './boot-error.ts';
import { readSettings, settingsTable } from './settings.ts';

test('docs/configuration.md tells what the table tells', async () => {
  const page = [
    '# Configuration',
    '',
    'Every setting of the server, made from the table in `apps/server/src/boot/settings.ts`. Set them in the environment;',
    '`--port N`, `--host ADDRESS` and `--data FOLDER` on the command line win over it. `--lan` serves HTTPS with a',
    'certificate of the server’s own making to the local network.',
    '',
    '| variable | default | what it does |',
    '|---|---|---|',
    ...Object.values(settingsTable).map(
      ({ env, initial, says }) => `| \`${env}\` | ${initial && `\`${initial}\``} | ${says} |`,
    ),
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../../../docs/configuration.md');
});

test('without a word, the server listens on loopback and keeps its data in ./data', () => {
  expect(readSettings([], {})).toMatchObject({
    host: '127.0.0.1',
    port: 8420,
    dataFolder: resolve('data'),
    heartbeatPeriod: 100_000,
    announce: [],
    lan: false,
  });
});

test('a variable that is set to nothing counts as not set', () => {
  const empty = { FRESHET_PORT: '', FRESHET_HEARTBEAT_SECONDS: '', FRESHET_ANNOUNCE: '' };
  expect(readSettings([], empty)).toMatchObject({ port: 8420, heartbeatPeriod: 100_000, announce: [] });
});

test('--lan listens everywhere, unless a host is named', () => {
  expect(readSettings(['--lan'], {})).toMatchObject({ host: '0.0.0.0', lan: true });
  expect(readSettings(['--lan'], { FRESHET_HOST: '10.0.0.1' }).host).toBe('10.0.0.1');
});

test('the command line wins over the environment', () => {
  expect(readSettings(['--port', '9000'], { FRESHET_PORT: '9001' }).port).toBe(9000);
  expect(readSettings([], { FRESHET_PORT: '9001', FRESHET_ANNOUNCE: '203.0.113.7, 10.0.0.1' })).toMatchObject({
    port: 9001,
    announce: ['203.0.113.7', '10.0.0.1'],
  });
});

test('proxies, the public address and the certificate are read', () => {
  const read = readSettings([], {
    FRESHET_TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,2001:db8::/32',
    FRESHET_PUBLIC_ORIGIN: 'https://live.example.org/',
    FRESHET_CERT: 'c.pem',
    FRESHET_KEY: 'k.pem',
  });
  expect(read).toMatchObject({
    trustedProxies: ['127.0.0.1', '10.0.0.0/8', '2001:db8::/32'],
    publicOrigin: 'https://live.example.org',
    certFile: resolve('c.pem'),
    keyFile: resolve('k.pem'),
  });
});

test.each([
  [[], { FRESHET_PORT: 'http' }, 'FRESHET_PORT=http makes no sense'],
  [[], { FRESHET_HEARTBEAT_SECONDS: '0' }, 'FRESHET_HEARTBEAT_SECONDS=0 makes no sense'],
  [['--port', 'http'], { FRESHET_PORT: '8421' }, '--port=http makes no sense'],
  [['--lann'], {}, 'The options are --lan'],
  [[], { FRESHET_CERT: 'c.pem' }, 'FRESHET_KEY is missing'],
  [[], { FRESHET_KEY: 'k.pem' }, 'FRESHET_CERT is missing'],
  [[], { FRESHET_TRUSTED_PROXIES: '10.0.0.0/33' }, 'FRESHET_TRUSTED_PROXIES=10.0.0.0/33 makes no sense'],
  [[], { FRESHET_TRUSTED_PROXIES: 'proxy.example' }, 'FRESHET_TRUSTED_PROXIES=proxy.example makes no sense'],
  [[], { FRESHET_PUBLIC_ORIGIN: 'live.example.org' }, 'FRESHET_PUBLIC_ORIGIN=live.example.org makes no sense'],
  [[], { FRESHET_PUBLIC_ORIGIN: 'https://live.example.org/x' }, 'makes no sense'],
  [[], { FRESHET_DRAIN_SECONDS: '-1' }, 'FRESHET_DRAIN_SECONDS=-1 makes no sense'],
  [[], { FRESHET_METRICS_TOKEN: 'short' }, 'FRESHET_METRICS_TOKEN=… makes no sense'],
])('%j with %j is refused in one line', (args, env, words) => {
  expect(() => readSettings(args, env)).toThrow(BootError);
  expect(() => readSettings(args, env)).toThrow(words);
  expect(() => readSettings(args, env)).toThrow(/^[^\n]+$/);
});
