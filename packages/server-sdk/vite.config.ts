import { defineConfig } from 'vite';

/** One file with all it needs, for backends outside this tree. */
export default defineConfig({
  build: {
    lib: { entry: 'src/index.ts', formats: ['es'], fileName: () => 'freshet-server.js' },
    target: 'es2022',
    minify: false,
  },
});
