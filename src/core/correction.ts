/**
 * The life of a correction, and who may decide about their own hours.
 *
 * An employee asks (`requested`) and a manager approves or refuses. A manager corrects directly
 * (`approved` at once); where the company asks for the consent of both sides, that correction is
 * `proposed` and waits for the employee, who agrees or refuses. Who asked may withdraw. What is
 * decided stays decided. Source: Spanish draft decree on the working time record (consent of both).
 */
import type { Role } from './permission.ts'

export const correctionStates = ['requested', 'proposed', 'approved', 'refused', 'withdrawn'] as const
export type CorrectionState = (typeof correctionStates)[number]

export const correctionActions = ['approve', 'refuse', 'agree', 'disagree', 'withdraw'] as const
export type CorrectionAction = (typeof correctionActions)[number]

/** What each action goes out from and comes to. */
export const correctionTransitions = {
  approve: { from: ['requested'], to: 'approved' },
  refuse: { from: ['requested'], to: 'refused' },
  agree: { from: ['proposed'], to: 'approved' },
  disagree: { from: ['proposed'], to: 'refused' },
  withdraw: { from: ['requested', 'proposed'], to: 'withdrawn' },
} as const satisfies Record<CorrectionAction, { from: readonly CorrectionState[]; to: CorrectionState }>

/** The state after the action; undefined where it may not be taken any more. */
export function nextCorrectionState(
  action: CorrectionAction,
  state: CorrectionState,
): CorrectionState | undefined {
  const { from, to }: { from: readonly CorrectionState[]; to: CorrectionState } =
    correctionTransitions[action]
  return from.includes(state) ? to : undefined
}

export const ownApprovals = ['nobody', 'administrators', 'everyone'] as const
export type OwnApproval = (typeof ownApprovals)[number]

/** Whether somebody of this role may decide about their own hours. By default administrators alone. */
export function mayDecideOwn(role: Role, allowed: OwnApproval): boolean {
  return allowed === 'everyone' || (allowed === 'administrators' && role === 'admin')
}
