/** The common rules of a policy as a form shows them, read from and written into the whole of it. */
import type { Policy } from '../src/core/policy.ts'
import type { Tier } from '../src/core/overtime.ts'

export type Problems = Record<string, string>

/** The whole policy is text while it is written; undefined while that is no JSON object. */
export function readRules(text: string): Policy | undefined {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as Policy) : undefined
  } catch {
    return undefined
  }
}

export const writeRules = (rules: Policy): string => JSON.stringify(rules, null, 2)

/** Minutes after which a class begins; undefined: never. */
export const tierOf = (tiers: readonly Tier[] | undefined, kind: Tier['class']): number | undefined =>
  tiers?.find((tier) => tier.class === kind)?.afterMinutes

/** The same tiers with the first of the class moved, added, or taken out; ascending. */
export function withTier(
  tiers: readonly Tier[] = [],
  kind: Tier['class'],
  afterMinutes: number | undefined,
): Tier[] {
  const index = tiers.findIndex((tier) => tier.class === kind)
  const others = tiers.filter((_, at) => at !== index)
  if (afterMinutes === undefined) return others
  const before = index < 0 ? { class: kind } : tiers[index]!
  return [...others, { ...before, afterMinutes }].toSorted((a, b) => a.afterMinutes - b.afterMinutes)
}
