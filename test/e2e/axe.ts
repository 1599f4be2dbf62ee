/** What axe has to say about a page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string | null
  nodes: { target: string[]; failureSummary?: string }[]
}

/** What axe finds serious or critical, as lines. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const { violations } = (await page.evaluate('axe.run(document)')) as { violations: Violation[] }
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map((node) => `${page.url()} ${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
    )
}

/** Until nothing moves any more but what always does. What fades in has no contrast yet. */
export async function still(page: Page): Promise<void> {
  const moving =
    'document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).length'
  await expect.poll(() => page.evaluate(moving)).toBe(0)
}
