/** Corrections: asked for, made, agreed to, decided; and what became of a record over time. */
import type { CorrectionAction } from '../../core/correction.ts'
import type { Permission } from '../../core/permission.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { AppError, invalidField } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Actor, Routes } from '../../http/route.ts'
import type { Context } from '../../context.ts'
import { audit } from '../people/audit.ts'
import { readNames } from '../people/names.queries.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { peopleCondition } from '../reports/people-filter.ts'
import { createScheduleShelf } from '../schedules/schedule-book.ts'
import { readSteps } from '../steps/step.queries.ts'
import type { Change } from '../timeclock/correct-punches.ts'
import * as contract from './correction.contract.ts'
import { listCorrections, listCorrectionsOf, type CorrectionRow } from './correction.queries.ts'
import { readCorrectionSettings } from './correction-settings.ts'
import { decideCorrection, requireCorrection, type Decision } from './decide-correction.ts'
import { makeCorrection } from './make-correction.ts'
import { presentCorrection, presentStep } from './present-correction.ts'
import { previewChanges, previewCorrection } from './preview-correction.ts'
import { readShiftHistory } from './shift-history.ts'

const tags = ['Corrections']
const problems = errorResponses(
  'forbidden',
  'not_found',
  'period_locked',
  'record_changed',
  'overlapping_shift',
  'in_the_future',
  'out_before_in',
  'break_outside_shift',
)
const decisions = errorResponses(
  'forbidden',
  'not_found',
  'already_decided',
  'record_changed',
  'period_locked',
)

export const correctionRoutes: Routes = async (app, options) => {
  await app.register(makingRoutes, options)
  await app.register(readingRoutes, options)
  await app.register(decidingRoutes, options)
  await app.register(settingsRoutes, options)
}

const makingRoutes: Routes = async (app, { context }) => {
  const readBook = createScheduleShelf(context.pool)

  app.post(
    '/api/corrections/',
    {
      config: { permission: 'correction:write' },
      schema: {
        summary: 'Ask for a correction, or make one',
        description:
          'About yourself it is a request that a manager decides about. About somebody that you manage it takes effect at once, or waits for their consent where the company asks for it.',
        tags,
        body: contract.NewCorrection,
        response: { 201: success(contract.CorrectionMade), ...problems },
      },
    },
    async (request, reply) => {
      const { actor, body } = request
      const { userId = actor.userId, reason, basedOn } = body
      const data = await makeCorrection(context, actor, await readBook(), {
        userId,
        reason,
        changes: body.changes as Change[],
        basedOn,
        isDirect: false,
      })
      reply.code(201)
      return { status: 'success' as const, data }
    },
  )

  app.post(
    '/api/timeclock/corrections/',
    {
      config: { permission: 'punch:correct' },
      schema: {
        summary: 'Correct punches',
        operationId: 'correctPunches',
        description:
          'Adds, changes or removes punches of a person, with a reason. All changes hold or none; the original stays readable.',
        tags,
        body: contract.DirectCorrection,
        response: { 201: success(contract.CorrectionMade), ...problems },
      },
    },
    async (request, reply) => {
      const { userId, reason, basedOn, changes } = request.body
      const data = await makeCorrection(context, request.actor, await readBook(), {
        userId,
        reason,
        changes: changes as Change[],
        basedOn,
        isDirect: true,
      })
      const message =
        data.state === 'proposed'
          ? 'Correction proposed; it takes effect when the employee agrees'
          : 'Correction recorded successfully'
      reply.code(201)
      return { status: 'success' as const, message, data }
    },
  )
}

