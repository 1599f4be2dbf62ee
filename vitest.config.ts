import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{src,test,scripts,web}/**/*.test.{ts,tsx}'],
    globalSetup: ['test/global-setup.ts'],
    // The first test of a file with a database waits for its clone.
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
