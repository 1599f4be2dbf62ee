/**
 * Proves that steps are whole and that what is kept beside them follows from them: chains, where
 * corrections and periods stand, locked rows, exports.
 */
import { sha256 } from '../../sha256.ts'
import type pg from 'pg'
import { correctionTransitions, type CorrectionAction } from '../../core/correction.ts'
import { findStepFault, type Step } from '../../core/step-chain.ts'
import { groupByPerson } from '../people/group-by-person.ts'
import { readExport } from '../periods/export-periods.ts'
import { hashOf, hashRows } from '../periods/period.queries.ts'
import type { Finding } from '../timeclock/verify.ts'
import { readStepEnds, readSteps } from './step.queries.ts'

const noEnd = { seq: 0, hash: '' }

/** The first fault of each of these people. */
export async function findStepFaults(client: pg.ClientBase, userIds: readonly string[]): Promise<Finding[]> {
  const steps = groupByPerson(await readSteps(client, userIds))
  const found: Finding[] = []
  const ends = await readStepEnds(client, userIds)
  for (const id of userIds) {
    const fault = findStepFault(steps.get(id) ?? [], ends.get(id) ?? noEnd, sha256)
    if (fault) found.push({ table: 'steps', row: `person ${id}, step ${fault.seq}`, problem: fault.problem })
  }
  found.push(...(await findPeriodFaults(client, userIds, steps)))
  found.push(...(await findCorrectionFaults(client, userIds, steps)))
  return found
}

async function findPeriodFaults(
  client: pg.ClientBase,
  userIds: readonly string[],
  steps: ReadonlyMap<string, Step[]>,
): Promise<Finding[]> {
  const { rows } = await client.query<{
    user_id: string
    from_date: string
    to_date: string
    state: string
    rows_hash: string | null
  }>(
    `select user_id, from_date, to_date, state, encode(rows_hash, 'hex') as rows_hash from person_periods
      where user_id = any($1) order by user_id, from_date`,
    [userIds],
  )
  const found: Finding[] = []
  const expected = lastPeriodSteps(steps)
  for (const row of rows) {
    const name = `person ${row.user_id}, period from ${row.from_date}`
    const fault = (problem: string) => found.push({ table: 'person_periods', row: name, problem })
    const said = expected.get(`${row.user_id}\n${row.from_date}`)
    if (said?.['state'] !== row.state) {
      fault(`it is ${row.state}, the steps give ${String(said?.['state'] ?? 'open')}`)
    } else if (row.state === 'locked') {
      const hashes = await hashRows(client, [row.user_id], row.from_date, row.to_date)
      if (hashes.get(row.user_id) !== said['rowsHash'] || row.rows_hash !== said['rowsHash'])
        fault('its shifts or days are not as they were locked')
    }
  }
  return found
}

/** What the last step of each period said that changed where it stands. */
function lastPeriodSteps(steps: ReadonlyMap<string, Step[]>): Map<string, Step['content']> {
  const last = new Map<string, Step['content']>()
  for (const [id, own] of steps) {
    for (const step of own) {
      if (step.subject === 'period' && step.action !== 'export')
        last.set(`${id}\n${step.subjectId}`, step.content)
    }
  }
  return last
}

const firstStates: Record<string, string> = { request: 'requested', propose: 'proposed', correct: 'approved' }

async function findCorrectionFaults(
  client: pg.ClientBase,
  userIds: readonly string[],
  steps: ReadonlyMap<string, Step[]>,
): Promise<Finding[]> {
  const { rows } = await client.query<{ id: string; user_id: string; state: string }>(
    'select id, user_id, state from corrections where user_id = any($1) order by user_id, id',
    [userIds],
  )
  const given = new Map<string, string | undefined>()
  for (const own of steps.values()) {
    for (const { subject, subjectId, action } of own) {
      if (subject !== 'correction') continue
      given.set(subjectId, firstStates[action] ?? correctionTransitions[action as CorrectionAction]?.to)
    }
  }
  return rows
    .filter((row) => given.get(row.id) !== row.state)
    .map((row) => ({
      table: 'corrections' as const,
      row: `person ${row.user_id}, correction ${row.id}`,
      problem: `it is ${row.state}, the steps give ${given.get(row.id) ?? 'nothing'}`,
    }))
}

/** The first export whose days are not those that were given. */
export async function findExportFault(pool: pg.Pool): Promise<Finding | undefined> {
  const { rows } = await pool.query<{ id: string; from_date: string; hash: string }>(
    `select id, from_date, encode(hash, 'hex') as hash from period_exports order by from_date, at, id`,
  )
  for (const row of rows) {
    if (hashOf(await readExport(pool, row.id)) === row.hash) continue
    const name = `export ${row.id} of the period from ${row.from_date}`
    return { table: 'period_exports', row: name, problem: 'its days are not those that were exported' }
  }
  return undefined
}
