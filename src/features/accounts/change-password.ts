/** A person changes their own password. */
import type { Context } from '../../context.ts'
import { AppError, invalidField } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import { type Account, findAccountById, replacePasswordHash } from './account.queries.ts'
import { guardAttempts } from './guard-attempts.ts'
import { checkPassword } from './password-rules.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { endSessions, type Device } from './sessions.ts'
import { unauthenticated } from './tokens.ts'

/**
 * Replaces the password and ends every other session of the person. The present password is asked for,
 * and guesses at it are throttled as at the login. Throws `invalid` that names the field.
 */
export async function changePassword(
  context: Context,
  actor: Actor,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
  device: Device,
): Promise<void> {
  const account = await findAccountById(context.db, actor.userId, new Date(context.now()))
  if (!account) throw unauthenticated()
  checkPassword(newPassword, ownerOf(account), 'newPassword')
  const matches = await guardAttempts(
    context,
    { account: account.email, address: device.address },
    async () => ((await verifyPassword(account.password_hash, currentPassword)) ? true : undefined),
  )
  if (!matches) throw invalidField('currentPassword', 'This is not your present password.')
  const after = await hashPassword(newPassword)
  await context.db.transaction().execute(async (tx) => {
    const replaced = await replacePasswordHash(tx, account.id, { before: account.password_hash, after })
    if (!replaced) throw new AppError('conflict', 'The password was changed meanwhile; log in again.')
    const ending = { userId: account.id, reason: 'password_changed', except: actor.sessionId } as const
    await endSessions(tx, { ...ending, now: new Date(context.now()) })
    await audit(tx, actor.userId, 'password.changed', actor.userId)
  })
}

const ownerOf = (account: Account) => ({
  email: account.email,
  username: account.username,
  firstName: account.first_name,
  lastName: account.last_name,
})
