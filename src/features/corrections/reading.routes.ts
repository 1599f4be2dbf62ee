/** Reads corrections: what one would change, which there are, and what became of a record. */
import { cutPage, decodeCursor } from '../../db/page.ts'
import { invalidField } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import type { Context } from '../../context.ts'
import { readNames } from '../people/names.queries.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { peopleCondition } from '../reports/people-filter.ts'
import { createScheduleShelf } from '../schedules/schedule-book.ts'
import { readSteps } from '../steps/step.queries.ts'
import type { Change } from '../timeclock/correct-punches.ts'
import * as contract from './correction.contract.ts'
import { listCorrections, listCorrectionsOf, type CorrectionRow } from './correction.queries.ts'
import { requireCorrection } from './decide-correction.ts'
import { presentCorrection, presentStep } from './present-correction.ts'
import { previewChanges, previewCorrection } from './preview-correction.ts'
import { readShiftHistory } from './shift-history.ts'

const tags = ['Corrections']

export const readingRoutes: Routes = async (app, { context }) => {
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
