/**
 * A new correction. About oneself it is a request that a manager decides about; about others it is made
 * directly, or proposed where the company wants the consent of both sides.
 */
import { v7 as uuidv7 } from 'uuid'
import { mayDecideOwn } from '../../core/correction.ts'
import type { Fact } from '../../core/punch.ts'
import { formatInstant, localDate } from '../../core/zone.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { writeSteps } from '../steps/step.queries.ts'
import { prepareCorrection, type Change } from '../timeclock/correct-punches.ts'
import { take, type PersonAccount } from '../timeclock/person-account.ts'
import { presentShift } from '../timeclock/present-punch.ts'
import { withAccount } from '../timeclock/with-account.ts'
import { basisOf, requireSeen } from './basis.ts'
import { insertCorrection, type Basis, type CorrectionRow } from './correction.queries.ts'
import { readCorrectionSettings, type CorrectionSettings } from './correction-settings.ts'
import { presentCorrection } from './present-correction.ts'

export interface CorrectionAskedFor {
  userId: string
  reason: string
  changes: readonly Change[]
  basedOn: readonly Basis[] | undefined
  /** Not as a request, though it may be about oneself. */
  isDirect: boolean
}

type Mode = 'request' | 'propose' | 'correct'
const states = { request: 'requested', propose: 'proposed', correct: 'approved' } as const

export async function makeCorrection(
  context: Context,
  actor: Actor,
  book: ScheduleBook,
  asked: CorrectionAskedFor,
) {
  const { userId } = asked
  const isOwn = userId === actor.userId
  if (!isOwn) await requireVisibleUser(context.db, actor, 'punch:correct', userId)
  return withAccount(context, userId, book, async (account, client) => {
    const now = context.now()
    const mode = modeOf(asked, actor, await readCorrectionSettings(client), consentOf(account, now))
    const isAdministrator = actor.role === 'admin'
    const prepared = await prepareCorrection(
      { ...asked, actorId: actor.userId, isAdministrator },
      account,
      client,
      now,
    )
    requireSeen(account, asked.basedOn, now)
    const row: CorrectionRow = {
      id: uuidv7(),
      user_id: userId,
      state: states[mode],
      work_date: prepared.workDate,
      reason: asked.reason,
      changes: withInstants(asked.changes, prepared.change.facts, account.zone),
      basis: basisOf(userId, prepared.before),
      asked_by: actor.userId,
      asked_at: new Date(now),
      decided_by: mode === 'correct' ? actor.userId : null,
      decided_at: mode === 'correct' ? new Date(now) : null,
      comment: null,
      fact_seqs: mode === 'correct' ? prepared.change.facts.map((fact) => fact.seq) : [],
    }
    if (mode === 'correct') take(account, prepared.change)
    await insertCorrection(client, row)
    await writeSteps(client, [
      {
        userId,
        subject: 'correction',
        subjectId: row.id,
        action: mode,
        at: now,
        actorId: actor.userId,
        comment: asked.reason,
        content: { changes: row.changes, basis: row.basis, factNumbers: row.fact_seqs },
      },
    ])
    const shown = mode === 'correct' ? prepared.after : prepared.before
    return {
      ...presentCorrection(row),
      punchIds: mode === 'correct' ? prepared.change.facts.map((fact) => fact.id) : [],
      records: shown.map((shift) => presentShift(userId, shift, account.rules, now)),
    }
  })
}

/** A time that was meant today is another one tomorrow: what is kept are instants. */
function withInstants(changes: readonly Change[], facts: readonly Fact[], zone: string): Change[] {
  return changes.map(({ date: _date, ...change }, i) => {
    const at = facts[i]!.at
    return at === null ? change : { ...change, time: formatInstant(zone, at) }
  })
}

/** Whether the policy that the person has now asks for the consent of both sides. */
function consentOf({ rules, zone }: PersonAccount, now: number): boolean {
  return rules.policyOn?.(localDate(zone, now))?.policy.corrections.consent === 'both'
}

function modeOf(
  asked: CorrectionAskedFor,
  actor: Actor,
  settings: CorrectionSettings,
  policyAsksBoth: boolean,
): Mode {
  if (asked.userId !== actor.userId)
    return settings.consent === 'both' || policyAsksBoth ? 'propose' : 'correct'
  if (!asked.isDirect) return 'request'
  if (mayDecideOwn(actor.role, settings.ownApproval)) return 'correct'
  throw new AppError('forbidden', 'You may not correct your own hours. Ask for a correction instead.')
}
