import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  build: {
    // The page's content security policy allows no inline script, and an image as a data address gains nothing here.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
