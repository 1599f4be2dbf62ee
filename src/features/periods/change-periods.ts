/**
 * The steps of a period: confirm, return, approve, lock, reopen. Each person is answered on their own.
 * Locking and reopening change the configuration: a writer that decided with the older one starts again.
 */
import type pg from 'pg'
import type { Context } from '../../context.ts'
import { mayDecideOwn, type OwnApproval } from '../../core/correction.ts'
import {
  nextPeriodState,
  payPeriodOf,
  periodTransitions,
  type PeriodAction,
  type PeriodState,
} from '../../core/period.ts'
import type { DateRange } from '../../core/calendar.ts'
import type { UnsealedStep } from '../../core/step-chain.ts'
import { localDate } from '../../core/zone.ts'
import { withTransaction } from '../../db/database.ts'
import { AppError, errorCodes, type ErrorCode } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { readOwnApproval } from '../corrections/correction-settings.ts'
import { lockSteps, writeSteps } from '../steps/step.queries.ts'
import {
  hashOf,
  hashRows,
  readDayTotals,
  readObstacles,
  readPeriodRules,
  readPersonPeriods,
  writePersonPeriods,
  type NewPersonPeriod,
} from './period.queries.ts'

export interface PeriodChange {
  action: PeriodAction
  userIds: readonly string[]
  comment: string | undefined
  /** Go on where a step before is missing, hours changed since, or something still waits. */
  skip: boolean
}

export interface PersonAnswer {
  userId: string
  httpStatus: number
  state: PeriodState
  code?: ErrorCode
  message?: string
}

/** How many people are changed in one transaction, for which punches wait. */
const peopleAtOnce = 100

export async function changePeriods(
  context: Context,
  actor: Actor,
  periodId: string,
  change: PeriodChange,
): Promise<PersonAnswer[]> {
  const answers: PersonAnswer[] = []
  for (let i = 0; i < change.userIds.length; i += peopleAtOnce) {
    const userIds = change.userIds.slice(i, i + peopleAtOnce)
    answers.push(
      ...(await withTransaction(context.pool, (client) =>
        changeSome(client, context, actor, periodId, { ...change, userIds }),
      )),
    )
  }
  // What changed while it was locked, schedules for one, now counts.
  if (change.action === 'reopen') await context.rederive()
  return answers
}

async function changeSome(
  client: pg.ClientBase,
  context: Context,
  actor: Actor,
  periodId: string,
  change: PeriodChange,
): Promise<PersonAnswer[]> {
  const { action, userIds } = change
  await lockSteps(client, userIds, action === 'lock' || action === 'reopen' ? 'change' : 'hold')
  const period = requirePeriod(await readPeriodRules(client), periodId)
  const people = await readSituations(client, userIds, period, context.now())
  const own = await readOwnApproval(client)
  const decided = people.map((person) => ({
    person,
    ...decide(person, period, actor, change, own),
  }))
  const accepted = decided.flatMap(({ person, next }) => (next ? [{ person, next }] : []))
  const rowHashes = action === 'lock' ? await hashRows(client, userIds, period.from, period.to) : new Map()
  const rows = accepted.map(({ person, next }) =>
    newRow(person, period, next, rowHashes.get(person.userId) ?? null, change.comment),
  )
  await writePersonPeriods(client, rows, actor.userId, context.now())
  await writeSteps(
    client,
    rows.map((row) => stepOf(row, action, actor, context.now())),
  )
  if (action === 'reopen') await markStale(client, rows)
  return decided.map(({ person, next, refusal }) => ({
    userId: person.userId,
    httpStatus: refusal ? errorCodes[refusal.code][0] : 200,
    state: next ?? person.state,
    ...refusal,
  }))
}

interface Situation {
  userId: string
  state: PeriodState
  today: string
  totalsHash: string
  /** Of what was confirmed, approved or locked last. */
  knownHash: string | null
  open: number
  waiting: number
}

