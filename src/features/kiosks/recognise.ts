/** Who stands at a kiosk: by number and PIN, or by a personal QR code. */
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import type { Device } from '../../http/route.ts'
import { guardAttempts } from '../accounts/guard-attempts.ts'
import { verifyPassword } from '../accounts/passwords.ts'
import { tokensOf } from '../accounts/tokens.ts'
import { findHolderByNumber, findHolderByQr, type Holder } from './credential.queries.ts'
import { readQr } from './qr-code.ts'

export interface Shown {
  number?: string
  pin?: string
  qr?: string
}

/**
 * The person, who may punch now. Throws `not_recognised` alike, and after as long, for a number that
 * nobody has, a wrong PIN, no PIN at all, and somebody who may not punch.
 *
 * Guesses at PINs are throttled as those at passwords: by person and kiosk, by kiosk, by person. A QR
 * code cannot be guessed and is never throttled, so nobody can keep somebody else from punching by
 * typing wrong PINs. Throws `too_many_attempts`.
 */
export async function recognise(context: Context, device: Device, shown: Shown): Promise<Holder> {
  const { number, pin, qr } = shown
  const byPin = number !== undefined && pin !== undefined && qr === undefined
  if (!byPin && (qr === undefined || number !== undefined || pin !== undefined)) {
    throw new AppError('invalid', 'Send number and pin, or qr.', {
      errors: [{ field: 'number', message: 'Send number and pin, or qr.' }],
    })
  }
  const holder = byPin ? await byNumber(context, device, number, pin) : await byQr(context, qr!)
  if (!holder) throw notRecognised()
  return holder
}

export const notRecognised = (): AppError =>
  new AppError(
    'not_recognised',
    'That was not recognised. Check the number and the PIN, or show your QR code.',
  )

async function byQr(context: Context, payload: string): Promise<Holder | undefined> {
  const qrId = readQr(tokensOf(context), payload)
  if (qrId === undefined) return undefined
  const holder = await findHolderByQr(context.db, qrId, new Date(context.now()))
  return holder?.may_punch ? holder : undefined
}

async function byNumber(
  context: Context,
  { kioskId }: Device,
  number: string,
  pin: string,
): Promise<Holder | undefined> {
  const typed = number.trim()
  const holder = await findHolderByNumber(context.db, typed, new Date(context.now()))
  // Whichever of their numbers is typed, the guesses at one person count together.
  const trier = { account: `kiosk person ${holder?.id ?? typed}`, address: `kiosk ${kioskId}` }
  const hash = holder?.may_punch ? (holder.pin_hash ?? undefined) : undefined
  try {
    return await guardAttempts(context, trier, async () =>
      (await verifyPassword(hash, pin)) ? holder : undefined,
    )
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'too_many_attempts') throw error
    const minutes = Math.ceil((error.retryAfter ?? 60) / 60)
    const message = `Too many wrong PINs. Wait ${minutes} min, or show your QR code.`
    throw new AppError('too_many_attempts', message, { retryAfter: error.retryAfter ?? 60, cause: error })
  }
}
