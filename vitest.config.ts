import { defineConfig } from 'vitest/config'

/** Rooms whose modules keep nothing that one test file could leave to another, but what was read or compiled once. */
const PURE = ['core', 'tlsi', 'schemas', 'facturation', 'validators', 'judge', 'simulators'].map((room) => `${room}/**/*.test.ts`)
const NEVER = ['node_modules/**', 'dist/**', 'reports/out/**', '.cache/**']

// simulators, campaigns and browsers start for real in many tests
const TIMES = { testTimeout: 30_000, hookTimeout: 60_000 }
// a variable such as CI makes colours appear in what is compared
const ENVIRONMENT = { env: { NO_COLOR: '1' } }

export default defineConfig({
  test: {
    // two cores are the common denominator of CI machines
    maxWorkers: 2,
    projects: [
      // Half of their time would be spent loading the same modules again for each file.
      { test: { ...TIMES, ...ENVIRONMENT, name: 'pur', include: PURE, exclude: NEVER, isolate: false } },
      { test: { ...TIMES, ...ENVIRONMENT, name: 'entier', include: ['**/*.test.ts', 'scripts/*.test.mjs'], exclude: [...NEVER, ...PURE] } },
    ],
  },
})
