/** What deriving a part of many histories again reads, each for all people of a chunk at once. */
import type pg from 'pg'
import type { MarkFact } from '../../core/punch.ts'
import { shiftColumns } from './derived-rows.ts'

/** Holds the configuration still until the transaction ends, and tells its version. */
export async function holdConfiguration(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'select config_version as version from company for share',
  )
  return rows[0]!.version
}

/** Takes up to `limit` entries off the list, past those that others hold; by person, the earliest date. */
export async function takeStale(client: pg.ClientBase, limit: number): Promise<Map<string, string>> {
  const { rows } = await client.query<{ user_id: string; from_date: string }>(
    `with picked as (
       select user_id, from_date from stale_days order by user_id, from_date limit $1 for update skip locked)
     delete from stale_days s using picked p where s.user_id = p.user_id and s.from_date = p.from_date
     returning s.user_id, s.from_date`,
    [limit],
  )
  const from = new Map<string, string>()
  for (const row of rows) {
    const known = from.get(row.user_id)
    if (known === undefined || row.from_date < known) from.set(row.user_id, row.from_date)
  }
  return from
}

/** How many people wait, at most `most`. */
export async function countStale(pool: pg.Pool, most: number): Promise<number> {
  const { rows } = await pool.query<{ people: number }>(
    'select count(*) as people from (select distinct user_id from stale_days limit $1) s',
    [most],
  )
  return rows[0]!.people
}

/** How many people wait, from which date on, and since when. */
export async function readProgress(pool: pg.Pool) {
  const { rows } = await pool.query<{ people: number; from: string | null; since: Date | null }>(
    `select count(distinct user_id) as people, min(from_date) as "from", min(created_at) as since from stale_days`,
  )
  return rows[0]!
}

/** Where a history is taken up again: with the first shift of a work date that touches no shift before. */
export interface Boundary {
  userId: string
  /** Null: from the first fact on. */
  startedAt: Date | null
  workDate: string | null
}

/** The last boundaries that lie at or before these instants. Work dates never go back, so the shift before tells. */
export async function findBoundaries(
  client: pg.ClientBase,
  asked: readonly { userId: string; at: Date }[],
): Promise<Boundary[]> {
  const { rows } = await client.query<Boundary>(
    `select s.user_id as "userId", b.started_at as "startedAt", b.work_date as "workDate"
       from unnest($1::text[], $2::timestamptz[]) as s (user_id, at)
       left join lateral (
         select a.started_at, a.work_date from attendance a
          where a.user_id = s.user_id and a.started_at <= s.at
            and (select p.work_date = a.work_date or p.ended_at is not distinct from a.started_at
                   from attendance p where p.user_id = a.user_id and p.started_at < a.started_at
                  order by p.started_at desc limit 1) is not true
          order by a.started_at desc limit 1) b on true`,
    [asked.map((one) => one.userId), asked.map((one) => one.at)],
  )
  return rows
}

export type StaleFact = MarkFact & { userId: string }

const markColumns = `p.user_id as "userId", p.seq, p.id, p.kind, p.at, p.time_zone as "timeZone",
  p.target_seq as "targetSeq", p.description, p.location, p.latitude, p.longitude, p.accuracy,
  p.branch_id as "branchId", nullif(p.flags, '{}') as flags`

type MarkRow = Omit<StaleFact, 'at' | 'flags'> & { at: Date | null; flags: string[] | null }

const toFact = (row: MarkRow): StaleFact => ({
  ...row,
  at: row.at?.getTime() ?? null,
  flags: row.flags ?? [],
})

/** By person, the facts that hold all marks since the boundary, with all that corrects them. */
export async function readFactsSince(
  client: pg.ClientBase,
  boundaries: readonly Boundary[],
): Promise<Map<string, StaleFact[]>> {
  const { rows } = await client.query<MarkRow>(
    `select ${markColumns}
       from (select user_id, case when since is null then 1 else first_seq_since(user_id, since) end as seq
               from unnest($1::text[], $2::timestamptz[]) as a (user_id, since)) s
       join punches p on p.user_id = s.user_id and p.seq >= s.seq`,
    [boundaries.map((one) => one.userId), boundaries.map((one) => one.startedAt)],
  )
  const groups = new Map<string, StaleFact[]>(boundaries.map((one) => [one.userId, []]))
  for (const row of rows) groups.get(row.userId)!.push(toFact(row))
  await addCorrected(client, groups)
  return groups
}

/** A correction may be about an older fact: that one, and whatever else corrects it. */
async function addCorrected(client: pg.ClientBase, groups: Map<string, StaleFact[]>): Promise<void> {
  const missing = [...groups].flatMap(([userId, facts]) => {
    const corrections = facts.filter((fact) => fact.targetSeq !== null)
    if (corrections.length === 0) return []
    const known = new Set(facts.map((fact) => fact.seq))
    const targets = new Set(corrections.map((fact) => fact.targetSeq!))
    return [...targets].filter((seq) => !known.has(seq)).map((seq) => ({ userId, seq }))
  })
  if (missing.length === 0) return
  const { rows } = await client.query<MarkRow>(
    `select ${markColumns} from unnest($1::text[], $2::int[]) as m (user_id, seq)
       join punches p on p.user_id = m.user_id and p.seq = m.seq
     union all
     select ${markColumns} from unnest($1::text[], $2::int[]) as m (user_id, seq)
       join punches p on p.user_id = m.user_id and p.target_seq = m.seq`,
    [missing.map((one) => one.userId), missing.map((one) => one.seq)],
  )
  for (const row of rows) {
    const facts = groups.get(row.userId)!
    if (!facts.some((fact) => fact.seq === row.seq)) facts.push(toFact(row))
  }
}

export type StoredRow = Record<string, unknown> & { user_id: string }

/** By person, the shifts and days that are stored since the boundary. */
export async function readStoredSince(client: pg.ClientBase, boundaries: readonly Boundary[]) {
  const values = [
    boundaries.map((one) => one.userId),
    boundaries.map((one) => one.startedAt),
    boundaries.map((one) => one.workDate),
  ]
  const columns = shiftColumns.replaceAll(/\b(\w+)\b/g, 'a.$1')
  const { rows: shifts } = await client.query<StoredRow>(
    `select ${columns} from unnest($1::text[], $2::timestamptz[]) as b (user_id, since)
       join attendance a on a.user_id = b.user_id and a.started_at >= coalesce(b.since, '-infinity')`,
    values.slice(0, 2),
  )
  const { rows: days } = await client.query<StoredRow>(
    `select d.* from unnest($1::text[], $2::date[]) as b (user_id, since)
       join days d on d.user_id = b.user_id and d.work_date >= coalesce(b.since, '-infinity')`,
    [values[0], values[2]],
  )
  return { shifts: groupRows(shifts), days: groupRows(days) }
}

function groupRows(rows: readonly StoredRow[]): Map<string, StoredRow[]> {
  const groups = new Map<string, StoredRow[]>()
  for (const row of rows) {
    const group = groups.get(row.user_id)
    if (group) group.push(row)
    else groups.set(row.user_id, [row])
  }
  return groups
}
