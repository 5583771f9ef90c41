import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tests/support/longest-first.ts'

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'sandbox/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Two cores: more workers than that only make the fault tests wait for each other.
    maxWorkers: 3,
    pool: 'forks',
    // Modules are loaded once a worker, not once a file: a third of the processor time. There is no module-level state.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
