import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['**/*.test.ts', 'scripts/*.test.mjs'],
    exclude: ['node_modules/**', 'dist/**', 'reports/out/**', '.cache/**'],
    // simulators, campaigns and browsers start for real in many tests
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // two cores are the common denominator of CI machines
    maxWorkers: 2,
  },
})
