/**
 * Checks of the integrity in the background: the same as `timeclock verify`. One at a time for all processes; a
 * process that ends or dies leaves none running for ever.
 */
import { v7 as uuidv7, validate as isUuid } from 'uuid'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { audit } from '../people/audit.ts'
import { verify, type Verdict } from '../timeclock/verify.ts'
import { endSilentChecks, finishCheck, insertCheck, listChecks, noteProgress } from './integrity.queries.ts'

/** Milliseconds between two words of a check that it is alive. */
const everyMilliseconds = 10_000

/** What is derived may be late while somebody changes policies: it is looked at so often before it is called wrong. */
const mostAttempts = 3

class Stopped extends Error {}

export interface Checker {
  /** Starts a check and answers its id. Throws `conflict` while one runs; its `data` says which. */
  start(userId: string): Promise<string>
  /** When what this process runs has come to its end. */
  idle(): Promise<void>
  /** Ends what runs here: it counts as interrupted. */
  close(): Promise<void>
}

export function createChecker(context: Context): Checker {
  const { db } = context
  const when = () => new Date(context.now())
  let running: Promise<void> | undefined
  let isClosing = false

  async function run(id: string): Promise<void> {
    const timer = setInterval(() => void noteProgress(db, id).catch(() => undefined), everyMilliseconds)
    timer.unref()
    try {
      const verdict = await verdictOf(context, (done, all) => {
        if (isClosing) throw new Stopped()
        // A lost word of progress is followed by the next one.
        void noteProgress(db, id, { done, all }).catch(() => undefined)
      })
      await finishCheck(db, id, { state: 'done', verdict, now: when() })
    } catch (error) {
      const isStopped = error instanceof Stopped
      if (!isStopped) context.log.error({ err: error }, 'a check of the integrity failed')
      await finishCheck(db, id, { state: isStopped ? 'interrupted' : 'failed', now: when() }).catch(
        // Without a database it stays silent, and is ended by whoever looks next.
        (failure: unknown) => context.log.warn({ err: failure }, 'the end of a check could not be noted'),
      )
    } finally {
      clearInterval(timer)
    }
  }

  return {
    async start(userId) {
      const id = uuidv7()
      await endSilentChecks(db, when())
      await db.transaction().execute(async (tx) => {
        if (!(await insertCheck(tx, id, userId, when()))) throw await runsAlready(context)
        await audit(tx, userId, 'integrity.check', null)
      })
      running = run(id)
      return id
    },
    async idle() {
      await running
    },
    async close() {
      isClosing = true
      await running
    },
  }
}

/** Derives what waits, verifies; where something differs and the configuration changed meanwhile, again. */
async function verdictOf(context: Context, progress: (done: number, all: number) => void): Promise<Verdict> {
  for (let attempt = 1; ; attempt++) {
    const version = await versionOf(context)
    await context.recompute.drain()
    const verdict = await verify(context.pool, progress)
    const isSettled = verdict.findings.length === 0 || version === (await versionOf(context))
    if (isSettled || attempt === mostAttempts) return verdict
  }
}

async function versionOf({ db }: Context): Promise<number> {
  const { config_version: version } = await db
    .selectFrom('company')
    .select('config_version')
    .executeTakeFirstOrThrow()
  return version
}

async function runsAlready({ db }: Context): Promise<AppError> {
  const [one] = await listChecks(db, { state: 'running' })
  return new AppError('conflict', 'A check runs already; wait for its end.', {
    data: { id: one?.id ?? null },
  })
}

/** Whether text may be the id of a check: the database would refuse any other. */
export const isCheckId = isUuid
