import path from 'node:path'
import { defineConfig } from 'vitest/config'

/**
 * The tests that mutations of the core are tried on: pure ones, without a database. Properties are tried on
 * fewer cases, because each of thousands of changes runs them.
 */
export default defineConfig({
  resolve: { alias: [{ find: /^fast-check$/, replacement: path.resolve('test/fewer-runs.ts') }] },
  test: { include: ['src/core/**/*.test.ts'] },
})
