/**
 * The writer. Punches that arrive while a transaction is in flight go together in the next one: one
 * lock, one decision each, one write, one commit; every caller is answered only after the commit.
 * A refusal never fails the others of its batch.
 */
import type pg from 'pg'
import { AppError } from '../../errors.ts'
import { createBatcher } from '../../db/batcher.ts'
import { withTransaction } from '../../db/database.ts'
import { loadScheduleBook, type ScheduleBook } from '../schedules/schedule-book.ts'
import { collectWrites, openAccount, type PersonAccount } from './person-account.ts'
import { findKeyedAnswers, lockHeads } from './punch.queries.ts'
import { deleteShifts, writePunches, type PunchWrite } from './write-punches.ts'

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
  client: pg.ClientBase
  now: number
}

export interface PunchWriter {
  submit(command: Command): Promise<Answer>
}

/** The configuration changed while a batch was decided: it starts again with the new one. */
class StaleConfiguration extends Error {}

/** `onWritten` gets whose punches changed, after the commit and the answers; it must return at once. */
export function createPunchWriter(
  pool: pg.Pool,
  now: () => number,
  onWritten: (userIds: readonly string[]) => void = () => {},
): PunchWriter {
  let book: ScheduleBook | undefined

  async function runOnce(commands: Command[]): Promise<Answer[]> {
    return withTransaction(pool, async (client) => {
      const heads = await lockHeads(client, [...new Set(commands.map((command) => command.userId))])
      const keyed = commands.flatMap((one) =>
        one.idempotency ? [{ userId: one.callerId, key: one.idempotency.key }] : [],
      )
      const known = keyed.length > 0 ? await findKeyedAnswers(client, keyed) : []
      book ??= await loadScheduleBook(client)
      const answered = new Map(known.map((row) => [`${row.user_id}\n${row.key}`, row]))
      const accounts = new Map(heads.map((head) => [head.user_id, openAccount(head, book!)]))
      const write: PunchWrite = {
        facts: [],
        shifts: [],
        days: [],
        heads: [],
        keyed: [],
        configVersion: book.version,
      }
      const tools = { client, now: now() }
      const answers: Answer[] = []
      for (const command of commands) {
        const key = command.idempotency
        const slot = key && `${command.callerId}\n${key.key}`
        const earlier = slot === undefined ? undefined : answered.get(slot)
        if (earlier && key) {
          answers.push(replay(earlier, key.requestHash))
          continue
        }
        const answer = await decideOne(command, accounts.get(command.userId), tools)
        answers.push({ ...answer, replayed: false })
        if (slot === undefined || !key) continue
        const row = { key: key.key, status: answer.status, response: JSON.stringify(answer.body) }
        write.keyed.push({ ...row, userId: command.callerId, requestHash: key.requestHash })
        answered.set(slot, { ...row, user_id: command.callerId, request_hash: key.requestHash })
      }
      await writeAll(client, [...accounts.values()], write)
      return answers
    })
  }

  async function run(commands: Command[]): Promise<Answer[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await runOnce(commands)
      } catch (error) {
        if (!(error instanceof StaleConfiguration) || attempt === 5) throw error
        book = undefined
      }
    }
  }

  /** What fails as a batch is tried one by one, so that one bad punch cannot take others with it. */
  async function runSafely(commands: Command[]): Promise<PromiseSettledResult<Answer>[]> {
    try {
      const answers = await run(commands)
      onWritten(commands.flatMap(({ userId }, i) => (isNewAnswer(answers[i]!) ? userId : [])))
      return answers.map((value) => ({ status: 'fulfilled', value }))
    } catch (error) {
      if (commands.length === 1) return [{ status: 'rejected', reason: error }]
      const results: PromiseSettledResult<Answer>[] = []
      for (const command of commands) results.push(...(await runSafely([command])))
      return results
    }
  }

  const submit = createBatcher(runSafely, { most: 256 })
  return {
    async submit(command) {
      const result = await submit(command)
      if (result.status === 'rejected') throw result.reason
      return result.value
    },
  }
}

const isNewAnswer = (answer: Answer): boolean => answer.status < 400 && !answer.replayed

function replay(
  earlier: { request_hash: string; status: number; response: string },
  requestHash: string,
): Answer {
  if (earlier.request_hash !== requestHash) {
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

async function writeAll(client: pg.ClientBase, accounts: PersonAccount[], write: PunchWrite): Promise<void> {
  for (const account of accounts) {
    if (account.newFacts.length === 0) continue
    const vanished = collectWrites(account, write)
    if (account.widened) await client.query('set constraints attendance_no_overlap deferred')
    if (vanished.length > 0) await deleteShifts(client, account.head.user_id, vanished)
  }
  if (write.facts.length === 0 && write.keyed.length === 0) return
  const { moved, config_version } = await writePunches(client, write)
  if (config_version !== write.configVersion) throw new StaleConfiguration('the configuration changed')
  if (moved !== write.heads.length) throw new Error('a head moved although it was locked')
}
