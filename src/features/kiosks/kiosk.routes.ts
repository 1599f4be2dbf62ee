/** Kiosks: everything of this folder; and what a device itself does, with its device token. */
import type { FastifyReply } from 'fastify'
import type { Context } from '../../context.ts'
import type { MarkKind } from '../../core/punch.ts'
import { formatInstant } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Device, Routes } from '../../http/route.ts'
import { tokensOf } from '../accounts/tokens.ts'
import { findCompany } from '../people/company.queries.ts'
import type { Answer } from '../timeclock/punch-writer.ts'
import { HeldAnswer } from '../timeclock/timeclock.contract.ts'
import { readStatus } from '../timeclock/read-status.ts'
import { findHolderById, type Holder } from './credential.queries.ts'
import { credentialRoutes } from './credential.routes.ts'
import * as contract from './kiosk.contract.ts'
import { displayName, punchAtKiosk } from './kiosk-punch.ts'
import { findKiosk } from './kiosk.queries.ts'
import { keeperRoutes } from './keeper.routes.ts'
import { pairKiosk } from './pair-kiosk.ts'
import { notRecognised, recognise } from './recognise.ts'
import { publicKeyOf } from './sealed-punch.ts'
import { takeQueue } from './take-queue.ts'
import { formTicket, readTicket } from './ticket.ts'

const tags = ['Kiosk']
const status = 'success' as const
/** Punches carry keys of the device; nothing else here is kept by key. */
const device = { permission: 'kiosk:use', idempotency: 'writer' } as const

export const kioskRoutes: Routes = async (app, options) => {
  await app.register(keeperRoutes, options)
  await app.register(credentialRoutes, options)
  await app.register(deviceRoutes, options)
}

const deviceRoutes: Routes = async (app, { context }) => {
  const tokens = tokensOf(context)

  app.post(
    '/api/kiosk/pair/',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'Pair this device',
        description: 'With the code that a manager made. The answer holds the device token, once.',
        operationId: 'pairKiosk',
        tags,
        body: contract.PairBody,
        response: {
          201: success(contract.PairView),
          ...errorResponses('invalid_pairing_code', 'too_many_attempts'),
        },
      },
    },
    async (request, reply) => {
      const { kioskId, token } = await pairKiosk(context, { code: request.body.code, address: request.ip })
      reply.code(201)
      return {
        status,
        message: 'This device is a kiosk now',
        data: { token, ...(await describe(context, kioskId)) },
      }
    },
  )

  app.get(
    '/api/kiosk/status/',
    {
      config: device,
      schema: {
        summary: 'This kiosk, and whether it is still paired',
        operationId: 'getKioskStatus',
        tags,
        response: { 200: success(contract.KioskStatusView) },
      },
    },
    async (request) => ({ status, data: await describe(context, request.device!.kioskId) }),
  )

  app.post(
    '/api/kiosk/identify/',
    {
      config: device,
      schema: {
        summary: 'Who stands here',
        description:
          'By number and PIN, or by QR code. A number that nobody has, a wrong PIN and somebody who may not punch get the same answer.',
        operationId: 'identifyAtKiosk',
        tags,
        body: contract.IdentifyBody,
        response: {
          200: success(contract.IdentifyView),
          ...errorResponses('not_recognised', 'too_many_attempts'),
        },
      },
    },
    async (request) => {
      const { kioskId } = request.device!
      const person = await recognise(context, request.device!, request.body)
      const { state, since, todaySeconds } = await readStatus(context, person.id)
      const ticket = formTicket(tokens, kioskId, person.id, context.now())
      const data = {
        displayName: displayName(person),
        state,
        since,
        todaySeconds,
        next: nextOf[state],
        ticket,
      }
      return { status, data }
    },
  )

  app.post(
    '/api/kiosk/punch/',
    {
      config: device,
      schema: {
        summary: 'Punch at this kiosk',
        description: 'As who is recognised by number and PIN, by QR code, or by the ticket of `identify`.',
        operationId: 'punchAtKiosk',
        tags,
        body: contract.KioskPunchBody,
        response: {
          201: success(contract.KioskPunchView),
          202: success(HeldAnswer),
          ...errorResponses(
            'not_recognised',
            'already_clocked_in',
            'not_clocked_in',
            'already_on_break',
            'not_on_break',
            'overlapping_shift',
            'idempotency_key_reused',
            'too_many_attempts',
          ),
        },
      },
    },
    async (request, reply) => {
      const { ticket, kind, key, ...shown } = request.body
      const person = await (ticket === undefined
        ? recognise(context, request.device!, shown)
        : holderOf(context, request.device!, ticket))
      const chosen = kind ?? nextOf[(await readStatus(context, person.id)).state]
      const punch = { kind: chosen, at: undefined, key, isQueued: false }
      return send(reply, await punchAtKiosk(context, request.device!, person, punch))
    },
  )

  app.post(
    '/api/kiosk/punches/',
    {
      config: device,
      schema: {
        summary: 'Send punches that waited',
        description:
          'Up to 50, each sealed on the device and with its own key, each answered on its own. Sending them again is safe.',
        operationId: 'sendKioskQueue',
        tags,
        body: contract.QueueBody,
        response: { 200: success(contract.QueueView) },
      },
    },
    async (request) => ({ status, data: await takeQueue(context, request.device!, request.body.punches) }),
  )
}

const nextOf: Record<'in' | 'on_break' | 'out', MarkKind> = { in: 'out', on_break: 'break_end', out: 'in' }

async function describe(context: Context, kioskId: string) {
  const kiosk = (await findKiosk(context.db, kioskId))!
  const branch = await context.db
    .selectFrom('branches')
    .select(['id', 'name', 'time_zone'])
    .where('id', '=', kiosk.branch_id)
    .executeTakeFirstOrThrow()
  const company = await findCompany(context.db)
  return {
    kioskId,
    name: kiosk.name,
    branch: { id: branch.id, name: branch.name, timeZone: branch.time_zone },
    companyName: company.name,
    publicKey: publicKeyOf(tokensOf(context), kioskId),
    now: formatInstant(branch.time_zone, context.now()),
  }
}

async function holderOf(context: Context, { kioskId }: Device, ticket: string): Promise<Holder> {
  const now = context.now()
  const userId = readTicket(tokensOf(context), kioskId, ticket, now)
  const holder = userId === undefined ? undefined : await findHolderById(context.db, userId, new Date(now))
  if (!holder?.may_punch) throw notRecognised()
  return holder
}

/** A refusal of the clock says why, and shows no more of the person's record to the hall. */
function send(reply: FastifyReply, answer: Answer) {
  if (answer.replayed) void reply.header('Idempotency-Replayed', 'true')
  if (answer.status < 400) return reply.code(answer.status).send(answer.body)
  const { code, message } = answer.body as {
    code: ConstructorParameters<typeof AppError>[0]
    message: string
  }
  throw new AppError(code, message)
}
