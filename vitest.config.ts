import { defineConfig } from 'vitest/config';

/**
 * A limit ends what hangs and measures nothing: a test goes on the moment what it waits for is true. So it lies far
 * beyond what anything takes, on a machine that has ten other things to do as well.
 */
const onlyWhatHangs = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          sequence: { groupOrder: 1 },
          maxWorkers: '100%',
          ...onlyWhatHangs,
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
          ...onlyWhatHangs,
          fileParallelism: false,
        },
      },
    ],
  },
});
