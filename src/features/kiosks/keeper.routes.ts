/** Keeping kiosks: pairing codes, names, revoking, and what was refused on arrival. */
import { Type } from 'typebox'
import { validate as isUuid } from 'uuid'
import { AppError } from '../../errors.ts'
import { errorResponses, success } from '../../http/fields.ts'
import type { Actor, Routes } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import * as contract from './kiosk.contract.ts'
import { handleRefusal, listKiosks, listRefusals, type KioskRow } from './kiosk.queries.ts'
import { createPairing } from './pair-kiosk.ts'

const tags = ['Kiosks']
const config = { permission: 'kiosk:write' } as const
const status = 'success' as const

const instant = (at: Date | null): string | null => at?.toISOString() ?? null

const present = (row: KioskRow) => ({
  id: row.id,
  name: row.name,
  branch: { id: row.branch_id, name: row.branch_name, timeZone: row.time_zone },
  pairedAt: row.paired_at.toISOString(),
  pairedBy: row.paired_by,
  lastSeenAt: instant(row.last_seen_at),
  lastAddress: row.last_address,
  revokedAt: instant(row.revoked_at),
  openRefusals: row.open_refusals,
})

export const keeperRoutes: Routes = async (app, { context }) => {
  const { db } = context
  const now = () => new Date(context.now())

  /** Throws `not_found` for a kiosk that is not there or not the actor's to keep. */
  async function requireKiosk(actor: Actor, id: string): Promise<KioskRow> {
    const [kiosk] = isUuid(id) ? await listKiosks(db, actor, id) : []
    if (!kiosk) throw new AppError('not_found', 'There is no such kiosk, or you do not manage its branch.')
    return kiosk
  }

  app.get(
    '/api/kiosks/',
    {
      config,
      schema: {
        summary: 'The kiosks of your branches',
        tags,
        response: { 200: success(Type.Array(contract.KioskView)) },
      },
    },
    async (request) => ({ status, data: (await listKiosks(db, request.actor)).map(present) }),
  )

  app.post(
    '/api/kiosks/pairing-codes/',
    {
      config,
      schema: {
        summary: 'Make a pairing code for a branch',
        description: 'It is good for one device and ten minutes.',
        tags,
        body: contract.NewPairing,
        response: { 201: success(contract.PairingView) },
      },
    },
    async (request, reply) => {
      const { code, expiresAt } = await createPairing(context, request.actor, request.body)
      reply.code(201)
      return { status, data: { code, expiresAt: new Date(expiresAt).toISOString() } }
    },
  )

  app.patch(
    '/api/kiosks/:id/',
    {
      config,
      schema: {
        summary: 'Rename a kiosk',
        tags,
        params: contract.OneKiosk,
        body: contract.KioskChange,
        response: { 200: success(contract.KioskView), ...errorResponses('not_found') },
      },
    },
    async ({ actor, params, body }) => {
      await requireKiosk(actor, params.id)
      const name = body.name.trim()
      await db.transaction().execute(async (tx) => {
        await tx.updateTable('kiosks').set({ name }).where('id', '=', params.id).execute()
        await audit(tx, actor.userId, 'kiosk.rename', params.id, { name })
      })
      return { status, data: present(await requireKiosk(actor, params.id)) }
    },
  )

  app.post(
    '/api/kiosks/:id/revoke/',
    {
      config,
      schema: {
        summary: 'Revoke a kiosk: its token works no more, at once',
        description:
          'Punches that still wait on the device are lost to it: let it send them first, or correct them.',
        tags,
        params: contract.OneKiosk,
        response: { 200: success(contract.KioskView), ...errorResponses('not_found') },
      },
    },
    async ({ actor, params }) => {
      const kiosk = await requireKiosk(actor, params.id)
      if (kiosk.revoked_at === null) {
        await db.transaction().execute(async (tx) => {
          const change = { revoked_at: now(), revoked_by: actor.userId }
          await tx.updateTable('kiosks').set(change).where('id', '=', params.id).execute()
          await audit(tx, actor.userId, 'kiosk.revoke', params.id, { name: kiosk.name })
        })
      }
      return { status, data: present(await requireKiosk(actor, params.id)) }
    },
  )

  app.get(
    '/api/kiosks/:id/refusals/',
    {
      config,
      schema: {
        summary: 'Punches that waited on a kiosk and were refused on arrival',
        description:
          'The newest first. Nobody stood there to hear it: correct what is missing, then mark it as handled.',
        tags,
        params: contract.OneKiosk,
        querystring: contract.RefusalList,
        response: { 200: success(Type.Array(contract.RefusalView)), ...errorResponses('not_found') },
      },
    },
    async ({ actor, params, query }) => {
      await requireKiosk(actor, params.id)
      const { includeHandled = false, limit = 100 } = query
      const rows = await listRefusals(db, { kioskId: params.id, actor, includeHandled, limit })
      const data = rows.map((row) => ({
        key: row.key,
        receivedAt: row.received_at.toISOString(),
        kind: row.kind,
        at: instant(row.at),
        user: row.user_id === null ? null : { id: row.user_id, name: `${row.first_name} ${row.last_name}` },
        code: row.code,
        message: row.message,
        handledAt: instant(row.handled_at),
        handledBy: row.handled_by,
      }))
      return { status, data }
    },
  )

  app.post(
    '/api/kiosks/:id/refusals/:key/handle/',
    {
      config,
      schema: {
        summary: 'Mark a refused punch as handled',
        tags,
        params: contract.OneRefusal,
        response: { 200: success(Type.Object({ handled: Type.Boolean() })), ...errorResponses('not_found') },
      },
    },
    async ({ actor, params }) => {
      await requireKiosk(actor, params.id)
      const handled = await handleRefusal(db, params.id, params.key, { userId: actor.userId, now: now() })
      if (!handled) throw new AppError('not_found', 'This kiosk has no such refused punch.')
      return { status, data: { handled } }
    },
  )
}
