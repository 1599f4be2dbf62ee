/** What the kiosk in the browser seals, the server opens; and nobody else, nor for another kiosk or another key. */
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { markKinds } from '../src/core/punch.ts'
import type { Tokens } from '../src/features/accounts/tokens.ts'
import { openSealed, publicKeyOf } from '../src/features/kiosks/sealed-punch.ts'
import { seal } from '../web/kiosk-seal.ts'

const tokensWith = (secret: string) =>
  ({ seal: (text: string) => createHmac('sha256', secret).update(text).digest('base64url') }) as Tokens
const tokens = tokensWith('a secret of the server')
const kiosk = { kioskId: 'a', publicKey: publicKeyOf(tokens, 'a') }

const punches = fc.record({
  key: fc.uuid(),
  kind: fc.constantFrom(...markKinds),
  at: fc.constant('2026-03-02T08:00:00.000Z'),
  number: fc
    .string({ minLength: 1, maxLength: 100, unit: 'grapheme-composite' })
    .filter((text) => text.length <= 100),
  pin: fc.stringMatching(/^\d{4,8}$/),
})

test('the server opens what a kiosk seals, whatever was typed', () =>
  fc.assert(
    fc.asyncProperty(punches, async (punch) => {
      const sealed = await seal(kiosk, punch)
      expect(sealed).toMatch(/^[\w-]{1,2000}$/)
      expect(openSealed(tokens, 'a', sealed)).toEqual(punch)
    }),
    { numRuns: 50 },
  ))

test('a QR code takes the place of number and PIN', async () => {
  const punch = { key: 'k', kind: 'in', at: '2026-03-02T08:00:00.000Z', qr: 'tcq.abc' } as const
  expect(openSealed(tokens, 'a', await seal(kiosk, punch))).toEqual(punch)
})

test('another kiosk, another server, and a byte that was changed open nothing', async () => {
  const punch = { key: 'k', kind: 'in', at: '2026-03-02T08:00:00.000Z', number: '1', pin: '2580' } as const
  const sealed = await seal(kiosk, punch)
  expect(openSealed(tokens, 'b', sealed)).toBeUndefined()
  expect(openSealed(tokensWith('another'), 'a', sealed)).toBeUndefined()
  const changed = `${sealed.slice(0, -4)}${sealed.at(-4) === 'A' ? 'B' : 'A'}${sealed.slice(-3)}`
  expect(openSealed(tokens, 'a', changed)).toBeUndefined()
})

test('the same punch looks different each time', async () => {
  const punch = { key: 'k', kind: 'in', at: '2026-03-02T08:00:00.000Z', number: '1', pin: '2580' } as const
  expect(await seal(kiosk, punch)).not.toBe(await seal(kiosk, punch))
})
