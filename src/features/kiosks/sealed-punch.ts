/**
 * Punches that wait on a kiosk without a network. The device may not keep a PIN that others could read:
 * it encrypts the punch, with number and PIN in it, for the server alone, with a public key that it got
 * when it was paired. What is sealed cannot be read or changed on the device, nor moved to another kiosk.
 *
 * ECIES with what every browser has: an ephemeral key on P-256, HKDF-SHA-256 over the shared secret
 * (salt: the kiosk's id, info: `timeclock kiosk punch`), AES-256-GCM (additional data: the kiosk's id).
 * `sealed` is base64url of the ephemeral public key (65 bytes, uncompressed), the nonce (12), the
 * ciphertext and its tag (16). The private key follows from the server's SECRET_KEY and the kiosk's id, so
 * none is stored.
 */
import { createDecipheriv, createECDH, hkdfSync, type ECDH } from 'node:crypto'
import { Type, type Static } from 'typebox'
import { Compile } from 'typebox/schema'
import { markKinds } from '../../core/punch.ts'
import { Body, OneOf } from '../../http/fields.ts'
import type { Tokens } from '../accounts/tokens.ts'

/** What is inside: JSON. Either `number` and `pin`, or `qr`. */
export const SealedPunch = Body({
  key: Type.String({ minLength: 1, maxLength: 200 }),
  kind: OneOf(markKinds),
  at: Type.String({ maxLength: 40, pattern: '^\\d{4}-\\d\\d-\\d\\d[Tt ].*([Zz]|[+-]\\d\\d:?\\d\\d)$' }),
  number: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  pin: Type.Optional(Type.String({ minLength: 1, maxLength: 20 })),
  qr: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})
export type SealedPunch = Static<typeof SealedPunch>

const punch = Compile(SealedPunch)
const curve = 'prime256v1'
const info = 'timeclock kiosk punch'

function keyPairOf(tokens: Tokens, kioskId: string): ECDH {
  const ecdh = createECDH(curve)
  // Nearly every 32 bytes are a key of this curve; one in four thousand million is not.
  for (let i = 0; ; i++) {
    try {
      ecdh.setPrivateKey(Buffer.from(tokens.seal(`kiosk key ${kioskId} ${i}`), 'base64url'))
      return ecdh
    } catch (error) {
      if (i === 10) throw error
    }
  }
}

/** The key that this kiosk encrypts with: 65 bytes, uncompressed, in base64url. */
export function publicKeyOf(tokens: Tokens, kioskId: string): string {
  return keyPairOf(tokens, kioskId).getPublicKey('base64url', 'uncompressed')
}

/** What was sealed for this kiosk; undefined for what cannot be read or is no punch. */
export function openSealed(tokens: Tokens, kioskId: string, sealed: string): SealedPunch | undefined {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < 65 + 12 + 16) return undefined
  const [ephemeral, nonce] = [bytes.subarray(0, 65), bytes.subarray(65, 77)]
  try {
    const secret = keyPairOf(tokens, kioskId).computeSecret(ephemeral)
    const key = Buffer.from(hkdfSync('sha256', secret, kioskId, info, 32))
    const decipher = createDecipheriv('aes-256-gcm', key, nonce)
    decipher.setAAD(Buffer.from(kioskId)).setAuthTag(bytes.subarray(-16))
    const text = Buffer.concat([decipher.update(bytes.subarray(77, -16)), decipher.final()]).toString('utf8')
    const value: unknown = JSON.parse(text)
    return punch.Check(value) ? value : undefined
  } catch {
    // A point off the curve, a wrong tag, no JSON: whatever it is, it is not for this kiosk.
    return undefined
  }
}
