import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(`${name}.html`, import.meta.url));

export default defineConfig({
  plugins: [react()],
  build: {
    rolldownOptions: {
      input: { index: page('index'), host: page('host'), watch: page('watch'), debug: page('debug') },
    },
    // The pages' content security policy allows no inline script, and an image as a data address gains nothing here.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
