/** All policies and who has them, in memory, for whoever derives hours. Small, and read as one. */
import type { Reader } from '../../db/database.ts'
import type { PolicyOn, PolicyVersion } from '../../core/account-unit.ts'
import { completePolicy, type PolicyInput } from '../../core/policy.ts'
import { readAssigned } from '../assignments/assignment.queries.ts'
import { type Dated, holdingOn } from '../assignments/timeline.ts'
import { policyAssignments } from './policy.queries.ts'

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

export async function loadPolicyBook(db: Reader): Promise<PolicyBook> {
  const levels = await readAssigned(db, policyAssignments)
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
          const policyId = holdingOn(level, date)
          if (policyId !== undefined) return holdingOn(versions.get(policyId) ?? [], date)
        }
        return undefined
      }
      known.set(timeline, policyOn)
      return policyOn
    },
  }
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
