/** The clock: in, out, breaks, status, queued punches, the ledger of a person. */
import { sha256 } from '../../sha256.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AppError } from '../../errors.ts'
import { scopeOf } from '../../core/permission.ts'
import type { MarkKind, Remark, Source } from '../../core/punch.ts'
import type { Context } from '../../context.ts'
import { errorResponses, success } from '../../http/fields.ts'
import { readIdempotencyKey } from '../../http/idempotency.ts'
import type { Actor, Routes } from '../../http/route.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { RecordSchema } from '../records/record.contract.ts'
import { Type } from 'typebox'
import { listFacts } from './list-facts.ts'
import { presentBreak, presentClockIn, presentClockOut } from './present-punch.ts'
import type { Answer, Command } from './punch-writer.ts'
import { readStatus } from './read-status.ts'
import { submitPunch, type PunchRequest } from './record-punch.ts'
import { remarkOf, type Coordinates } from './remark.ts'
import { submitBulk } from './submit-bulk.ts'
import * as contract from './timeclock.contract.ts'

const punchErrorCodes = [
  'forbidden',
  'already_clocked_in',
  'not_clocked_in',
  'overlapping_shift',
  'period_locked',
  'idempotency_key_in_use',
  'idempotency_key_reused',
  'in_the_future',
  'out_before_in',
  'conflict',
] as const
const punchErrors = errorResponses(...punchErrorCodes)
/** Of now, for a day that is locked: kept, and not counted. */
const held = { 202: success(contract.HeldAnswer) }
const config = { permission: 'punch:write', idempotency: 'writer' } as const
const tags = ['Clock']

