/** The SQL of departments and branches, which have the same shape but for a branch's zone and address. */
import { sql, type SqlBool } from 'kysely'
import type { Database } from '../../db/database.ts'
import { AppError, invalidField } from '../../errors.ts'

export type PlaceKind = 'department' | 'branch'

export interface PlaceRow {
  id: string
  name: string
  ended_on: string | null
  time_zone: string | null
  address: string | null
  latitude: number | null
  longitude: number | null
  radius_meters: number | null
  location_wish: string | null
  /** How many active people belong to it at present. */
  people: number
  managers: { id: string; name: string }[]
}

/** Table names of ours, never text from a request. */
const tables = {
  department: { place: 'departments', managers: 'department_managers', key: 'department_id' },
  branch: { place: 'branches', managers: 'branch_managers', key: 'branch_id' },
} as const

const ofBranches = [
  'time_zone',
  'address',
  'latitude',
  'longitude',
  'radius_meters',
  'location_wish',
] as const

function selectPlace(kind: PlaceKind) {
  const { place, managers, key } = tables[kind]
  const own = ofBranches.map((name) =>
    kind === 'branch' ? sql.ref(`p.${name}`) : sql`null as ${sql.ref(name)}`,
  )
  return sql`select p.id, p.name, p.ended_on, ${sql.join(own)},
    (select count(*) from users u where u.${sql.ref(key)} = p.id and u.status = 'active') as people, coalesce((
      select json_agg(json_build_object('id', u.id, 'name', u.first_name || ' ' || u.last_name) order by u.id)
        from ${sql.table(managers)} m join users u on u.id = m.user_id where m.${sql.ref(key)} = p.id), '[]') as managers
    from ${sql.table(place)} p`
}

export async function findPlace(db: Database, kind: PlaceKind, id: string): Promise<PlaceRow> {
  const { rows } = await sql<PlaceRow>`${selectPlace(kind)} where p.id = ${id}`.execute(db)
  if (!rows[0]) throw new AppError('not_found', `There is no such ${kind}.`)
  return rows[0]
}

export interface PlaceFilter {
  /** `[name, id]` of the last one of the page before. */
  after: readonly unknown[] | undefined
  includeEnded: boolean
  /** Part of a name or address. */
  search?: string | undefined
  limit: number
}

export async function listPlaces(db: Database, kind: PlaceKind, filter: PlaceFilter): Promise<PlaceRow[]> {
  const conditions = [filter.includeEnded ? sql<SqlBool>`true` : sql<SqlBool>`p.ended_on is null`]
  if (filter.after) conditions.push(sql`(p.name, p.id) > (${filter.after[0]}, ${filter.after[1]})`)
  if (filter.search !== undefined) {
    const text = kind === 'branch' ? sql`concat_ws(' ', p.name, p.address)` : sql`p.name`
    conditions.push(sql`strpos(lower(${text}), lower(${filter.search})) > 0`)
  }
  const { rows } = await sql<PlaceRow>`${selectPlace(kind)} where ${sql.join(conditions, sql` and `)}
    order by p.name, p.id limit ${filter.limit}`.execute(db)
  return rows
}

export interface PlaceValues {
  name?: string
  time_zone?: string
  address?: string | null
  latitude?: number | null
  longitude?: number | null
  radius_meters?: number | null
  location_wish?: string
  ended_on?: string
}

/** Throws `conflict` where another that is not ended has the name. */
export async function insertPlace(
  db: Database,
  kind: PlaceKind,
  id: string,
  values: PlaceValues,
): Promise<void> {
  const names = ['id', ...Object.keys(values)].map((name) => sql.ref(name))
  const { numAffectedRows } = await sql`insert into ${sql.table(tables[kind].place)} (${sql.join(names)})
    values (${sql.join([id, ...Object.values(values)])}) on conflict do nothing`.execute(db)
  if (numAffectedRows === 0n) throw takenName(`A ${kind} with this name or id exists already.`)
}

export async function updatePlace(
  db: Database,
  kind: PlaceKind,
  id: string,
  values: PlaceValues,
): Promise<void> {
  if (values.name !== undefined) await refuseTakenName(db, kind, id, values.name)
  const sets = Object.entries(values).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
  if (sets.length === 0) return
  await sql`update ${sql.table(tables[kind].place)} set ${sql.join(sets)} where id = ${id}`.execute(db)
}

async function refuseTakenName(db: Database, kind: PlaceKind, id: string, name: string): Promise<void> {
  const { rows } = await sql`select 1 from ${sql.table(tables[kind].place)}
    where lower(name) = lower(${name}) and ended_on is null and id <> ${id}`.execute(db)
  if (rows.length > 0) throw takenName(`A ${kind} with this name exists already.`)
}

const takenName = (message: string): AppError =>
  new AppError('conflict', message, { errors: [{ field: 'name', message }] })

/** Puts these people in the place of all managers. Only managers and administrators can manage. */
export async function replaceManagers(
  db: Database,
  kind: PlaceKind,
  id: string,
  userIds: string[],
): Promise<void> {
  const { managers, key } = tables[kind]
  const found = await db
    .selectFrom('users')
    .select(['id', 'role', 'first_name', 'last_name'])
    .where(sql<SqlBool>`id = any(${userIds})`)
    .execute()
  const users = new Map(found.map((user) => [user.id, user]))
  userIds.forEach((userId, i) => {
    const user = users.get(userId)
    if (!user) throw invalidField(`userIds.${i}`, `There is no person "${userId}".`)
    if (user.role !== 'employee') return
    const name = `${user.first_name} ${user.last_name}`
    throw invalidField(`userIds.${i}`, `${name} is an employee; give them the role manager first.`)
  })
  await sql`delete from ${sql.table(managers)} where ${sql.ref(key)} = ${id}`.execute(db)
  await sql`insert into ${sql.table(managers)} (${sql.ref(key)}, user_id)
    select ${id}, unnest(${userIds}::text[])`.execute(db)
}
