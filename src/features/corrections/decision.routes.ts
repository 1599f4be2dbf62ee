/** What is decided about corrections, one at a time or several. */
import type { CorrectionAction } from '../../core/correction.ts'
import type { Permission } from '../../core/permission.ts'
import { AppError, invalidField } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Actor, Routes } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import { createScheduleShelf } from '../schedules/schedule-book.ts'
import * as contract from './correction.contract.ts'
import { decideCorrection, type Decision } from './decide-correction.ts'

const tags = ['Corrections']
const decisions = errorResponses(
  'forbidden',
  'not_found',
  'already_decided',
  'record_changed',
  'period_locked',
)

/** One correction at a time: what each action needs, and its body. */
const single = [
  ['approve', 'punch:correct', 'Approve what an employee asked for', contract.ApproveBody],
  ['refuse', 'punch:correct', 'Refuse what an employee asked for', contract.RefuseBody],
  ['agree', 'correction:write', 'Agree to a correction of my hours', contract.CommentBody],
  ['disagree', 'correction:write', 'Do not agree to a correction of my hours', contract.RefuseBody],
  ['withdraw', 'correction:write', 'Withdraw what I asked for', contract.CommentBody],
] as const satisfies readonly [CorrectionAction, Permission, string, unknown][]

export const decisionRoutes: Routes = async (app, { context }) => {
  const readBook = createScheduleShelf(context.pool)

  async function decide(actor: Actor, id: string, decision: Decision) {
    const data = await decideCorrection(context, actor, await readBook(), id, decision)
    const { userId, state } = data
    const { action, comment = null } = decision
    await audit(context.db, actor.userId, `correction.${action}`, id, { userId, state, comment })
    return data
  }

  for (const [action, permission, summary, body] of single) {
    app.post(
      `/api/corrections/:id/${action}/`,
      {
        config: { permission },
        schema: {
          summary,
          tags,
          params: contract.ById,
          body,
          response: { 200: success(contract.CorrectionMade), ...decisions },
        },
      },
      async (request) => {
        const { comment, basedOn } = request.body as Omit<Decision, 'action'>
        requireComment(action, comment)
        const data = await decide(request.actor, request.params.id, { action, comment, basedOn })
        return { status: 'success' as const, data }
      },
    )
  }

  for (const [action, body] of [
    ['approve', contract.BulkApproveBody],
    ['refuse', contract.BulkRefuseBody],
  ] as const) {
    app.post(
      `/api/corrections/${action}/`,
      {
        config: { permission: 'punch:correct' },
        schema: {
          summary: action === 'approve' ? 'Approve several corrections' : 'Refuse several corrections',
          description: 'Each is answered on its own.',
          tags,
          body,
          response: { 200: success(contract.BulkAnswer), ...errorResponses('forbidden') },
        },
      },
      async (request) => {
        const { ids, comment } = request.body
        requireComment(action, comment)
        const data = []
        for (const id of ids) {
          try {
            const { state } = await decide(request.actor, id, { action, comment })
            data.push({ id, httpStatus: 200, state })
          } catch (error) {
            if (!(error instanceof AppError)) throw error
            data.push({ id, httpStatus: error.statusCode, code: error.code, message: error.message })
          }
        }
        return { status: 'success' as const, data }
      },
    )
  }
}

function requireComment(action: CorrectionAction, comment: string | undefined): void {
  if ((action === 'refuse' || action === 'disagree') && !comment?.trim())
    throw invalidField('comment', 'Say why not.')
}
