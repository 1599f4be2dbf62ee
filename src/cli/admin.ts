/** `timeclock admin`: administrators from the terminal, for the first one and for a lost password. */
import { createInterface } from 'node:readline/promises'
import { text as readAll } from 'node:stream/consumers'
import { Writable } from 'node:stream'
import type { Command } from 'commander'
import { sql, type SqlBool } from 'kysely'
import { loadConfig } from '../config.ts'
import { type Context, openContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { checkPassword } from '../features/accounts/password-rules.ts'
import { hashPassword } from '../features/accounts/passwords.ts'
import { audit } from '../features/people/audit.ts'
import { changeUser } from '../features/people/change-user.ts'
import { createUser } from '../features/people/create-user.ts'

interface CreateOptions {
  email: string
  firstName: string
  lastName: string
}

export function addAdminCommand(program: Command): void {
  const admin = program.command('admin').description('make an administrator, or set a lost password')
  admin
    .command('create')
    .description('make an administrator; asks for the password, or reads it from a pipe')
    .requiredOption('--email <address>', 'e-mail address to log in with')
    .option('--first-name <name>', 'first name', 'Admin')
    .option('--last-name <name>', 'last name', 'TimeClock')
    .action((options: CreateOptions) => withContext((context) => createAdmin(context, options)))
  admin
    .command('password')
    .description("set a person's password and end their sessions; asks for it, or reads it from a pipe")
    .requiredOption('--email <address>', "the person's e-mail address")
    .action((options: { email: string }) => withContext((context) => resetPassword(context, options.email)))
}

async function withContext(work: (context: Context) => Promise<string>): Promise<void> {
  const context = await openContext(loadConfig())
  try {
    process.stdout.write(`${await work(context)}\n`)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  } finally {
    await context.close()
  }
}

async function createAdmin(context: Context, { email, firstName, lastName }: CreateOptions): Promise<string> {
  const password = await askPassword()
  checkPassword(password, { email, firstName, lastName })
  const passwordHash = await hashPassword(password)
  await context.db.transaction().execute(async (tx) => {
    const person = {
      email,
      firstName,
      lastName,
      passwordHash,
      role: 'admin',
      status: 'active',
    } as const
    const user = await createUser(tx, person)
    await audit(tx, null, 'user.create', user.id, { role: 'admin', from: 'terminal' })
  })
  return `${email} is an administrator now.`
}

async function resetPassword(context: Context, email: string): Promise<string> {
  const user = await context.db
    .selectFrom('users')
    .select(['id', 'email', 'first_name', 'last_name'])
    .where(sql<SqlBool>`lower(email) = lower(${email})`)
    .executeTakeFirst()
  if (!user) throw new AppError('not_found', `There is nobody with the e-mail address ${email}.`)
  const password = await askPassword()
  checkPassword(password, {
    email: user.email,
    firstName: user.first_name,
    lastName: user.last_name,
  })
  const passwordHash = await hashPassword(password)
  const change = { password: '' }
  await changeUser(context.db, {
    actorId: null,
    userId: user.id,
    change,
    passwordHash,
    now: new Date(context.now()),
  })
  return `${user.email} has a new password; their sessions are ended.`
}

/** From a pipe: its first line. At a terminal: typed twice, not shown. */
async function askPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await readAll(process.stdin)).split(/\r?\n/)[0] ?? ''
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    const first = await ask(terminal, 'Password: ')
    if ((await ask(terminal, 'Once more: ')) !== first)
      throw new AppError('invalid', 'The two passwords differ.')
    return first
  } finally {
    terminal.close()
  }
}

async function ask(terminal: ReturnType<typeof createInterface>, prompt: string): Promise<string> {
  process.stdout.write(prompt)
  const answer = await terminal.question('')
  process.stdout.write('\n')
  return answer
}
