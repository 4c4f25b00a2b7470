import { expect, test } from 'vitest';
import { ensureTools, howToInstall, tools } from './test-tools.js';

const missing = [tools.chromium, tools.ffmpeg];

test('root on Debian installs what is missing', () => {
  const cure = howToInstall(missing, { apt: '/usr/bin/apt-get', isRoot: true });
  expect(cure).toEqual({ name: 'install', apt: '/usr/bin/apt-get', packages: ['chromium', 'ffmpeg'] });
});

test('an ordinary user on Debian is told the one command to run', () => {
  const cure = howToInstall(missing, { apt: '/usr/bin/apt-get', isRoot: false });
  const line = 'missing: Chromium, ffmpeg. Run: sudo apt-get install -y --no-install-recommends chromium ffmpeg';
  expect(cure).toEqual({ name: 'ask', line });
});

test('elsewhere the missing programs are named, and the variables that can name them', () => {
  const cure = howToInstall(missing, { apt: undefined, isRoot: true });
  const line =
    'missing: Chromium, ffmpeg. Install what is missing, or name the program in CHROMIUM_BIN, and run this again';
  expect(cure).toEqual({ name: 'ask', line });
});

test('a browser that is named but not there stops the run with the name of the variable', async () => {
  const env = { ...process.env, CHROMIUM_BIN: '/no/such/browser' };
  await expect(ensureTools([tools.chromium], env)).rejects.toThrow('CHROMIUM_BIN names /no/such/browser');
});

test('a browser that is named is handed on, and never replaced', async () => {
  const env = await ensureTools([tools.chromium], { ...process.env, CHROMIUM_BIN: process.execPath });
  expect(env.CHROMIUM_BIN).toBe(process.execPath);
});
