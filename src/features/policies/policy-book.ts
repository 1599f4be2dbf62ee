/** All policies and who has them, in memory, for whoever derives hours. Small, and read as one. */
import type { Reader } from '../../db/database.ts'
import type { PolicyOn, PolicyVersion } from '../../core/account-unit.ts'
import { completePolicy, type PolicyInput } from '../../core/policy.ts'

/** A person with their department and branch. */
interface Person {
  userId: string
  departmentId: string | null
  branchId: string | null
}

export interface PolicyBook {
  /** The policy of a person on a date, by the narrowest assignment; `undefined` for who never has one. */
  policyOf(person: Person): PolicyOn | undefined
  /** Whether anybody has one at all. */
  isEmpty: boolean
}

/** Something valid from a date on, until the first date after it; `null` while it has no end. */
interface Dated<What> {
  from: string
  until: string | null
  what: What
}

export async function loadPolicyBook(db: Reader): Promise<PolicyBook> {
  const levels = await readAssignments(db)
  if (levels.size === 0) return { policyOf: () => undefined, isEmpty: true }
  const versions = await readVersions(db)
  const known = new Map<string, PolicyOn>()
  return {
    isEmpty: false,
    policyOf({ userId, departmentId, branchId }) {
      const keys = [
        `user/${userId}`,
        `department/${departmentId}`,
        `branch/${branchId}`,
        'company/company',
      ].filter((key) => levels.has(key))
      if (keys.length === 0) return undefined
      const timeline = keys.join('\n')
      const kept = known.get(timeline)
      if (kept) return kept
      const assignments = keys.map((key) => levels.get(key)!)
      const policyOn: PolicyOn = (date) => {
        for (const level of assignments) {
          const policyId = holding(level, date)
          if (policyId !== undefined) return holding(versions.get(policyId) ?? [], date)
        }
        return undefined
      }
      known.set(timeline, policyOn)
      return policyOn
    },
  }
}

/** By `level/target`. */
async function readAssignments(db: Reader): Promise<Map<string, Dated<string>[]>> {
  const { rows } = await db.query<Dated<string> & { key: string }>(
    `select level || '/' || target_id as key, lower(valid) as from, upper(valid) as until, policy_id as what
       from policy_assignments order by lower(valid)`,
  )
  const levels = new Map<string, Dated<string>[]>()
  for (const { key, ...dated } of rows) add(levels, key, dated)
  return levels
}

async function readVersions(db: Reader): Promise<Map<string, Dated<PolicyVersion>[]>> {
  const { rows } = await db.query<{
    id: string
    policy_id: string
    name: string
    from: string
    until: string | null
    rules: PolicyInput
  }>(
    `select v.id, v.policy_id, p.name, lower(v.valid) as from, upper(v.valid) as until, v.rules
       from policy_versions v join policies p on p.id = v.policy_id order by lower(v.valid)`,
  )
  const versions = new Map<string, Dated<PolicyVersion>[]>()
  for (const { id, policy_id, name, from, until, rules } of rows) {
    add(versions, policy_id, { from, until, what: { id, name, policy: completePolicy(rules) } })
  }
  return versions
}

function add<What>(lists: Map<string, What[]>, key: string, one: What): void {
  const list = lists.get(key)
  if (list) list.push(one)
  else lists.set(key, [one])
}

/** Sorted by start and without overlap: the last one that begins by `date` is the only one that can hold it. */
function holding<What>(sorted: readonly Dated<What>[], date: string): What | undefined {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]!.from <= date) low = middle + 1
    else high = middle
  }
  const found = sorted[low - 1]
  return found && (found.until === null || date < found.until) ? found.what : undefined
}
