/**
 * The writer. Punches that arrive while transactions are in flight go together in the next one: decided
 * in memory, written in one statement, every caller answered only after the commit. A refusal never
 * fails the others of its batch.
 *
 * A batch is decided on what this process knows of its people. The statement that writes it checks
 * that their heads and the configuration are still so; when not, nothing is written and the batch is
 * decided again, with the heads locked.
 */
import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { mapDatabaseError } from '../../db/constraints.ts'
import { createBatcher } from '../../db/batcher.ts'
import { hasMetOthers, withTransaction, type Handle } from '../../db/database.ts'
import { loadScheduleBook, type ScheduleBook } from '../schedules/schedule-book.ts'
import { createAccountShelf, mostAccounts, readAccounts } from './account-shelf.ts'
import { collectWrites, vanishedShifts, type PersonAccount } from './person-account.ts'
import {
  areCurrent,
  findKeyedAnswers,
  findLatestPeople,
  lockHeads,
  type KeyedAnswer,
} from './punch.queries.ts'
import { holdConfiguration } from './stale.queries.ts'
import { deleteShifts, StaleDecision, writePunches, type PunchWrite } from './write-punches.ts'

/** What a caller is told: an HTTP status and a body in the API's envelope. */
export interface Answer {
  status: number
  body: object
  replayed: boolean
}

/** One thing to write for one person: a punch, or a correction. */
export interface Command {
  userId: string
  /** Who asks; idempotency keys are theirs. */
  callerId: string
  idempotency: { key: string; requestHash: string } | undefined
  /** Decides on the account and takes the change over; throws AppError to refuse. */
  decide(account: PersonAccount, tools: DecideTools): Promise<Omit<Answer, 'replayed'>>
}

export interface DecideTools {
  db: Handle
  now: number
}

export interface PunchWriter {
  submit(command: Command): Promise<Answer>
  /**
   * Reads the accounts of those who punched last, in small pieces beside the ordinary work, so that their
   * next punch finds its account in memory. Ends early when the configuration changes.
   */
  warm(signal: AbortSignal): Promise<void>
}

/** Commands in one statement; statements under way at once, so that the database works while answers are sent. */
const mostCommands = 256
const statementsAtOnce = 2
const fewestBeside = 16
const mostAttempts = 5

/** `onWritten` gets whose punches changed, after the commit and the answers; it must return at once. */
export function createPunchWriter(
  pool: pg.Pool,
  now: () => number,
  onWritten: (userIds: readonly string[]) => void = () => {},
): PunchWriter {
  const shelf = createAccountShelf()
  /** The configuration as this process knows it; loaded once for all that need it at the same time. */
  let book: Promise<ScheduleBook> | undefined

  function currentBook(): Promise<ScheduleBook> {
    book ??= loadScheduleBook(pool).catch((error: unknown) => {
      book = undefined
      throw error
    })
    return book
  }

  /** Decides and writes on what is known. Throws StaleDecision. */
  async function runOptimistic(commands: Command[]): Promise<Answer[]> {
    const known = await currentBook()
    const accounts = await shelf.take(pool, peopleOf(commands), known)
    const { answers, write } = await decideAll(commands, accounts, pool, known)
    await requireCurrent(refusedAccounts(commands, answers, accounts), known)
    const vanishing = [...accounts.values()].filter((account) => vanishedShifts(account).length > 0)
    if (vanishing.length > 0) await withTransaction(pool, (client) => writeAll(client, vanishing, write))
    else if (write.facts.length > 0 || write.keyed.length > 0) await writePunches(pool, write)
    shelf.put(accounts.values())
    return answers
  }

  /** A refusal moves no head, so no write checks what it was decided on. */
  async function requireCurrent(accounts: PersonAccount[], decidedBy: ScheduleBook): Promise<void> {
    if (accounts.length === 0) return
    const heads = accounts.map((account) => account.head)
    if (!(await areCurrent(pool, heads, decidedBy.version))) throw new StaleDecision('refused on old data')
  }

  /** The same with the configuration and the heads held: nobody else can change them. */
  async function runLocked(commands: Command[]): Promise<Answer[]> {
    return withTransaction(pool, async (client) => {
      const userIds = peopleOf(commands)
      await holdConfiguration(client)
      await lockHeads(client, userIds)
      const current = await loadScheduleBook(client)
      const accounts = await readAccounts(client, userIds, current)
      const { answers, write } = await decideAll(commands, accounts, client, current)
      await writeAll(client, [...accounts.values()], write)
      return answers
    })
  }

  async function run(commands: Command[]): Promise<Answer[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await (attempt === 1 ? runOptimistic(commands) : runLocked(commands))
      } catch (error) {
        const isPassing = error instanceof StaleDecision || hasMetOthers(error)
        if (!isPassing || attempt === mostAttempts) throw error
        book = undefined
      }
    }
  }

  /**
   * What fails as a batch is tried one by one, so that one bad punch cannot take others with it; not
   * where the database is away, which would fail each of them.
   */
  async function runSafely(commands: Command[]): Promise<PromiseSettledResult<Answer>[]> {
    try {
      const answers = await run(commands)
      onWritten(commands.flatMap(({ userId }, i) => (isNewAnswer(answers[i]!) ? userId : [])))
      return answers.map((value) => ({ status: 'fulfilled', value }))
    } catch (error) {
      if (commands.length === 1 || mapDatabaseError(error)?.code === 'unavailable') {
        return commands.map(() => ({ status: 'rejected', reason: error }))
      }
      const results: PromiseSettledResult<Answer>[] = []
      for (const command of commands) results.push(...(await runSafely([command])))
      return results
    }
  }

  async function decideAll(
    commands: readonly Command[],
    accounts: ReadonlyMap<string, PersonAccount>,
    db: Handle,
    decidedBy: ScheduleBook,
  ): Promise<{ answers: Answer[]; write: PunchWrite }> {
    const known = await readKeyedAnswers(db, commands)
    const write: PunchWrite = {
      facts: [],
      shifts: [],
      days: [],
      heads: [],
      keyed: [],
      configVersion: decidedBy.version,
    }
    const tools = { db, now: now() }
    const answers: Answer[] = []
    for (const command of commands) {
      const slot = slotOf(command)
      const earlier = slot === undefined ? undefined : known.get(slot)
      if (earlier) {
        answers.push(replay(earlier, command.idempotency!.requestHash))
        continue
      }
      const answer = await decideOne(command, accounts.get(command.userId), tools)
      answers.push({ ...answer, replayed: false })
      if (slot === undefined) continue
      const row = keyedAnswer(command, answer)
      write.keyed.push(row)
      known.set(slot, row)
    }
    for (const account of accounts.values()) if (account.newFacts.length > 0) collectWrites(account, write)
    return { answers, write }
  }

  const submit = createBatcher(runSafely, {
    most: mostCommands,
    parallel: statementsAtOnce,
    fewestBeside,
    keyOf: (command) => command.userId,
  })
  return {
    async submit(command) {
      const result = await submit(command)
      if (result.status === 'rejected') throw result.reason
      return result.value
    },
    async warm(signal) {
      const known = await currentBook()
      await shelf.fill(pool, await findLatestPeople(pool, mostAccounts), known, signal)
    },
  }
}

