/**
 * Keeps what is derived up to date with the configuration, in the background. The list of stale people
 * is in the database: a restart goes on where it was, and several processes share it.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import type pg from 'pg'
import type { Logger } from 'pino'
import { againWhenMet } from '../../db/database.ts'
import { createShelf, rederiveChunk } from './rederive-stale.ts'
import { countStale } from './stale.queries.ts'

export interface Recomputer {
  /** After a change: a few people are derived before this returns, many in the background. */
  settle(): Promise<void>
  /** Derives everyone who waits. */
  drain(): Promise<void>
  /** Sees to it that whoever waits is derived in the background. */
  kick(): void
  /** Ends the background work; what is left stays on the list. */
  close(): Promise<void>
}

/** So many people are derived while the request waits. */
const peopleAtOnce = 64

/** While the database reads and writes for one chunk, the other is derived. */
const chunksAtOnce = 2

export function createRecomputer(pool: pg.Pool, log: Logger): Recomputer {
  const shelf = createShelf()
  let closing = false
  let running: Promise<void> | undefined
  const drainAlone = async (): Promise<void> => {
    while (!closing && (await againWhenMet(() => rederiveChunk(pool, shelf))) > 0) {
      // Punches come in between.
      await nextTurn()
    }
  }
  const drain = async (): Promise<void> => {
    await Promise.all(Array.from({ length: chunksAtOnce }, drainAlone))
  }
  const failed = (error: unknown): void =>
    log.error({ err: error }, 'deriving again failed; it is tried again')
  const kick = (): void => {
    if (closing) return
    running ??= drain()
      .catch(failed)
      .finally(() => (running = undefined))
  }
  return {
    drain,
    kick,
    async settle() {
      if ((await countStale(pool, peopleAtOnce + 1)) > peopleAtOnce) return kick()
      // The change itself is recorded: what fails here stays on the list.
      await drain().catch(failed)
    },
    async close() {
      closing = true
      await running
    },
  }
}
