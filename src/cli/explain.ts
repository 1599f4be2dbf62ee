/** What the terminal shows when a command fails. */
import { ConfigError, isDebug } from '../config.ts'
import { mapDatabaseError } from '../db/constraints.ts'
import { EmbeddedError } from '../db/embedded/error.ts'
import { MigrationError } from '../db/migrate.ts'
import { AppError } from '../errors.ts'

/** These carry a sentence that says what to do; their stack would only hide it. */
const sentences = [ConfigError, EmbeddedError, MigrationError, AppError]

/** A sentence; for a fault of ours the stack too, if DEBUG is on. */
export function explain(error: unknown, debug = isDebug()): string {
  if (!(error instanceof Error)) return `TimeClock failed: ${String(error)}`
  const stack = debug ? `\n${error.stack}` : ''
  if (sentences.some((kind) => error instanceof kind)) return error.message + stack
  if (mapDatabaseError(error)?.code === 'unavailable') {
    return `The database cannot be used: ${reasonOf(error)}. Check DATABASE_URL and that the server runs.${stack}`
  }
  const hint = debug ? stack : ' Set DEBUG=true to see where.'
  return `TimeClock failed: ${reasonOf(error)}.${hint}`
}

/** An AggregateError, as when no address of a host answers, has its reasons inside. */
function reasonOf(error: Error): string {
  const inner =
    error instanceof AggregateError
      ? error.errors.map((one) => (one instanceof Error ? one.message : String(one))).join('; ')
      : ''
  return (error.message || inner || error.name).replace(/\.$/, '')
}