async function readSituations(
  client: pg.ClientBase,
  userIds: readonly string[],
  { from, to }: DateRange,
  now: number,
): Promise<Situation[]> {
  const stored = await readPersonPeriods(client, userIds, from)
  const totals = await readDayTotals(client, userIds, from, to)
  const obstacles = await readObstacles(client, userIds, from, to)
  const { rows } = await client.query<{ id: string; zone: string }>(
    `select u.id, coalesce(u.time_zone, b.time_zone, (select time_zone from company)) as zone
       from users u left join branches b on b.id = u.branch_id where u.id = any($1)`,
    [userIds],
  )
  const zones = new Map(rows.map((row) => [row.id, row.zone]))
  return userIds.map((userId) => ({
    userId,
    state: stored.get(userId)?.state ?? 'open',
    today: localDate(zones.get(userId) ?? 'UTC', now),
    totalsHash: hashOf(totals.get(userId) ?? []),
    knownHash: stored.get(userId)?.totals_hash ?? null,
    open: obstacles.get(userId)?.open ?? 0,
    waiting: obstacles.get(userId)?.waiting ?? 0,
  }))
}

interface Refusal {
  code: ErrorCode
  message: string
}

function decide(
  person: Situation,
  period: DateRange,
  actor: Actor,
  { action, skip }: PeriodChange,
  own: OwnApproval,
): { next?: PeriodState; refusal?: Refusal } {
  const refuse = (code: ErrorCode, message: string) => ({ refusal: { code, message } })
  if (action !== 'confirm' && person.userId === actor.userId && !mayDecideOwn(actor.role, own)) {
    return refuse('forbidden', 'You may not decide about your own hours. Ask another manager.')
  }
  const next = nextPeriodState(action, person.state, skip)
  if (!next) return refuse('already_decided', wrongState(action, person.state))
  if (action === 'return' || action === 'reopen') return { next }
  if (action === 'lock' ? person.today <= period.to : person.today < period.to) {
    return refuse('conflict', `The period runs to ${period.to} and is not over yet.`)
  }
  if (action === 'lock' && person.open > 0) {
    return refuse('conflict', 'A shift of the period is still open. Clock out or correct it first.')
  }
  if (skip) return { next }
  if (action === 'lock' && person.waiting > 0) {
    return refuse('conflict', 'Corrections of the period wait for a decision. Decide them first.')
  }
  if (action !== 'confirm' && person.knownHash !== null && person.knownHash !== person.totalsHash) {
    return refuse(
      'record_changed',
      'The hours changed since the step before. Look at them again, then skip it.',
    )
  }
  return { next }
}

function wrongState(action: PeriodAction, state: PeriodState): string {
  const { from } = periodTransitions[action]
  return `The period is ${state}; to ${action} it, it must be ${from.join(' or ')}.`
}

function newRow(
  person: Situation,
  { from, to }: DateRange,
  state: PeriodState,
  rowsHash: string | null,
  comment: string | undefined,
): NewPersonPeriod {
  const keepsHash = state === 'confirmed' || state === 'approved' || state === 'locked'
  return {
    userId: person.userId,
    from,
    to,
    state,
    totalsHash: keepsHash ? person.totalsHash : null,
    rowsHash,
    comment: comment ?? null,
  }
}

function stepOf(row: NewPersonPeriod, action: PeriodAction, actor: Actor, now: number): UnsealedStep {
  const { userId, from, to, state, totalsHash, rowsHash, comment } = row
  return {
    userId,
    subject: 'period',
    subjectId: from,
    action,
    at: now,
    actorId: actor.userId,
    comment,
    content: { from, to, state, totalsHash, rowsHash },
  }
}

async function markStale(client: pg.ClientBase, rows: readonly NewPersonPeriod[]): Promise<void> {
  await client.query(
    `insert into stale_days (user_id, from_date) select "userId", "from"
       from json_to_recordset($1) as p ("userId" text, "from" date) on conflict do nothing`,
    [JSON.stringify(rows)],
  )
}

/** The period of this id, which is its first date. Throws `not_found`. */
export function requirePeriod(rules: Parameters<typeof payPeriodOf>[0], id: string): DateRange {
  const period = payPeriodOf(rules, id)
  if (period.from !== id) {
    throw new AppError(
      'not_found',
      `No period begins on ${id}; the one that holds this date begins on ${period.from}.`,
    )
  }
  return period
}
