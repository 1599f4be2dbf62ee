/** Registration: by oneself, or by an administrator for somebody else. */
import { v4 as randomId } from 'uuid'
import type { Config } from '../../config.ts'
import type { Context } from '../../context.ts'
import { mapDatabaseError } from '../../db/constraints.ts'
import { AppError } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import { readRegistration } from '../people/company.queries.ts'
import { createUser, type NewPerson } from '../people/create-user.ts'
import { presentUser, type UserView } from '../people/user.contract.ts'
import { findUser } from '../people/user.queries.ts'
import type { Registration } from './account.contract.ts'
import { type Account, findAccountByEmail } from './account.queries.ts'
import { guardAttempts } from './guard-attempts.ts'
import { checkPassword } from './password-rules.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

/** No answer to a stranger comes earlier, so that its time does not tell what was done for it. */
const leastMilliseconds = 120

/**
 * Makes a person and answers how they look. A stranger becomes an employee, pending where the company or REGISTRATION
 * says so; only an administrator chooses role and id. A stranger who gives a known e-mail address gets
 * the same answer as with a new one, and nothing is changed; whoever gives the account's own password
 * too is its owner, who tries again, and gets the account.
 * Throws `registration_closed`, `forbidden`, `invalid` and `conflict`.
 */
export async function register(
  context: Context,
  registration: Registration,
  caller: { actor: Actor | undefined; address: string },
): Promise<UserView> {
  if (caller.actor?.role === 'admin') return addPerson(context, registration, caller.actor)
  refuseChoices(registration)
  const policy = await readRegistration(context.db, context.config)
  checkOpen(context, policy, registration.email)
  checkPassword(registration.password, registration)
  const status = policy === 'approval' ? 'pending' : 'active'
  const [view] = await Promise.all([registerStranger(context, registration, status, caller.address), pause()])
  return view
}

async function addPerson(context: Context, registration: Registration, actor: Actor): Promise<UserView> {
  const { password, role = 'employee', ...details } = registration
  checkPassword(password, registration)
  const known = await findAccountByEmail(context.db, registration.email, new Date(context.now()))
  if (known) {
    const message = 'A user with this e-mail address exists already.'
    throw new AppError('conflict', message, { errors: [{ field: 'email', message }] })
  }
  const passwordHash = await hashPassword(password)
  return makePerson(context, { ...details, role, status: 'active', passwordHash }, actor.userId)
}

/** Adds the person with an entry in the log; who registers is the actor of it. */
async function makePerson(context: Context, person: NewPerson, actorId?: string): Promise<UserView> {
  return context.db.transaction().execute(async (tx) => {
    const user = await createUser(tx, person)
    const action = actorId === undefined ? 'user.register' : 'user.create'
    await audit(tx, actorId ?? user.id, action, user.id, { role: user.role, status: user.status })
    return presentUser(user)
  })
}

/** Refused, not ignored: who asks for them believes to have them. */
function refuseChoices(registration: Registration): void {
  const errors = (['role', 'userId'] as const)
    .filter((field) => registration[field] !== undefined)
    .map((field) => ({ field, message: `Only an administrator may choose the ${field}.` }))
  if (errors[0]) throw new AppError('forbidden', errors[0].message, { errors })
}

function checkOpen({ config }: Context, policy: Config['registration'], email: string): void {
  if (policy === 'closed') {
    throw new AppError(
      'registration_closed',
      'Nobody can register here; ask an administrator for an account.',
    )
  }
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  if (config.registrationDomains.length === 0 || config.registrationDomains.includes(domain)) return
  const message = 'Register with an e-mail address of the company, or ask an administrator for an account.'
  throw new AppError('registration_closed', message, { errors: [{ field: 'email', message }] })
}

async function registerStranger(
  context: Context,
  registration: Registration,
  status: 'pending' | 'active',
  address: string,
): Promise<UserView> {
  const { password, email, ...details } = registration
  const person = { ...details, email, role: 'employee', status } as const
  const known = await findAccountByEmail(context.db, email, new Date(context.now()))
  if (known) return answerKnown(context, known, { person, password, address })
  const passwordHash = await hashPassword(password)
  try {
    return await makePerson(context, { ...person, passwordHash })
  } catch (error) {
    // Either somebody else has the employee number, or the same address was registered meanwhile.
    if (!isConflict(error)) throw error
    const rival = await findAccountByEmail(context.db, email, new Date(context.now()))
    if (!rival) throw error
    return answerKnown(context, rival, { person, password, address })
  }
}

function isConflict(error: unknown): boolean {
  const known = error instanceof AppError ? error : mapDatabaseError(error)
  return known?.code === 'conflict'
}

interface Attempt {
  person: Omit<NewPerson, 'passwordHash'>
  password: string
  address: string
}

async function answerKnown(context: Context, account: Account, attempt: Attempt): Promise<UserView> {
  const isOwner = await tryPassword(context, account, attempt)
  const user = isOwner ? await findUser(context.db, account.id) : undefined
  return user ? presentUser(user) : imagine(context, attempt.person)
}

/** A guess like one at the login, and throttled like it; but a refusal would tell that there is an account. */
async function tryPassword(
  context: Context,
  account: Account,
  { password, address }: Attempt,
): Promise<boolean> {
  try {
    const matches = await guardAttempts(context, { account: account.email, address }, async () =>
      (await verifyPassword(account.password_hash, password)) ? true : undefined,
    )
    return matches === true
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'too_many_attempts')) throw error
    return verifyPassword(undefined, password)
  }
}

/**
 * How the person would look. They are made, under an address that nobody has, and taken back: so every
 * refusal and every detail of the answer is that of a real registration.
 */
async function imagine(context: Context, person: Attempt['person']): Promise<UserView> {
  const tx = await context.db.startTransaction().execute()
  try {
    const stand = { ...person, email: `${randomId()}@nobody.invalid`, passwordHash: '' }
    return { ...presentUser(await createUser(tx, stand)), email: person.email }
  } finally {
    await tx.rollback().execute()
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, leastMilliseconds))
