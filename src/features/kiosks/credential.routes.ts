/** PINs and personal QR codes: one's own, and those that an administrator sets. */
import type { Context } from '../../context.ts'
import { invalidField } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { hashPassword } from '../accounts/passwords.ts'
import { tokensOf } from '../accounts/tokens.ts'
import { audit } from '../people/audit.ts'
import { requireVisibleUser } from '../people/scope.ts'
import { ensureCredential, replacePin, replaceQr, type Credential } from './credential.queries.ts'
import * as contract from './kiosk.contract.ts'
import { pinProblem } from './pin-rules.ts'
import { formQr } from './qr-code.ts'

const tags = ['Kiosks']
const own = { permission: 'account:self' } as const
const others = { permission: 'user:write' } as const
const status = 'success' as const

export const credentialRoutes: Routes = async (app, { context }) => {
  const { db } = context
  const present = (row: Credential) => ({
    hasPin: row.pin_set_at !== null,
    pinSetAt: row.pin_set_at?.toISOString() ?? null,
    qr: formQr(tokensOf(context), row.qr_id),
    qrSetAt: row.qr_set_at.toISOString(),
  })

  app.get(
    '/api/auth/kiosk-code/',
    {
      config: own,
      schema: {
        summary: 'My QR code for kiosks, and whether I have a PIN',
        operationId: 'getKioskCode',
        tags,
        response: { 200: success(contract.CredentialView) },
      },
    },
    async ({ actor }) => {
      const row = await ensureCredential(db, actor.userId, new Date(context.now()))
      return { status, data: present(row) }
    },
  )

  app.post(
    '/api/auth/kiosk-code/rotate/',
    {
      config: own,
      schema: {
        summary: 'A new QR code for me; the one before works no more',
        operationId: 'rotateKioskCode',
        tags,
        response: { 200: success(contract.CredentialView) },
      },
    },
    async ({ actor }) => ({ status, data: present(await rotate(context, actor.userId, actor.userId)) }),
  )

  app.put(
    '/api/auth/pin/',
    {
      config: own,
      schema: {
        summary: 'Set my PIN for kiosks',
        operationId: 'setPin',
        tags,
        body: contract.PinBody,
        response: { 200: success(contract.PinView) },
      },
    },
    async ({ actor, body }) => setPin(context, actor.userId, actor.userId, body.pin),
  )

  app.delete(
    '/api/auth/pin/',
    {
      config: own,
      schema: {
        summary: 'Take my PIN away',
        operationId: 'removePin',
        tags,
        response: { 200: success(contract.PinView) },
      },
    },
    async ({ actor }) => setPin(context, actor.userId, actor.userId, undefined),
  )

  app.put(
    '/api/users/:userId/pin/',
    {
      config: others,
      schema: {
        summary: "Set a person's PIN for kiosks",
        tags,
        params: contract.OneUser,
        body: contract.PinBody,
        response: { 200: success(contract.PinView), ...errorResponses('not_found') },
      },
    },
    async ({ actor, params, body }) => {
      await requireVisibleUser(db, actor, 'user:write', params.userId)
      return setPin(context, actor.userId, params.userId, body.pin)
    },
  )

  app.delete(
    '/api/users/:userId/pin/',
    {
      config: others,
      schema: {
        summary: "Take a person's PIN away",
        tags,
        params: contract.OneUser,
        response: { 200: success(contract.PinView), ...errorResponses('not_found') },
      },
    },
    async ({ actor, params }) => {
      await requireVisibleUser(db, actor, 'user:write', params.userId)
      return setPin(context, actor.userId, params.userId, undefined)
    },
  )

  app.post(
    '/api/users/:userId/kiosk-code/rotate/',
    {
      config: others,
      schema: {
        summary: 'A new QR code for a person, to print a badge; the one before works no more',
        tags,
        params: contract.OneUser,
        response: { 200: success(contract.CredentialView), ...errorResponses('not_found') },
      },
    },
    async ({ actor, params }) => {
      await requireVisibleUser(db, actor, 'user:write', params.userId)
      return { status, data: present(await rotate(context, actor.userId, params.userId)) }
    },
  )
}

/** Without `pin`, takes it away. Throws `invalid` for a PIN that is none, or easily guessed. */
async function setPin(context: Context, actorId: string, userId: string, pin: string | undefined) {
  const problem = pin === undefined ? undefined : pinProblem(pin)
  if (problem) throw invalidField('pin', problem)
  const hash = pin === undefined ? null : await hashPassword(pin)
  await context.db.transaction().execute(async (tx) => {
    await replacePin(tx, userId, hash, new Date(context.now()))
    await audit(tx, actorId, pin === undefined ? 'pin.remove' : 'pin.set', userId)
  })
  return { status, data: { hasPin: pin !== undefined } }
}

function rotate(context: Context, actorId: string, userId: string): Promise<Credential> {
  return context.db.transaction().execute(async (tx) => {
    const row = await replaceQr(tx, userId, new Date(context.now()))
    await audit(tx, actorId, 'kiosk-code.rotate', userId)
    return row
  })
}
