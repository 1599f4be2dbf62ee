import path from 'node:path'
import { defineConfig } from 'vitest/config'

/**
 * The tests that mutations of the core are tried on: pure ones, without a database. Properties are tried on
 * fewer cases, because each of thousands of changes runs them, and the files of a run share one worker: what takes
 * time is to load the core anew for each. Every change still has a worker of its own.
 */
export default defineConfig({
  resolve: { alias: [{ find: /^fast-check$/, replacement: path.resolve('test/fewer-runs.ts') }] },
  test: { include: ['src/core/**/*.test.ts'], isolate: false },
})
