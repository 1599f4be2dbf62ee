/** A correction as the API gives it. */
import type { Step } from '../../core/step-chain.ts'
import type { CorrectionRow } from './correction.queries.ts'

export function presentCorrection(row: CorrectionRow) {
  return {
    id: row.id,
    userId: row.user_id,
    state: row.state,
    workDate: row.work_date,
    reason: row.reason,
    changes: row.changes,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    decidedBy: row.decided_by,
    decidedAt: row.decided_at?.toISOString() ?? null,
    comment: row.comment,
    punchNumbers: row.fact_seqs,
  }
}

export const presentStep = (step: Step) => ({
  action: step.action,
  at: new Date(step.at).toISOString(),
  by: step.actorId,
  comment: step.comment,
  hash: step.hash,
})
