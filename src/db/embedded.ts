/**
 * The embedded PostgreSQL: a real server of our own in the data folder, durable as any other. Several
 * TimeClock processes on one folder share it; the last one that ends stops it. A server that outlived
 * a killed TimeClock is adopted; one that ends while TimeClock runs is started again.
 */
import path from 'node:path'
import { anyRegistered, register, withLock } from './embedded/lock.ts'
import { choosePlace } from './embedded/place.ts'
import { findRunning } from './embedded/cluster.ts'
import { ensureRunning, stopServer, urlOf } from './embedded/server.ts'

export interface EmbeddedServer {
  /** A connection string for any client. */
  url: string
  /** Where the cluster is. */
  folder: string
  /** Whether the server ran already. */
  adopted: boolean
  /** Leaves the server; stops it when no other TimeClock process uses it. */
  stop(): Promise<void>
}

/** Starts the server of `dataDir`, or joins the one that runs there. `say` gets sentences for the terminal. */
export async function startEmbedded(
  dataDir: string,
  say: (line: string) => void = () => {},
): Promise<EmbeddedServer> {
  const place = choosePlace(dataDir, say)
  const lock = path.join(place.dataDir, 'start.lock')
  const processes = path.join(place.dataDir, 'processes')
  const { postmaster, adopted, leave } = await withLock(lock, async () => {
    const hasCompany = anyRegistered(processes)
    const running = await ensureRunning(place, say)
    if (running.adopted) {
      say(
        hasCompany
          ? 'Another TimeClock runs on this data folder; sharing its database.'
          : 'Adopted the database, which had outlived its TimeClock.',
      )
    }
    return { ...running, ...register(processes) }
  })
  const stopWatching = watch(
    () => findRunning(place.cluster) !== undefined,
    async () => {
      say('The database has ended; starting it again.')
      await withLock(lock, () => ensureRunning(place, say))
      say('The database is back.')
    },
    say,
  )
  return {
    url: urlOf(place, postmaster),
    folder: place.home,
    adopted,
    stop: async () => {
      await stopWatching()
      await withLock(lock, async () => {
        leave()
        if (!anyRegistered(processes)) await stopServer(place)
      })
    },
  }
}

/** Looks every second; after a failed revival it waits longer each time, up to half a minute. */
function watch(
  isWell: () => boolean,
  revive: () => Promise<void>,
  say: (line: string) => void,
): () => Promise<void> {
  let timer: NodeJS.Timeout
  let reviving = Promise.resolve()
  let stopped = false
  let delay = 1000
  const look = () => {
    timer = setTimeout(() => {
      reviving = (isWell() ? Promise.resolve() : revive())
        .then(
          () => {
            delay = 1000
          },
          (error: Error) => {
            delay = Math.min(delay * 2, 30_000)
            say(error.message)
          },
        )
        .finally(() => {
          if (!stopped) look()
        })
    }, delay)
    timer.unref()
  }
  look()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await reviving
  }
}
