import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { root } from './places.js';

const require = createRequire(import.meta.url);
const config = z
  .object({ forbidden: z.array(z.object({ name: z.string() })) })
  .parse(require('../.dependency-cruiser.cjs'));

/** For each rule, a file and the line in it that breaks the rule. */
const offences: readonly (readonly [rule: string, file: string, line: string])[] = [
  ['no-cycles', 'packages/kit/src/circle-back.ts', "import './circle.ts';"],
  ['imports-resolve', 'packages/kit/src/lost.ts', "import './nowhere.ts';"],
  ['packages-start-nothing', 'packages/core/src/starts.ts', "import '../../../apps/server/src/index.ts';"],
  ['apps-stand-alone', 'apps/console/src/borrows.ts', "import '../../live/src/index.ts';"],
  ['surface-is-the-exports', 'packages/core/src/reaches.ts', "import '../../kit/src/inner.ts';"],
  ['testkit-is-for-tests', 'packages/core/src/tests-in-product.ts', "import '@freshet/testkit';"],
  ['product-imports-no-tests', 'packages/core/src/imports-test.ts', "import './some.test.ts';"],
  ['pages-take-types-of-the-sdk', 'apps/live/src/bundles-sdk.ts', "export { a } from '@freshet/web';"],
  ['kit-has-no-dependency', 'packages/kit/src/zod.ts', "import 'zod';"],
  ['kit-has-no-dependency', 'packages/kit/src/node.ts', "import 'node:fs';"],
  ['no-node-in-the-browser-and-at-the-edge', 'packages/token/src/node.ts', "import 'node:crypto';"],
  ['no-node-in-the-browser-and-at-the-edge', 'apps/live/src/node.ts', "import 'node:fs';"],
  ['domain-knows-no-technology', 'packages/core/src/database.ts', "import 'node:sqlite';"],
  ['domain-knows-no-technology', 'packages/core/src/socket.ts', "import 'ws';"],
  ['mediasoup-stays-in-media', 'apps/server/src/worker.ts', "import 'mediasoup';"],
  ['mediasoup-stays-in-media', 'packages/core/src/rtp.ts', "import type { a } from 'mediasoup';"],
  ['mediasoup-client-stays-in-the-media-folder', 'packages/web/src/device.ts', "import 'mediasoup-client';"],
  ['sdk-has-no-ui-framework', 'packages/web/src/widget.ts', "import 'react';"],
  ['packages-kit-stays-in-its-layer', 'packages/kit/src/up.ts', "import '@freshet/protocol';"],
  ['packages-protocol-stays-in-its-layer', 'packages/protocol/src/up.ts', "import '@freshet/token';"],
  ['packages-token-stays-in-its-layer', 'packages/token/src/up.ts', "import '@freshet/core';"],
  ['packages-core-stays-in-its-layer', 'packages/core/src/up.ts', "import '@freshet/media';"],
  ['packages-media-stays-in-its-layer', 'packages/media/src/beside.ts', "import '@freshet/store';"],
  ['packages-cluster-stays-in-its-layer', 'packages/cluster/src/beside.ts', "import '@freshet/media';"],
  ['packages-store-stays-in-its-layer', 'packages/store/src/beside.ts', "import '@freshet/cluster';"],
  ['packages-web-stays-in-its-layer', 'packages/web/src/over.ts', "import '@freshet/core';"],
  ['packages-server-sdk-stays-in-its-layer', 'packages/server-sdk/src/over.ts', "import '@freshet/core';"],
  ['apps-server-stays-in-its-layer', 'apps/server/src/sdk.ts', "import '@freshet/web';"],
  ['apps-live-stays-in-its-layer', 'apps/live/src/domain.ts', "import type { a } from '@freshet/core';"],
  ['apps-console-stays-in-its-layer', 'apps/console/src/domain.ts', "import type { a } from '@freshet/core';"],
  ['apps-cli-stays-in-its-layer', 'apps/cli/src/media.ts', "import '@freshet/media';"],
];

/** What looks alike and is allowed. */
const allowed: readonly (readonly [file: string, line: string])[] = [
  ['packages/core/src/some.test.ts', "import '@freshet/testkit';"],
  ['packages/protocol/src/brand.ts', "import { a } from '@freshet/kit';"],
  ['packages/media/src/worker.ts', "import 'mediasoup';"],
  ['packages/web/src/media/device.ts', "import 'mediasoup-client';"],
  ['packages/media/src/port.ts', "import '@freshet/core';"],
  ['apps/server/src/compose.ts', "import '@freshet/media'; import '@freshet/core'; import 'node:http';"],
  ['apps/live/src/sdk.ts', "import type { a } from '@freshet/web';"],
  ['packages/store/src/database.ts', "import 'node:sqlite';"],
];

const names = ['kit', 'protocol', 'token', 'core', 'media', 'cluster', 'store', 'web', 'server-sdk', 'testkit'];
const libraries = ['mediasoup', 'mediasoup-client', 'ws', 'react', 'zod'];
const Report = z.object({
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
});

let tree = '';
let found: readonly string[] = [];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'freshet-rules-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), `${text}\n`);
  };
  const packageJson = (name: string, main: string) => JSON.stringify({ name, type: 'module', exports: { '.': main } });
  mkdirSync(join(tree, 'node_modules/@freshet'), { recursive: true });
  for (const name of names) {
    write(`packages/${name}/package.json`, packageJson(`@freshet/${name}`, './src/index.ts'));
    write(`packages/${name}/src/index.ts`, 'export const a = 1;');
    symlinkSync(join(tree, 'packages', name), join(tree, 'node_modules/@freshet', name));
  }
  for (const name of libraries) {
    write(`node_modules/${name}/package.json`, packageJson(name, './index.js'));
    write(`node_modules/${name}/index.js`, 'export const a = 1;');
  }
  write('packages/kit/src/inner.ts', 'export const a = 1;');
  write('packages/kit/src/circle.ts', "import './circle-back.ts';");
  write('apps/server/src/index.ts', 'export const a = 1;');
  write('apps/live/src/index.ts', 'export const a = 1;');
  write('tsconfig.json', '{ "compilerOptions": { "allowImportingTsExtensions": true } }');
  for (const [, file, line] of offences) write(file, line);
  for (const [file, line] of allowed) write(file, line);
  found = cruise();
});

afterAll(() => rmSync(tree, { recursive: true, force: true }));

/** What the checker reports in the tree, as `rule file`. */
function cruise(): string[] {
  const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const args = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'packages', 'apps'];
  const output = execFileSync(process.execPath, [depcruise, ...args], { cwd: tree, encoding: 'utf8' });
  return Report.parse(JSON.parse(output)).summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
}

test.each(offences)('%s is reported for %s', (rule, file) => {
  expect(found).toContain(`${rule} ${file}`);
});

test.each(allowed)('%s may say %s', (file) => {
  expect(found.filter((each) => each.endsWith(` ${file}`))).toEqual([]);
});

test('every rule is broken by an example', () => {
  const shown = new Set(offences.map(([rule]) => rule));
  expect(config.forbidden.map((rule) => rule.name).filter((name) => !shown.has(name))).toEqual([]);
});
