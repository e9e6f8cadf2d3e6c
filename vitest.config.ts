import { availableParallelism } from 'node:os';
import { preact } from '@preact/preset-vite';
import { defineConfig } from 'vitest/config';

// What is awaited comes at once; on a busy machine it may take its time.
const expect = { poll: { timeout: 15_000 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['test/{server,store,signatures,guards}/**/*.test.ts'],
          testTimeout: 30_000,
          expect,
          hookTimeout: 30_000,
          // Half of the time these tests wait for a disk or a process: two cores are not too few for two files.
          maxWorkers: Math.max(2, availableParallelism() - 1),
        },
      },
      {
        plugins: [preact()],
        test: {
          name: 'web',
          include: ['test/web/**/*.test.{ts,tsx}'],
          setupFiles: 'test/web/english.ts',
          expect,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: 'test/support/install-chromium.ts',
          testTimeout: 60_000,
          expect,
          hookTimeout: 120_000,
          // Each file has a browser of its own: more than two of them starve each other.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
