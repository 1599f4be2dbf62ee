/** Queued punches: each with its own key and time, each answered on its own, whatever their order. */
import { sha256 } from '../../sha256.ts'
import { AppError, type FieldError } from '../../errors.ts'
import type { Context } from '../../context.ts'
import type { Actor } from '../../http/route.ts'
import { presentBreak, presentClockIn, presentClockOut } from './present-punch.ts'
import { refusalAnswer, type Answer } from './punch-writer.ts'
import { submitPunch, type AcceptedPunch } from './record-punch.ts'
import { remarkOf } from './remark.ts'
import type { BulkBody } from './timeclock.contract.ts'

type Queued = BulkBody['punches'][number]

/** Answers in the order of the request; punches are recorded in the order in which they happened. */
export async function submitBulk(
  context: Context,
  actor: Actor,
  punches: readonly Queued[],
  requireMayPunch: (userId: string) => Promise<void>,
) {
  refuseDoubleKeys(punches)
  const inOrder = punches
    .map((punch, index) => ({ punch, index }))
    .sort((a, b) => (Date.parse(a.punch.at) || 0) - (Date.parse(b.punch.at) || 0))
  const answers = await Promise.all(
    inOrder.map(async ({ punch, index }) => ({
      index,
      punch,
      answer: await submitOne(context, actor, punch, requireMayPunch),
    })),
  )
  return answers
    .sort((a, b) => a.index - b.index)
    .map(({ index, punch, answer }) => ({
      index,
      idempotencyKey: punch.idempotencyKey,
      httpStatus: answer.status,
      replayed: answer.replayed,
      answer: answer.body,
    }))
}

async function submitOne(
  context: Context,
  actor: Actor,
  punch: Queued,
  requireMayPunch: (userId: string) => Promise<void>,
): Promise<Answer> {
  const userId = punch.userId ?? actor.userId
  try {
    if (userId !== actor.userId) await requireMayPunch(userId)
    if (!/[Tt ].*([Zz]|[+-]\d{2}:?\d{2})$/.test(punch.at)) {
      throw new AppError('invalid', 'A queued punch needs an instant with offset.', {
        errors: [
          {
            field: 'at',
            message: 'Write an ISO 8601 instant with offset, such as 2025-08-20T08:45:00+02:00.',
          },
        ],
      })
    }
    return await submitPunch(context, {
      kind: punch.kind,
      userId,
      callerId: actor.userId,
      stated: { time: punch.at, date: undefined },
      timeField: 'at',
      remark: remarkOf(punch, punch.description, punch.location),
      source: punch.source ?? 'offline',
      isAdministrator: actor.role === 'admin',
      isQueued: true,
      idempotency: {
        key: punch.idempotencyKey,
        requestHash: sha256(JSON.stringify(punch)),
      },
      present: (accepted) => ({
        status: 201,
        body: { status: 'success', data: presentAny(punch, accepted) },
      }),
    })
  } catch (error) {
    if (error instanceof AppError) return { ...refusalAnswer(error), replayed: false }
    throw error
  }
}

function presentAny(punch: Queued, accepted: AcceptedPunch) {
  if (punch.kind === 'in') return presentClockIn(accepted)
  return punch.kind === 'out' ? presentClockOut(accepted) : presentBreak(accepted)
}

function refuseDoubleKeys(punches: readonly Queued[]): void {
  const seen = new Set<string>()
  const errors: FieldError[] = []
  punches.forEach(({ idempotencyKey }, i) => {
    if (seen.has(idempotencyKey))
      errors.push({ field: `punches.${i}.idempotencyKey`, message: 'Every punch needs a key of its own.' })
    seen.add(idempotencyKey)
  })
  if (errors.length > 0) throw new AppError('invalid', errors[0]!.message, { errors })
}
