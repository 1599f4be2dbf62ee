/** Adds many people at once, each line answered on its own: what a spreadsheet holds is seldom all right. */
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '../../db/database.ts'
import { AppError, type FieldError, type FieldProblem } from '../../errors.ts'
import { formats } from '../../http/formats.ts'
import { checkPassword } from '../accounts/password-rules.ts'
import { hashPassword } from '../accounts/passwords.ts'
import { audit } from './audit.ts'
import { createUser, type NewPerson } from './create-user.ts'
import { insertPlace } from './place.queries.ts'
import type { UserImport, UserImportView } from './user.contract.ts'

type Line = UserImport['people'][number]
type LineView = UserImportView['lines'][number]

/** Carries the answer out of a transaction whose work shall not stay. */
class NotKept extends Error {
  readonly lines: LineView[]
  constructor(lines: LineView[]) {
    super('lines were refused')
    this.lines = lines
  }
}

/**
 * Adds the people of the good lines where all are good, or where `keepGood` asks for it; else nobody. A line is
 * good when its person could be added after those of the lines before.
 */
export async function importUsers(db: Database, actorId: string, input: UserImport): Promise<UserImportView> {
  const hashes = await Promise.all(
    input.people.map(async (line) =>
      input.checkOnly || problemsOf(line).length > 0 ? '' : hashPassword(line.password),
    ),
  )
  try {
    return await db.transaction().execute(async (tx) => {
      if (input.addDepartments) await addMissingDepartments(tx, actorId, input.people)
      const lines: LineView[] = []
      for (const [index, line] of input.people.entries()) {
        lines.push(await addLine(tx, actorId, index, line, hashes[index]!))
      }
      const added = lines.filter(({ state }) => state === 'added').length
      if (input.checkOnly || (added < lines.length && !input.keepGood)) throw new NotKept(lines)
      return { added, lines }
    })
  } catch (error) {
    if (!(error instanceof NotKept)) throw error
    const lines = error.lines.map((line): LineView => {
      return line.state === 'added' ? { ...line, state: 'good', userId: null } : line
    })
    return { added: 0, lines }
  }
}

async function addLine(
  tx: Database,
  actorId: string,
  index: number,
  line: Line,
  passwordHash: string,
): Promise<LineView> {
  const refused = (errors: FieldError[]): LineView => ({ index, state: 'refused', userId: null, errors })
  const problems = problemsOf(line)
  if (problems.length > 0) return refused(problems)
  try {
    const user = await createUser(tx, personOf(line, passwordHash))
    await audit(tx, actorId, 'user.create', user.id, { role: user.role, from: 'import' })
    return { index, state: 'added', userId: user.id, errors: [] }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return refused(error.errors ?? [{ field: 'email', message: error.message, ...taken(error) }])
  }
}

const taken = ({ code }: AppError): { code?: FieldProblem } => (code === 'conflict' ? { code: 'taken' } : {})

const textOf = (text: string | undefined): string | null => text?.trim() || null

function personOf(line: Line, passwordHash: string): NewPerson {
  return {
    email: line.email.trim(),
    firstName: line.firstName,
    lastName: line.lastName,
    passwordHash,
    role: 'employee',
    status: 'active',
    department: textOf(line.department),
    branch: textOf(line.branch),
    employeeNumber: textOf(line.employeeNumber),
  }
}

const lines = {
  firstName: 100,
  lastName: 100,
  email: 254,
  department: 100,
  branch: 100,
  employeeNumber: 100,
} as const

/** What is wrong with a line by itself, each field that is. */
function problemsOf(line: Line): FieldError[] {
  const errors: FieldError[] = []
  for (const [field, most] of Object.entries(lines) as [keyof typeof lines, number][]) {
    const problem = fieldProblem(field, line[field]?.trim() ?? '', most)
    if (problem) errors.push({ field, ...problem })
  }
  if (errors.length > 0) return errors
  try {
    checkPassword(line.password, line)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    errors.push(...(error.errors ?? []))
  }
  return errors
}

const required: ReadonlySet<string> = new Set(['firstName', 'lastName', 'email'])

function fieldProblem(
  field: keyof typeof lines,
  text: string,
  most: number,
): Omit<FieldError, 'field'> | undefined {
  if (text === '')
    return required.has(field) ? { message: `"${field}" is required.`, code: 'required' } : undefined
  if (text.length > most)
    return { message: `"${field}" must have at most ${most} characters.`, code: 'too_long', limit: most }
  if (!formats['plain-line'].accepts(text))
    return { message: `"${field}" must be ${formats['plain-line'].expected}.`, code: 'wrong_format' }
  if (field !== 'email' || formats.email.accepts(text)) return undefined
  return { message: `"${text}" is no e-mail address.`, code: 'wrong_format' }
}

async function addMissingDepartments(tx: Database, actorId: string, people: readonly Line[]): Promise<void> {
  const named = new Map(
    people.flatMap(({ department }) => {
      const name = department?.trim() ?? ''
      return fieldProblem('department', name, lines.department) || name === ''
        ? []
        : [[name.toLowerCase(), name]]
    }),
  )
  const known = await tx
    .selectFrom('departments')
    .select(['id', 'name'])
    .where(sql<boolean>`lower(name) = any(${[...named.keys()]}) or id = any(${[...named.values()]})`)
    .execute()
  for (const { id, name } of known) {
    named.delete(name.toLowerCase())
    named.delete(id.toLowerCase())
  }
  for (const name of named.values()) {
    const id = uuidv7()
    await insertPlace(tx, 'department', id, { name })
    await audit(tx, actorId, 'department.create', id, { name })
  }
}
