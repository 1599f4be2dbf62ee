/** Device tokens: `kiosk.<id>.<secret>`. The database has only a digest of the secret. */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { validate as isUuid } from 'uuid'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { deviceTokenPrefix, type AuthenticateDevice } from '../../http/auth.ts'
import { sha256Bytes } from '../../sha256.ts'
import { findKiosk, touchKiosk } from './kiosk.queries.ts'

/** A new token for this kiosk, and the digest to keep. */
export function makeDeviceToken(kioskId: string): { token: string; hash: Buffer } {
  const secret = randomBytes(32).toString('base64url')
  return { token: `${deviceTokenPrefix}${kioskId}.${secret}`, hash: sha256Bytes(secret) }
}

/** A kiosk is seen once a minute at most: its row would be written with every punch otherwise. */
const seenEveryMs = 60_000

/** Answers which kiosk holds a token now. Throws `unauthenticated` for one that is unknown or revoked. */
export function createDeviceAuthenticator(context: Context): AuthenticateDevice {
  return async (token) => {
    const [id = '', secret = ''] = token.slice(deviceTokenPrefix.length).split('.')
    const kiosk = isUuid(id) ? await findKiosk(context.db, id) : undefined
    if (!kiosk || kiosk.revoked_at !== null || !timingSafeEqual(sha256Bytes(secret), kiosk.token_hash)) {
      throw new AppError(
        'unauthenticated',
        'This kiosk is not paired any more. Pair it again with a new code.',
      )
    }
    const now = context.now()
    if (now - (kiosk.last_seen_at?.getTime() ?? 0) >= seenEveryMs)
      await touchKiosk(context.db, id, new Date(now))
    return { kioskId: kiosk.id, branchId: kiosk.branch_id }
  }
}
