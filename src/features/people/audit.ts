/** The log of what administrators and managers did, besides punches, which are facts themselves. */
import { type SqlBool, sql } from 'kysely'
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

export interface AuditFilter {
  /** Entries before this number. */
  before: number | undefined
  actor: string | undefined
  action: string | undefined
  target: string | undefined
  limit: number
}

/** Entries, the newest first. */
export async function listAudit(db: Database, filter: AuditFilter) {
  const { before, actor, action, target } = filter
  return db
    .selectFrom('audit_log')
    .select(['id', 'at', 'actor_id', 'action', 'target', 'detail'])
    .$if(before !== undefined, (query) => query.where('id', '<', before!))
    .$if(actor !== undefined, (query) => query.where('actor_id', '=', actor!))
    .$if(action !== undefined, (query) => query.where('action', '=', action!))
    .$if(target !== undefined, (query) => query.where(sql<SqlBool>`target = ${target}`))
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute()
}
