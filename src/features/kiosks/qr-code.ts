/**
 * What a personal QR code holds: `tcq.` and 32 bytes, an id and a seal over it. The seal is made with the
 * server's key, so that a copy of the database makes no codes; a new id makes the old code worthless.
 */
import { timingSafeEqual } from 'node:crypto'
import { parse, stringify } from 'uuid'
import type { Tokens } from '../accounts/tokens.ts'

const prefix = 'tcq.'
const sealOf = (tokens: Tokens, qrId: string): Buffer =>
  Buffer.from(tokens.seal(`kiosk qr ${qrId}`), 'base64url').subarray(0, 16)

export function formQr(tokens: Tokens, qrId: string): string {
  return prefix + Buffer.concat([parse(qrId), sealOf(tokens, qrId)]).toString('base64url')
}

/** The id in a payload that is ours; undefined for any other text. */
export function readQr(tokens: Tokens, payload: string): string | undefined {
  if (!payload.startsWith(prefix)) return undefined
  const bytes = Buffer.from(payload.slice(prefix.length), 'base64url')
  if (bytes.length !== 32) return undefined
  try {
    const qrId = stringify(bytes.subarray(0, 16))
    return timingSafeEqual(bytes.subarray(16), sealOf(tokens, qrId)) ? qrId : undefined
  } catch (error) {
    // Sixteen bytes that are no UUID.
    if (error instanceof TypeError) return undefined
    throw error
  }
}