export const clockRoutes: Routes = async (app, { context }) => {
  app.post(
    '/api/timeclock/clock-in/',
    {
      config,
      schema: {
        summary: 'Clock in',
        operationId: 'clockIn',
        description: 'Every field is optional: without a time it counts for now, without a user for you.',
        tags,
        body: contract.ClockInBody,
        response: { 201: success(contract.ClockInAnswer), ...held, ...punchErrors },
      },
    },
    async (request, reply) => {
      const { body } = request
      const remark = remarkOf(body, body.timeInDescription, body.timeInLocation)
      const answer = await punch(context, request, 'in', body.timeIn, 'timeIn', remark, (accepted) => ({
        status: 201,
        body: {
          status: 'success',
          message: 'Clock-in recorded successfully',
          data: presentClockIn(accepted),
        },
      }))
      return send(reply, answer)
    },
  )

  app.post(
    '/api/timeclock/clock-out/',
    {
      config,
      schema: {
        summary: 'Clock out',
        operationId: 'clockOut',
        description: 'Answers the whole shift. The time may lie on the day after the clock-in.',
        tags,
        body: contract.ClockOutBody,
        response: { 200: success(RecordSchema), ...held, ...punchErrors },
      },
    },
    async (request, reply) => {
      const { body } = request
      const remark = remarkOf(body, body.timeOutDescription, body.timeOutLocation)
      const answer = await punch(context, request, 'out', body.timeOut, 'timeOut', remark, (accepted) => ({
        status: 200,
        body: {
          status: 'success',
          message: 'Clock-out recorded successfully',
          data: presentClockOut(accepted),
        },
      }))
      return send(reply, answer)
    },
  )

  for (const [path, kind, summary, message] of [
    ['break-start', 'break_start', 'Start a break', 'Break start recorded successfully'],
    ['break-end', 'break_end', 'End a break', 'Break end recorded successfully'],
  ] as const) {
    app.post(
      `/api/timeclock/${path}/`,
      {
        config,
        schema: {
          summary,
          operationId: kind === 'break_start' ? 'startBreak' : 'endBreak',
          tags,
          body: contract.BreakBody,
          response: {
            201: success(contract.BreakAnswer),
            ...held,
            ...errorResponses(...punchErrorCodes, 'already_on_break', 'not_on_break'),
          },
        },
      },
      async (request, reply) => {
        const { body } = request
        const remark = remarkOf(body, body.description, body.location)
        const answer = await punch(context, request, kind, body.time, 'time', remark, (accepted) => ({
          status: 201,
          body: { status: 'success', message, data: presentBreak(accepted) },
        }))
        return send(reply, answer)
      },
    )
  }

  app.post(
    '/api/timeclock/punches/',
    {
      config,
      schema: {
        summary: 'Send punches that were queued',
        operationId: 'sendQueuedPunches',
        description:
          'Up to 500 punches, each with its own key and time, each answered on its own. Sending them again is safe.',
        tags,
        body: contract.BulkBody,
        response: { 200: success(contract.BulkAnswer), ...errorResponses('forbidden') },
      },
    },
    async (request) => {
      const data = await submitBulk(context, request.actor, request.body.punches, (userId) =>
        requireMayPunch(context, request.actor, userId),
      )
      return { status: 'success' as const, data }
    },
  )

  app.get(
    '/api/timeclock/status/',
    {
      config: { permission: 'punch:read' },
      schema: {
        summary: 'Am I in?',
        operationId: 'getClockStatus',
        tags,
        querystring: contract.StatusQuery,
        response: { 200: success(contract.StatusAnswer), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const userId = request.query.userId ?? request.actor.userId
      if (userId !== request.actor.userId)
        await requireVisibleUser(context.db, request.actor, 'punch:read', userId)
      return { status: 'success' as const, data: await readStatus(context, userId) }
    },
  )

  app.get(
    '/api/timeclock/:userId/punches/',
    {
      config: { permission: 'punch:read' },
      schema: {
        summary: "A person's ledger",
        operationId: 'listPunches',
        description:
          'Every fact, newest first, with who, when and why: also what was corrected or removed since.',
        tags,
        params: contract.UserParams,
        querystring: contract.PunchesQuery,
        response: {
          200: success(
            Type.Array(contract.FactSchema),
            Type.Object({ nextCursor: Type.Unsafe<number | null>({ type: ['integer', 'null'] }) }),
          ),
          ...errorResponses('not_found'),
        },
      },
    },
    async (request) => {
      await requireVisibleUser(context.db, request.actor, 'punch:read', request.params.userId)
      const page = await listFacts(
        context.pool,
        request.params.userId,
        request.query.cursor,
        request.query.limit ?? 50,
      )
      return { status: 'success' as const, ...page }
    },
  )
}

interface PunchBody extends Coordinates {
  source?: Source
  userId?: string
  date?: string
}

async function punch(
  context: Context,
  request: FastifyRequest,
  kind: MarkKind,
  time: string | undefined,
  timeField: string,
  remark: Remark,
  present: PunchRequest['present'],
): Promise<Answer> {
  const body = request.body as PunchBody
  const { actor } = request
  const userId = body.userId ?? actor.userId
  await requireMayPunch(context, actor, userId)
  return submitPunch(context, {
    kind,
    userId,
    callerId: actor.userId,
    stated: { time, date: body.date },
    timeField,
    remark,
    source: userId === actor.userId ? (body.source ?? 'api') : 'manual',
    idempotency: requestKey(request),
    isAdministrator: actor.role === 'admin',
    isQueued: false,
    present,
  })
}

/** Oneself always; others only within the scope of one's role. */
async function requireMayPunch(context: Context, actor: Actor, userId: string): Promise<void> {
  if (userId === actor.userId || scopeOf(actor.role, 'punch:write') === 'all') return
  const refused = new AppError('forbidden', 'You may not clock this person in or out.')
  if (scopeOf(actor.role, 'punch:write') !== 'managed') throw refused
  await requireVisibleUser(context.db, actor, 'punch:write', userId).catch((error: unknown) => {
    throw error instanceof AppError && error.code === 'not_found' ? refused : error
  })
}

/** The caller's Idempotency-Key with a hash of what was asked. */
function requestKey(request: FastifyRequest): Command['idempotency'] {
  const key = readIdempotencyKey(request)
  if (key === undefined) return undefined
  const asked = `${request.method} ${request.routeOptions.url ?? ''}\n${JSON.stringify(request.body)}`
  return { key, requestHash: sha256(asked) }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  if (answer.replayed) void reply.header('Idempotency-Replayed', 'true')
  const body = answer.status < 400 ? answer.body : { ...answer.body, requestId: reply.request.id }
  return reply.code(answer.status).send(body)
}
