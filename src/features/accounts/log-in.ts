/** Logs in with an e-mail address, username or user id, and the password. */
import type { Context } from '../../context.ts'
import { AppError, invalidField } from '../../errors.ts'
import { presentUser, type UserView } from '../people/user.contract.ts'
import { findUser } from '../people/user.queries.ts'
import { type Account, findAccount, holdAccount } from './account.queries.ts'
import { guardAttempts } from './guard-attempts.ts'
import { verifyPassword } from './passwords.ts'
import { beginSession, type Device, type TokenPair } from './sessions.ts'

export interface Credentials {
  email?: string
  username?: string
  userId?: string
  password: string
}

/**
 * A new session. The answer is the same (`invalid_credentials`), and takes as long, for an account that
 * does not exist, a wrong password, and somebody who is not let in. Throws `too_many_attempts` too.
 */
export async function logIn(
  context: Context,
  credentials: Credentials,
  device: Device,
): Promise<TokenPair & { user: UserView }> {
  const typed = nameOf(credentials)
  const account = await findAccount(context.db, typed, new Date(context.now()))
  // Whichever of their names is typed, the guesses at one person count together.
  const trier = { account: account?.email ?? typed, address: device.address }
  const result = await guardAttempts(context, trier, async () => {
    const matches = await verifyPassword(account?.password_hash, credentials.password)
    return matches && account ? openSession(context, account, device) : undefined
  })
  if (!result)
    throw new AppError('invalid_credentials', 'The account or the password is wrong, or you may not log in.')
  return result
}

function nameOf({ email, username, userId }: Credentials): string {
  const given = [email, username, userId].filter((name) => name !== undefined)
  if (given.length !== 1) throw invalidField('email', 'Send one of email, username and userId.')
  return given[0]!.trim()
}

async function openSession(
  context: Context,
  account: Account,
  device: Device,
): Promise<(TokenPair & { user: UserView }) | undefined> {
  return context.db.transaction().execute(async (tx) => {
    const now = new Date(context.now())
    if (!(await holdAccount(tx, account.id, account.password_hash, now))) return undefined
    const pair = await beginSession(tx, context, account.id, device)
    const user = await findUser(tx, account.id)
    return { ...pair, user: presentUser(user!) }
  })
}
