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
  /** Ends what runs here: it counts as interrupted. */
  close(): Promise<void>
}

export function createChecker(context: Context): Checker {
  const { db } = context
  const when = () => new Date(context.now())
  let running: Promise<void> | undefined
  let stop: () => void = () => undefined

  async function run(id: string): Promise<void> {
    let stopThis: () => void = () => undefined
    const stopped = new Promise<never>((_resolve, reject) => (stopThis = () => reject(new Stopped())))
    stop = stopThis
    // Whoever waits for it hears of it; nobody else has to.
    stopped.catch(() => undefined)
    const say = async (progress?: { done: number; all: number }) => {
      // A lost word is followed by the next one. Where others took it for dead, it is.
      if (!(await noteProgress(db, id, progress).catch(() => true))) stopThis()
    }
    const timer = setInterval(() => void say(), everyMilliseconds)
    timer.unref()
    try {
      const verdict = await verdictOf(context, stopped, (done, all) => void say({ done, all }))
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
    async close() {
      stop()
      await running
    },
  }
}

/**
 * Derives what waits, then verifies; where something differs and the configuration changed meanwhile, again. Ends
 * with `stopped`, at the next hundred people.
 */
async function verdictOf(
  context: Context,
  stopped: Promise<never>,
  progress: (done: number, all: number) => void,
): Promise<Verdict> {
  let isStopped = false
  stopped.catch(() => (isStopped = true))
  const next = (done: number, all: number): void => {
    if (isStopped) throw new Stopped()
    progress(done, all)
  }
  for (let attempt = 1; ; attempt++) {
    const version = await versionOf(context)
    await Promise.race([context.recompute.drain(), stopped])
    const verdict = await Promise.race([verify(context.pool, next), stopped])
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