const isNewAnswer = (answer: Answer): boolean => answer.status < 400 && !answer.replayed

const peopleOf = (commands: readonly Command[]): string[] => [
  ...new Set(commands.map((command) => command.userId)),
]

/** The accounts of those that were refused and wrote nothing. */
function refusedAccounts(
  commands: readonly Command[],
  answers: readonly Answer[],
  accounts: ReadonlyMap<string, PersonAccount>,
): PersonAccount[] {
  const refused = new Set<PersonAccount>()
  commands.forEach((command, i) => {
    const account = accounts.get(command.userId)
    const { status, replayed } = answers[i]!
    if (account && status >= 400 && !replayed && account.newFacts.length === 0) refused.add(account)
  })
  return [...refused]
}

/** Where a command's answer is kept: keys are the caller's. */
function slotOf({ callerId, idempotency }: Command): string | undefined {
  return idempotency && `${callerId}\n${idempotency.key}`
}

type KeptAnswer = Pick<KeyedAnswer, 'key' | 'status' | 'response'> & { requestHash: string }

async function readKeyedAnswers(db: Handle, commands: readonly Command[]): Promise<Map<string, KeptAnswer>> {
  const keyed = commands.flatMap(({ callerId, idempotency }) =>
    idempotency ? [{ userId: callerId, key: idempotency.key }] : [],
  )
  if (keyed.length === 0) return new Map()
  const rows = await findKeyedAnswers(db, keyed)
  return new Map(rows.map((row) => [`${row.user_id}\n${row.key}`, { ...row, requestHash: row.request_hash }]))
}

function keyedAnswer({ callerId, idempotency }: Command, answer: { status: number; body: object }) {
  const { key, requestHash } = idempotency!
  return { userId: callerId, key, requestHash, status: answer.status, response: JSON.stringify(answer.body) }
}

function replay(earlier: KeptAnswer, requestHash: string): Answer {
  if (earlier.requestHash !== requestHash) {
    const error = new AppError(
      'idempotency_key_reused',
      'This Idempotency-Key was used before with another request. Use a new key.',
    )
    return { ...refusalAnswer(error), replayed: false }
  }
  return { status: earlier.status, body: JSON.parse(earlier.response) as object, replayed: true }
}

/** A refusal in the API's envelope. */
export function refusalAnswer(error: AppError): { status: number; body: object } {
  return {
    status: error.statusCode,
    body: {
      status: 'error',
      code: error.code,
      message: error.message,
      ...(error.errors ? { errors: error.errors } : {}),
      ...(error.data === undefined ? {} : { data: error.data }),
    },
  }
}

async function decideOne(
  command: Command,
  account: PersonAccount | undefined,
  tools: DecideTools,
): Promise<{ status: number; body: object }> {
  try {
    if (!account) throw new AppError('not_found', 'There is no such person.')
    if (account.head.status !== 'active') {
      throw new AppError('conflict', 'This person is not active and cannot punch. Ask an administrator.')
    }
    return await command.decide(account, tools)
  } catch (error) {
    if (error instanceof AppError) return refusalAnswer(error)
    throw error
  }
}

async function writeAll(
  client: pg.ClientBase,
  accounts: readonly PersonAccount[],
  write: PunchWrite,
): Promise<void> {
  for (const account of accounts) {
    const vanished = vanishedShifts(account)
    if (vanished.length > 0) await deleteShifts(client, account.head.user_id, vanished)
  }
  if (write.facts.length > 0 || write.keyed.length > 0) await writePunches(client, write)
}
