/** Pairing: a manager makes a code, a device brings it and becomes a kiosk. */
import { randomInt } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import { AppError, invalidField } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { sha256Bytes } from '../../sha256.ts'
import { guardAttempts } from '../accounts/guard-attempts.ts'
import { audit } from '../people/audit.ts'
import { makeDeviceToken } from './device-token.ts'
import { findKeptBranch, takePairing } from './kiosk.queries.ts'

const codeLifeMs = 10 * 60_000
/** Nothing that reads like something else: no 0, O, 1, I, L, and no vowels that make words. */
const letters = '23456789BCDFGHJKMNPQRSTVWXYZ'

/** Eight letters in two groups: 3.8 × 10¹¹ codes, of which a handful is good for ten minutes. */
function makeCode(): string {
  const code = Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')
  return `${code.slice(0, 4)}-${code.slice(4)}`
}

/** However it is typed: small letters, spaces, without the dash. */
const digestOf = (code: string): Buffer => sha256Bytes(code.toUpperCase().replace(/[^0-9A-Z]/g, ''))

export interface PairingCode {
  code: string
  expiresAt: number
}

/** Throws `invalid` for a branch that does not exist, has ended, or whose kiosks are not the actor's to keep. */
export async function createPairing(
  context: Context,
  actor: Actor,
  { branchId, name }: { branchId: string; name: string },
): Promise<PairingCode> {
  const branch = await findKeptBranch(context.db, actor, branchId)
  if (!branch) throw invalidField('branchId', 'There is no such branch, or you do not manage it.')
  const code = makeCode()
  const now = context.now()
  const expiresAt = now + codeLifeMs
  await context.db.transaction().execute(async (tx) => {
    await tx.deleteFrom('kiosk_pairings').where('expires_at', '<=', new Date(now)).execute()
    await tx
      .insertInto('kiosk_pairings')
      .values({
        code_hash: digestOf(code),
        branch_id: branch.id,
        name: name.trim(),
        created_by: actor.userId,
        expires_at: new Date(expiresAt),
      })
      .execute()
    await audit(tx, actor.userId, 'kiosk.pairing', branch.id, { name: name.trim() })
  })
  return { code, expiresAt }
}

/** A new kiosk with its token, for a good code. Throws `invalid_pairing_code` and `too_many_attempts`. */
export async function pairKiosk(
  context: Context,
  { code, address }: { code: string; address: string },
): Promise<{ kioskId: string; token: string }> {
  const paired = await guardAttempts(context, { account: `kiosk pairing ${address}`, address }, () =>
    context.db.transaction().execute(async (tx) => {
      const now = new Date(context.now())
      const pairing = await takePairing(tx, digestOf(code), now)
      if (!pairing) return undefined
      const id = uuidv7()
      const { token, hash } = makeDeviceToken(id)
      await tx
        .insertInto('kiosks')
        .values({
          id,
          branch_id: pairing.branch_id,
          name: pairing.name,
          token_hash: hash,
          paired_by: pairing.created_by,
          paired_at: now,
          last_seen_at: now,
          last_address: address,
        })
        .execute()
      await audit(tx, pairing.created_by, 'kiosk.pair', id, { branchId: pairing.branch_id, address })
      return { kioskId: id, token }
    }),
  )
  if (paired) return paired
  throw new AppError(
    'invalid_pairing_code',
    'This pairing code is unknown, used or expired. Make a new one under Kiosks.',
  )
}
