/**
 * Throttling of guesses at passwords. An attempt counts as failed before it is made, so that guesses
 * sent side by side cannot slip past the limit. Nobody can lock somebody else out: what others try
 * from other addresses never counts against an address from which the owner has logged in.
 */
import { isIPv6 } from 'node:net'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { sha256Bytes } from '../../sha256.ts'
import {
  addFailure,
  type AttemptHistory,
  forgetFailures,
  lockTrier,
  readAttempts,
  removeAttempt,
  removeOldAttempts,
  type Trier,
} from './login-attempts.queries.ts'

const quarter = 15 * 60_000
const hour = 60 * 60_000

/**
 * Runs `attempt` for `account` (the e-mail address of an account, or whatever was typed) from the address of
 * the caller. It answers undefined for a wrong password. Throws `too_many_attempts` instead of running it:
 *
 * - after 10 failures for the account from this address within 15 minutes (a success forgets them),
 * - after 100 failures from this address within 15 minutes,
 * - after more than 100 failures for the account from anywhere within an hour, to one attempt in
 *   15 minutes, unless somebody has logged in to the account from this address within 30 days.
 */
export async function guardAttempts<T>(
  context: Context,
  { account, address }: { account: string; address: string },
  attempt: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const trier = { account: hashOf(account), address: networkOf(address) }
  return inTurn(`${trier.account.toString('hex')} ${trier.address}`, async () => {
    const id = await admit(context, trier)
    let result: T | undefined
    try {
      result = await attempt()
    } catch (error) {
      await removeAttempt(context.db, id)
      throw error
    }
    if (result !== undefined) await forgetFailures(context.db, trier, id)
    // Once in a while is enough, and needs no timer.
    if (id % 500 === 0) await removeOldAttempts(context.db, new Date(context.now()))
    return result
  })
}

async function admit(context: Context, trier: Trier): Promise<number> {
  const now = context.now()
  return context.db.transaction().execute(async (tx) => {
    await lockTrier(tx, trier)
    const wait = waitMilliseconds(await readAttempts(tx, trier, new Date(now)), now)
    if (wait > 0) throw tooMany(wait)
    return addFailure(tx, trier, new Date(now))
  })
}

/** How long the next attempt must wait, from what was tried before; 0 for not at all. */
function waitMilliseconds(history: AttemptHistory, now: number): number {
  const { pair_limit: pair, address_limit: address, account_limit: account, latest, familiar } = history
  const until = [0]
  if (pair) until.push(pair.getTime() + quarter)
  if (address) until.push(address.getTime() + quarter)
  if (account && latest && !familiar)
    until.push(Math.min(latest.getTime() + quarter, account.getTime() + hour))
  return Math.max(...until) - now
}

function tooMany(wait: number): AppError {
  const minutes = Math.ceil(wait / 60_000)
  return new AppError('too_many_attempts', `Too many wrong passwords. Wait ${minutes} min, then try again.`, {
    retryAfter: Math.ceil(wait / 1000),
  })
}

const hashOf = (account: string): Buffer => sha256Bytes(account.normalize('NFC').toLowerCase())

/** An IPv4 address, or the /64 network of an IPv6 one: who has one such address has all of them. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return mapped
  if (!isIPv6(address)) return address
  const [head = '', tail] = address.replace(/%.*$/, '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length)
  const groups = [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}

const turns = new Map<string, Promise<unknown>>()

/**
 * Works of the same key one after the other. A person who logs in several times at once is let in
 * several times: no attempt of theirs is counted as failed while the one before it is being decided.
 */
async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(key) ?? Promise.resolve()
  const mine = before.then(work, work)
  turns.set(key, mine)
  try {
    return await mine
  } finally {
    if (turns.get(key) === mine) turns.delete(key)
  }
}
