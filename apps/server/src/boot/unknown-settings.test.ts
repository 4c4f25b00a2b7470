import { FakeMediaPlane, launchServer } from '@freshet/testkit';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readSettings, settingsTable } from './settings.ts';
import { unknownSettings } from './unknown-settings.ts';

const known = Object.values(settingsTable).map(({ env }) => env);

test.each([
  ['FRESHET_PROT', 'FRESHET_PORT'],
  ['FRESHET_TRUSTED_PROXY', 'FRESHET_TRUSTED_PROXIES'],
  ['FRESHET_ANOUNCE', 'FRESHET_ANNOUNCE'],
  ['FRESHET_HEARTBEAT', 'FRESHET_HEARTBEAT_SECONDS'],
  ['FRESHET_LOG_LEVEL', 'FRESHET_LOG'],
  ['FRESHET_MEDIA_PROT', 'FRESHET_MEDIA_PORT'],
  ['FRESHET_PUBLIC_ORIGINS', 'FRESHET_PUBLIC_ORIGIN'],
  ['freshet_port', 'FRESHET_PORT'],
  ['FRESHET_TURN_SERVER', undefined],
])('%s was to be %s', (name, meant) => {
  expect(unknownSettings({ [name]: '1' }, known)).toEqual([meant === undefined ? { name } : { name, meant }]);
});

test('what is known, what others read, what is set to nothing and what is not ours is nothing to tell of', () => {
  const own = Object.fromEntries(known.map((name) => [name, '1']));
  const others = { FRESHET_NODE: 'node', FRESHET_API_KEY: 'fk_', FRESHET_PROT: '', PORT: '8420', FRESHETPORT: '1' };
  expect(unknownSettings({ ...own, ...others }, known)).toEqual([]);
});

test('a server that was given one says so in one line, and starts', async () => {
  const warn = vi.fn();
  const log = { child: () => log, info: () => undefined, warn, error: () => undefined };
  const env = { FRESHET_PROT: '9000', FRESHET_METRICS_TOKEN: 'm'.repeat(16) };
  const server = await launchServer({ media: new FakeMediaPlane(), log, env });
  onTestFinished(() => server.close());
  const words = 'FRESHET_PROT is no setting of this version, and changes nothing: FRESHET_PORT may be meant';
  expect(warn).toHaveBeenCalledWith({ name: 'FRESHET_PROT', meant: 'FRESHET_PORT' }, words);
  expect(readSettings([], env).unknown).toEqual([{ name: 'FRESHET_PROT', meant: 'FRESHET_PORT' }]);
});
