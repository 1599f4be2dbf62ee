/** Confirm, approve, send back, lock and reopen. */
import { type PeriodAction } from '../../core/period.ts'
import type { Permission } from '../../core/permission.ts'
import { AppError, invalidField } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import { changePeriods } from './change-periods.ts'
import * as contract from './period.contract.ts'
import type { Whose } from './period.contract.ts'
import { whoseIds } from './whose.ts'

const tags = ['Periods']

/** Actions that somebody takes for others, in bulk. */
const bulkSteps = [
  ['return', 'period:approve', 'Send back what was confirmed or approved', contract.ReturnBody],
  ['approve', 'period:approve', 'Approve', contract.StepBody],
  ['lock', 'period:lock', 'Lock: nothing of it changes any more', contract.StepBody],
  ['reopen', 'period:lock', 'Open what was locked, with a reason', contract.ReopenBody],
] as const satisfies readonly [PeriodAction, Permission, string, unknown][]

export const stepRoutes: Routes = async (app, { context }) => {
  app.post(
    '/api/periods/:id/confirm/',
    {
      config: { permission: 'period:confirm' },
      schema: {
        summary: 'Confirm my period',
        tags,
        params: contract.PeriodParams,
        body: contract.ConfirmBody,
        response: {
          200: success(contract.StepsAnswer.items),
          ...errorResponses('not_found', 'already_decided', 'conflict'),
        },
      },
    },
    async (request) => {
      const [answer] = await changePeriods(context, request.actor, request.params.id, {
        action: 'confirm',
        userIds: [request.actor.userId],
        comment: request.body.comment,
        skip: false,
      })
      const { code, message = '', state } = answer!
      if (code) throw new AppError(code, message, { data: { state } })
      return { status: 'success' as const, data: answer! }
    },
  )

  for (const [action, permission, summary, body] of bulkSteps) {
    app.post(
      `/api/periods/:id/${action}/`,
      {
        config: { permission },
        schema: {
          summary,
          description: 'Name people, a department, a branch or all. Each person is answered on their own.',
          tags,
          params: contract.PeriodParams,
          body,
          response: { 200: success(contract.StepsAnswer), ...errorResponses('forbidden', 'not_found') },
        },
      },
      async (request) => {
        const given = request.body as Whose & { comment?: string; reason?: string; skip?: boolean }
        const { comment, reason, skip = false, ...whose } = given
        const said = (reason ?? comment)?.trim()
        if (reason !== undefined && said === '')
          throw invalidField('reason', 'Say why the period is reopened.')
        if (skip && !said) throw invalidField('comment', 'Say why the missing step is skipped.')
        const { id } = request.params
        const userIds = await whoseIds(context, request.actor, permission, id, whose)
        const data = await changePeriods(context, request.actor, id, {
          action,
          userIds,
          comment: said,
          skip,
        })
        const done = data.filter((one) => one.code === undefined).map((one) => one.userId)
        if (done.length > 0) {
          const detail = { people: done.length, userIds: done.slice(0, 100), comment: said ?? null, skip }
          await audit(context.db, request.actor.userId, `period.${action}`, id, detail)
        }
        return { status: 'success' as const, data }
      },
    )
  }
}
