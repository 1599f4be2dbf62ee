/** fast-check for mutation testing (vitest.mutation.config.ts): no property runs on more than some cases. */
// oxlint-disable-next-line import/extensions -- past the alias that leads here
import real from '../node_modules/fast-check/lib/fast-check.js'

const mostRuns = 20

type Check = (property: unknown, options?: { numRuns?: number }) => void | Promise<void>

const run = real.assert as Check
const assert: Check = (property, options) =>
  run(property, { ...options, numRuns: Math.min(options?.numRuns ?? mostRuns, mostRuns) })

// oxlint-disable-next-line import/no-default-export -- it stands for a module that has one
export default { ...real, assert }
