import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 1 },
          maxWorkers: '100%',
          // Long enough that only what hangs runs into it, on a busy machine too.
          testTimeout: 30_000,
          hookTimeout: 30_000,
          include: [
            'packages/**/*.test.{ts,tsx}',
            'apps/**/*.test.{ts,tsx}',
            'bench/**/*.test.ts',
            'examples/*.test.ts',
            'setup/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'browser',
          // Browsers need the machine for themselves: one file at a time, after everything else.
          sequence: { groupOrder: 2 },
          include: ['tests/**/*.test.ts'],
          globalSetup: './tests/support/global-setup.ts',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