const readingRoutes: Routes = async (app, { context }) => {
  const { db, pool } = context
  const readBook = createScheduleShelf(pool)

  app.post(
    '/api/corrections/preview/',
    {
      config: { permission: 'correction:write' },
      schema: {
        summary: 'What a correction would change',
        operationId: 'previewCorrection',
        description:
          'Writes nothing. What would be refused is told as `problem`, so that a form can show it while it is filled in.',
        tags,
        body: contract.PreviewBody,
        response: { 200: success(contract.PreviewView), ...errorResponses('forbidden', 'not_found') },
      },
    },
    async (request) => {
      const { actor, body } = request
      const { userId = actor.userId } = body
      if (userId !== actor.userId) await requireVisibleUser(db, actor, 'punch:correct', userId)
      const asked = {
        actorId: actor.userId,
        isAdministrator: actor.role === 'admin',
        reason: 'preview',
        changes: body.changes as Change[],
      }
      const data = await previewChanges(pool, await readBook(), userId, asked, context.now())
      return { status: 'success' as const, data }
    },
  )

  app.get(
    '/api/corrections/',
    {
      config: { permission: 'correction:read' },
      schema: {
        summary: 'Corrections, the latest first',
        tags,
        querystring: contract.CorrectionsQuery,
        response: { 200: contract.CorrectionList },
      },
    },
    async (request) => {
      const { from, to, state, cursor, limit = 50, ...people } = request.query
      const found = await listCorrections(db, {
        people: peopleCondition(request.actor, 'correction:read', people),
        from,
        to,
        state,
        after: cursor === undefined ? undefined : readCursor(cursor),
        limit: limit + 1,
      })
      const { rows, nextCursor } = cutPage(found, limit, (row) => [row.asked_at.toISOString(), row.id])
      return {
        status: 'success' as const,
        data: rows.map((row) => ({
          ...presentCorrection(row),
          name: row.name,
          askedByName: row.asked_by_name,
        })),
        meta: { nextCursor: nextCursor ?? null },
      }
    },
  )

  app.get(
    '/api/corrections/:id/',
    {
      config: { permission: 'correction:read' },
      schema: {
        summary: 'A correction, with what it would change',
        tags,
        params: contract.ById,
        response: { 200: success(contract.CorrectionDetail), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const row = await requireCorrection(context, request.actor, request.params.id)
      const waits = row.state === 'requested' || row.state === 'proposed'
      const preview = waits ? await previewCorrection(pool, await readBook(), row, context.now()) : null
      const [shown] = await withSteps(context, [row])
      return { status: 'success' as const, data: { ...shown!, preview } }
    },
  )

  app.get(
    '/api/timeclock/:userId/shifts/:id/history/',
    {
      config: { permission: 'punch:read' },
      schema: {
        summary: 'What became of a record',
        description:
          'Every fact that made it what it is, with who, when and why, and what was asked about it.',
        tags,
        params: contract.HistoryParams,
        response: { 200: success(contract.HistoryView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { userId, id } = request.params
      await requireVisibleUser(db, request.actor, 'punch:read', userId)
      const { record, versions, numbers } = await readShiftHistory(
        pool,
        await readBook(),
        userId,
        id,
        context.now(),
      )
      const corrections = await withSteps(context, await listCorrectionsOf(pool, userId, numbers, id))
      const who = [
        ...versions.map(({ fact }) => fact.recordedBy),
        ...corrections.flatMap(({ steps }) => steps.map(({ by }) => by)),
      ]
      // Whoever did something to somebody's hours is named to them.
      const people = [...(await readNames(db, who))].map(([id, name]) => ({ id, name }))
      return { status: 'success' as const, data: { record, versions, corrections, people } }
    },
  )
}

function readCursor(cursor: string): [string, string] {
  const [at, id] = decodeCursor(cursor, ['string', 'string'])
  if (Number.isNaN(Date.parse(at)))
    throw invalidField('cursor', 'The cursor is not one of this list. Begin again without a cursor.')
  return [at, id]
}

async function withSteps(context: Context, rows: readonly CorrectionRow[]) {
  const userIds = [...new Set(rows.map((row) => row.user_id))]
  const ids = rows.map((row) => row.id)
  const steps = await readSteps(context.pool, userIds, { subject: 'correction', ids })
  return rows.map((row) => ({
    ...presentCorrection(row),
    steps: steps.filter((step) => step.subjectId === row.id).map(presentStep),
  }))
}

/** One correction at a time: what each action needs, and its body. */
const single = [
  ['approve', 'punch:correct', 'Approve what an employee asked for', contract.ApproveBody],
  ['refuse', 'punch:correct', 'Refuse what an employee asked for', contract.RefuseBody],
  ['agree', 'correction:write', 'Agree to a correction of my hours', contract.CommentBody],
  ['disagree', 'correction:write', 'Do not agree to a correction of my hours', contract.RefuseBody],
  ['withdraw', 'correction:write', 'Withdraw what I asked for', contract.CommentBody],
] as const satisfies readonly [CorrectionAction, Permission, string, unknown][]

const decidingRoutes: Routes = async (app, { context }) => {
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

const settingsRoutes: Routes = async (app, { context }) => {
  const answer = { 200: success(contract.SettingsView) }

  app.get(
    '/api/corrections/settings/',
    {
      config: { permission: 'organisation:read' },
      schema: { summary: 'How the company corrects', tags, response: answer },
    },
    async () => ({ status: 'success' as const, data: await readCorrectionSettings(context.pool) }),
  )

  app.patch(
    '/api/corrections/settings/',
    {
      config: { permission: 'organisation:write' },
      schema: {
        summary: 'Change how the company corrects',
        tags,
        body: contract.SettingsChange,
        response: answer,
      },
    },
    async (request) => {
      const { consent, ownApproval } = request.body
      await context.db.transaction().execute(async (tx) => {
        const columns = {
          ...(consent !== undefined && { correction_consent: consent }),
          ...(ownApproval !== undefined && { own_approval: ownApproval }),
        }
        if (Object.keys(columns).length === 0) return
        await tx.updateTable('company').set(columns).execute()
        await audit(tx, request.actor.userId, 'correction.settings', null, { ...request.body })
      })
      return { status: 'success' as const, data: await readCorrectionSettings(context.pool) }
    },
  )
}
