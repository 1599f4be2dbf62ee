import { defineConfig } from 'vitest/config'

/** The tests that mutations of the core are tried on: pure ones, without a database. */
export default defineConfig({
  test: { include: ['src/core/**/*.test.ts'], setupFiles: ['test/fewer-runs.ts'] },
})
