/**
 * Between recognising a person and their choice of a button: a ticket says who they are, to this kiosk,
 * for a minute, so that the device need not keep the PIN.
 */
import { timingSafeEqual } from 'node:crypto'
import type { Tokens } from '../accounts/tokens.ts'

const lifeMs = 60_000

export function formTicket(tokens: Tokens, kioskId: string, userId: string, now: number): string {
  const body = Buffer.from(JSON.stringify([kioskId, userId, now + lifeMs])).toString('base64url')
  return `${body}.${tokens.seal(`kiosk ticket ${body}`)}`
}

/** Whose ticket it is; undefined for one that is not ours, of another kiosk, or over. */
export function readTicket(tokens: Tokens, kioskId: string, ticket: string, now: number): string | undefined {
  const [body = '', seal = ''] = ticket.split('.')
  const expected = Buffer.from(tokens.seal(`kiosk ticket ${body}`))
  const given = Buffer.from(seal)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const [kiosk, userId, until] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
    string,
    string,
    number,
  ]
  return kiosk === kioskId && now < until ? userId : undefined
}
