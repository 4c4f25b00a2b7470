import { gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

/** What a page loads before it can do anything: gzipped bytes of the script-tag build. */
const BUDGET = 80_000;

const budget: Plugin = {
  name: 'size-budget',
  generateBundle(_options, bundle) {
    for (const file of Object.values(bundle)) {
      const size = file.type === 'chunk' ? gzipSync(file.code).length : 0;
      if (size > BUDGET) this.error(`${file.fileName} is ${size} bytes gzipped, more than the budget of ${BUDGET}`);
    }
  },
};

/** The script-tag build: one file, one global. */
export default defineConfig({
  plugins: [budget],
  build: {
    lib: { entry: 'src/index.ts', name: 'Freshet', formats: ['iife'], fileName: () => 'freshet.js' },
    target: 'es2022',
    sourcemap: true,
  },
});
