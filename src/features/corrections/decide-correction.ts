/**
 * What becomes of a correction that waits: approved or refused by a manager, agreed to or not by the
 * employee, withdrawn by who asked. Of two who decide at once, one wins and the other learns it.
 */
import { mayDecideOwn, nextCorrectionState, type CorrectionAction } from '../../core/correction.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { visibleUsers } from '../people/scope.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { writeSteps } from '../steps/step.queries.ts'
import { prepareCorrection, type PreparedCorrection } from '../timeclock/correct-punches.ts'
import { take, type PersonAccount } from '../timeclock/person-account.ts'
import { presentShift } from '../timeclock/present-punch.ts'
import { withAccount } from '../timeclock/with-account.ts'
import type pg from 'pg'
import { basisOf, changedError, isSameBasis } from './basis.ts'
import {
  findCorrection,
  lockCorrection,
  updateCorrection,
  type Basis,
  type CorrectionRow,
} from './correction.queries.ts'
import { readOwnApproval } from './correction-settings.ts'
import { presentCorrection } from './present-correction.ts'

export interface Decision {
  action: CorrectionAction
  comment: string | undefined
  /** The present versions that a manager approves on, where the records changed since the request. */
  basedOn?: readonly Basis[] | undefined
}

/** Throws `not_found`, `forbidden`, `already_decided`, `record_changed` and what a correction can. */
export async function decideCorrection(
  context: Context,
  actor: Actor,
  book: ScheduleBook,
  id: string,
  decision: Decision,
) {
  const found = await requireCorrection(context, actor, id)
  return withAccount(context, found.user_id, book, async (account, client) => {
    const row = await lockCorrection(client, id)
    await requireRight(client, actor, row, decision.action)
    const state = nextCorrectionState(decision.action, row.state)
    if (!state) {
      throw new AppError('already_decided', `The correction is ${row.state} already.`, {
        data: presentCorrection(row),
      })
    }
    const now = context.now()
    const prepared =
      state === 'approved' ? await prepare(account, client, actor, row, decision, now) : undefined
    if (prepared) take(account, prepared.change)
    const decided: CorrectionRow = {
      ...row,
      state,
      decided_by: actor.userId,
      decided_at: new Date(now),
      comment: decision.comment ?? null,
      fact_seqs: prepared?.change.facts.map((fact) => fact.seq) ?? [],
    }
    await updateCorrection(client, decided)
    await writeSteps(client, [
      {
        userId: row.user_id,
        subject: 'correction',
        subjectId: id,
        action: decision.action,
        at: now,
        actorId: actor.userId,
        comment: decided.comment,
        content: { factNumbers: decided.fact_seqs },
      },
    ])
    return {
      ...presentCorrection(decided),
      punchIds: prepared?.change.facts.map((fact) => fact.id) ?? [],
      records: (prepared?.after ?? []).map((shift) => presentShift(row.user_id, shift, account.rules, now)),
    }
  })
}

export async function requireCorrection(context: Context, actor: Actor, id: string): Promise<CorrectionRow> {
  const row = await findCorrection(context.db, id, visibleUsers(actor, 'correction:read'))
  if (!row) throw new AppError('not_found', 'There is no such correction, or you may not see it.')
  return row
}

async function requireRight(
  client: pg.ClientBase,
  actor: Actor,
  row: CorrectionRow,
  action: CorrectionAction,
): Promise<void> {
  const isOwn = row.user_id === actor.userId
  switch (action) {
    case 'approve':
    case 'refuse':
      if (!isOwn || mayDecideOwn(actor.role, await readOwnApproval(client))) return
      throw new AppError('forbidden', 'You may not decide about your own hours. Ask another manager.')
    case 'agree':
    case 'disagree':
      if (isOwn) return
      throw new AppError('forbidden', 'Only the employee can agree to a correction of their hours.')
    case 'withdraw':
      if (row.asked_by === actor.userId) return
      throw new AppError('forbidden', 'Only who asked for a correction can withdraw it.')
  }
}

/**
 * The correction on the account as it is now. The facts name who asked as who made it where a manager
 * proposed it, and the manager who approves a request.
 */
async function prepare(
  account: PersonAccount,
  client: pg.ClientBase,
  actor: Actor,
  row: CorrectionRow,
  decision: Decision,
  now: number,
): Promise<PreparedCorrection> {
  const actorId = decision.action === 'agree' ? row.asked_by : actor.userId
  const asked = {
    actorId,
    isAdministrator: actor.role === 'admin',
    reason: row.reason,
    changes: row.changes,
  }
  const known = decision.basedOn ?? row.basis
  let prepared: PreparedCorrection
  try {
    prepared = await prepareCorrection(asked, account, client, now)
  } catch (error) {
    // What could be done when it was asked for, and cannot be any more: something changed meanwhile.
    const isStale =
      error instanceof AppError &&
      ['invalid', 'out_before_in', 'overlapping_shift', 'break_outside_shift'].includes(error.code)
    if (!isStale) throw error
    throw changedError(account, shiftsOf(account, row.basis), now, error)
  }
  if (!isSameBasis(basisOf(row.user_id, prepared.before), known)) {
    throw changedError(account, prepared.before, now)
  }
  return prepared
}

function shiftsOf(account: PersonAccount, basis: readonly Basis[]) {
  const ids = new Set(basis.map((one) => one.recordId))
  return account.after.shifts.filter((shift) => ids.has(shift.in.id))
}
