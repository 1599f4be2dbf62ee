/** Checks of the integrity: start one, see how far it is and what came of it. For administrators. */
import { Type } from 'typebox'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { Body, errorResponses, IdText, PageMeta, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { CheckList, CheckView } from './integrity.contract.ts'
import { type CheckRow, endSilentChecks, listChecks } from './integrity.queries.ts'
import { createChecker, isCheckId } from './run-check.ts'

const config = { permission: 'integrity:check' } as const
const tags = ['Integrity']

export const integrityRoutes: Routes = async (app, { context }) => {
  const { db } = context
  const checker = createChecker(context)
  app.addHook('onClose', () => checker.close())

  app.post(
    '/api/integrity-checks/',
    {
      config,
      schema: {
        summary: 'Verify everything that is stored, in the background',
        description:
          'The same as `timeclock verify`: chains and seals are whole, and everything derived follows from the facts. One at a time.',
        operationId: 'startIntegrityCheck',
        tags,
        body: Body({}),
        response: { 202: success(CheckView), ...errorResponses('conflict') },
      },
    },
    async (request, reply) => {
      const id = await checker.start(request.actor.userId)
      return reply.code(202).send({ status: 'success' as const, data: await findCheck(context, id) })
    },
  )

  app.get(
    '/api/integrity-checks/',
    {
      config,
      schema: {
        summary: 'The checks, the newest first',
        operationId: 'listIntegrityChecks',
        tags,
        querystring: CheckList,
        response: { 200: success(Type.Array(CheckView), PageMeta()) },
      },
    },
    async (request) => {
      const { cursor, limit = 20 } = request.query
      const before = decodeCursor(cursor, ['number', 'string'])
      await endSilentChecks(db, new Date(context.now()))
      const found = await listChecks(db, { before, limit: limit + 1 })
      const { rows, nextCursor } = cutPage(found, limit, (row) => [row.started_at.getTime(), row.id])
      return { status: 'success' as const, data: rows.map(present), meta: { nextCursor } }
    },
  )

  app.get(
    '/api/integrity-checks/:id/',
    {
      config,
      schema: {
        summary: 'A check: how far it is, what came of it',
        operationId: 'getIntegrityCheck',
        tags,
        params: Params({ id: IdText() }),
        response: { 200: success(CheckView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      await endSilentChecks(db, new Date(context.now()))
      return { status: 'success' as const, data: await findCheck(context, request.params.id) }
    },
  )
}

async function findCheck({ db }: Context, id: string): Promise<CheckView> {
  const [row] = isCheckId(id) ? await listChecks(db, { id }) : []
  if (!row) throw new AppError('not_found', 'There is no such check.')
  return present(row)
}

function present(row: CheckRow): CheckView {
  const { id, state, people, facts, seals, findings } = row
  return {
    id,
    state,
    startedBy: { id: row.started_by, name: row.starter },
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    peopleDone: row.people_done,
    people,
    facts,
    seals,
    isWhole: state === 'done' ? findings.length === 0 : null,
    findings,
  }
}
