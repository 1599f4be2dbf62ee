/** The SQL of kiosks. Every function takes the handle first. */
import { sql, type SqlBool } from 'kysely'
import { scopeOf } from '../../core/permission.ts'
import type { Database } from '../../db/database.ts'
import type { Actor } from '../../http/route.ts'
import { visibleUsers } from '../people/scope.ts'

/** True for the rows of `alias` whose branch the actor may keep kiosks in. */
export function keptBranches(actor: Actor, column: string) {
  const scope = scopeOf(actor.role, 'kiosk:write')
  if (scope === 'all') return sql<SqlBool>`true`
  if (scope !== 'managed') return sql<SqlBool>`false`
  return sql<SqlBool>`${sql.ref(column)} in (select m.branch_id from branch_managers m where m.user_id = ${actor.userId})`
}

export async function findKiosk(db: Database, id: string) {
  return db.selectFrom('kiosks').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function touchKiosk(db: Database, id: string, now: Date): Promise<void> {
  await db.updateTable('kiosks').set({ last_seen_at: now }).where('id', '=', id).execute()
}

export type KioskRow = Awaited<ReturnType<typeof listKiosks>>[number]

/** The kiosks that the actor keeps, or one of them, by branch and name, with how many refusals wait. */
export async function listKiosks(db: Database, actor: Actor, only?: string) {
  return db
    .selectFrom('kiosks as k')
    .innerJoin('branches as b', 'b.id', 'k.branch_id')
    .select([
      'k.id',
      'k.name',
      'k.branch_id',
      'b.name as branch_name',
      'b.time_zone',
      'k.paired_by',
      'k.paired_at',
    ])
    .select(['k.last_seen_at', 'k.last_address', 'k.revoked_at'])
    .select(
      sql<number>`(select count(*) from kiosk_arrivals r
        where r.kiosk_id = k.id and r.outcome = 'refused' and r.handled_at is null)`.as('open_refusals'),
    )
    .where(keptBranches(actor, 'k.branch_id'))
    .$if(only !== undefined, (query) => query.where('k.id', '=', only!))
    .orderBy('b.name')
    .orderBy('k.name')
    .orderBy('k.id')
    .limit(1000)
    .execute()
}

/** Whether this branch exists, has not ended, and the actor keeps its kiosks. */
export async function findKeptBranch(db: Database, actor: Actor, branchId: string) {
  return db
    .selectFrom('branches')
    .select(['id', 'name', 'time_zone'])
    .where('id', '=', branchId)
    .where('ended_on', 'is', null)
    .where(keptBranches(actor, 'branches.id'))
    .executeTakeFirst()
}

/** Takes a pairing away, if it is there and not over: a code is used once. */
export async function takePairing(tx: Database, codeHash: Buffer, now: Date) {
  return tx
    .deleteFrom('kiosk_pairings')
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .returning(['branch_id', 'name', 'created_by'])
    .executeTakeFirst()
}

export interface RefusalFilter {
  kioskId: string
  actor: Actor
  includeHandled: boolean
  limit: number
}

/** Refused punches of a kiosk, the newest first; people outside the actor's scope have no name. */
export async function listRefusals(db: Database, { kioskId, actor, includeHandled, limit }: RefusalFilter) {
  return db
    .selectFrom('kiosk_arrivals as r')
    .leftJoin('users', (join) =>
      join.onRef('users.id', '=', 'r.user_id').on(visibleUsers(actor, 'user:read')),
    )
    .select([
      'r.key',
      'r.received_at',
      'r.kind',
      'r.at',
      'r.code',
      'r.message',
      'r.handled_at',
      'r.handled_by',
    ])
    .select(['users.id as user_id', 'users.first_name', 'users.last_name'])
    .where('r.kiosk_id', '=', kioskId)
    .where('r.outcome', '=', 'refused')
    .$if(!includeHandled, (query) => query.where('r.handled_at', 'is', null))
    .orderBy('r.received_at', 'desc')
    .orderBy('r.key')
    .limit(limit)
    .execute()
}

/** Marks a refusal as dealt with. Answers whether there is such a one. */
export async function handleRefusal(
  db: Database,
  kioskId: string,
  key: string,
  by: { userId: string; now: Date },
): Promise<boolean> {
  const result = await db
    .updateTable('kiosk_arrivals')
    .set({
      handled_at: sql`coalesce(handled_at, ${by.now})`,
      handled_by: sql`coalesce(handled_by, ${by.userId})`,
    })
    .where('kiosk_id', '=', kioskId)
    .where('key', '=', key)
    .where('outcome', '=', 'refused')
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export interface Arrival {
  kioskId: string
  key: string
  receivedAt: Date
  kind: string | null
  at: Date | null
  userId: string | null
  outcome: 'recorded' | 'refused'
  code: string | null
  message: string
}

export async function findArrival(db: Database, kioskId: string, key: string) {
  return db
    .selectFrom('kiosk_arrivals')
    .select(['outcome', 'code', 'message'])
    .where('kiosk_id', '=', kioskId)
    .where('key', '=', key)
    .executeTakeFirst()
}

export async function keepArrival(db: Database, arrival: Arrival): Promise<void> {
  await db
    .insertInto('kiosk_arrivals')
    .values({
      kiosk_id: arrival.kioskId,
      key: arrival.key,
      received_at: arrival.receivedAt,
      kind: arrival.kind,
      at: arrival.at,
      user_id: arrival.userId,
      outcome: arrival.outcome,
      code: arrival.code,
      message: arrival.message,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
