import { fileURLToPath } from 'node:url';

let script: Promise<string> | undefined;

/** The tools of `in-page`, as the text of one classic script. Built once in a process. */
export function inPageScript(): Promise<string> {
  script ??= buildScript();
  return script;
}

async function buildScript(): Promise<string> {
  // Loaded when a browser needs it, not by every test that takes something else of testkit.
  const { build } = await import('vite');
  const entry = fileURLToPath(new URL('./in-page/index.ts', import.meta.url));
  const output = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, minify: false, lib: { entry, formats: ['iife'], name: 'testkitModule' } },
  });
  const bundles = Array.isArray(output) ? output : [output];
  const code = bundles
    .flatMap((bundle) => ('output' in bundle ? bundle.output : []))
    .find((part) => part.type === 'chunk');
  if (!code) throw new Error('the in-page tools were built to nothing');
  return code.code;
}
