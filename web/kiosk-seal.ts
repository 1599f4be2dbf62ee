/**
 * Encrypts a punch for the server alone, so that it can wait on a device in a hall with its PIN in it. The recipe is
 * that of docs/live.md; `src/features/kiosks/sealed-punch.ts` opens what it makes.
 */
import type { MarkKind } from '../src/core/punch.ts'

/** What a person showed: a number and a PIN, or what their QR code says. */
export type Shown = { number: string; pin: string } | { qr: string }

export type PunchToSeal = { key: string; kind: MarkKind; at: string } & Shown

interface Recipient {
  kioskId: string
  /** P-256, uncompressed, base64url. */
  publicKey: string
}

export async function seal({ kioskId, publicKey }: Recipient, punch: PunchToSeal): Promise<string> {
  const { subtle } = crypto
  const text = new TextEncoder()
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const server = await subtle.importKey('raw', fromBase64Url(publicKey), curve, false, [])
  const own = await subtle.generateKey(curve, false, ['deriveBits'])
  const secret = await subtle.deriveBits({ name: 'ECDH', public: server }, own.privateKey, 256)
  const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = text.encode('timeclock kiosk punch')
  const hkdf = { name: 'HKDF', hash: 'SHA-256', salt: text.encode(kioskId), info }
  const key = await subtle.deriveKey(hkdf, material, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const aes = { name: 'AES-GCM', iv, additionalData: text.encode(kioskId) }
  const cipher = await subtle.encrypt(aes, key, text.encode(JSON.stringify(punch)))
  const ephemeral = await subtle.exportKey('raw', own.publicKey)
  return toBase64Url([ephemeral, iv.buffer, cipher])
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** One after the other. */
function toBase64Url(parts: ArrayBuffer[]): string {
  const binary = parts.map((part) => String.fromCharCode(...new Uint8Array(part))).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
