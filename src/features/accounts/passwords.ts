/** Hashing of passwords: argon2id, a few at a time. */
import { availableParallelism } from 'node:os'
import { type Options, hash, verify } from '@node-rs/argon2'
import { AppError } from '../../errors.ts'

/** OWASP's first choice: 19 MiB, two passes, one lane. The algorithm's default is argon2id. */
const options: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash takes a thread of Node's pool of four: one stays free for files and names. */
const mostAtOnce = Math.max(1, Math.min(3, availableParallelism()))
/** Beyond these the wait would outlast the caller's patience, and memory is not free either. */
const mostWaiting = 1000

const inTurn = createTurns(mostAtOnce, mostWaiting)

/** What two keyboards write differently for the same letters counts as the same. */
const normal = (password: string): string => password.normalize('NFC')

/** The hash to store, in PHC format. */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(normal(password), options))
}

/**
 * Whether `password` is the one behind `stored`. Without `stored`, it takes as long and answers false,
 * so that the time tells nobody whether there is an account.
 */
export async function verifyPassword(stored: string | undefined, password: string): Promise<boolean> {
  const matches = await inTurn(() => verify(stored ?? nobody, normal(password)))
  return matches && stored !== undefined
}

/** The hash of random bytes that nobody knows, made with the same options. */
const nobody =
  '$argon2id$v=19$m=19456,t=2,p=1$bPlHHA81BTYQB2CqgME9dQ$LeIIvcGcdc30gn3oayOJEjvn+bIdhayaVaPZNc/qB3Q'

/** Runs at most `parallel` works at a time, the others in order of arrival; refuses beyond `queue`. */
function createTurns(parallel: number, queue: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  return async (work) => {
    if (running < parallel) running += 1
    else {
      if (waiting.length >= queue) {
        throw new AppError('unavailable', 'Too many people log in at this moment; try again.', {
          retryAfter: 5,
        })
      }
      // Whoever ends hands over their place, so `running` stays as it is.
      await new Promise<void>((go) => waiting.push(go))
    }
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
