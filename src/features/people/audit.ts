/** The log of what administrators and managers did, besides punches, which are facts themselves. */
import type { Database } from '../../db/database.ts'

/** Writes an entry in the transaction of the change. `actorId` is null for the terminal and the start. */
export async function audit(
  db: Database,
  actorId: string | null,
  action: string,
  target: string | null,
  detail: Record<string, unknown> = {},
): Promise<void> {
  await db
    .insertInto('audit_log')
    .values({ actor_id: actorId, action, target, detail: JSON.stringify(detail) })
    .execute()
}

/** The detail of a change: the new values, and under `before` what they were, of what was given. */
export function changesOf(change: object, was: object): Record<string, unknown> {
  const names = Object.keys(change)
  return {
    ...change,
    before: Object.fromEntries(Object.entries(was).filter(([name]) => names.includes(name))),
  }
}
