/** What a running TimeClock does by itself: seals, late derivations, and throwing away what has expired. */
import type { Context } from './context.ts'
import { bringMembershipsUpToDate } from './features/people/membership.queries.ts'
import { writeOutNextYears } from './features/schedules/change-holidays.ts'
import { sealHeads } from './features/timeclock/seals.ts'

const everyMinutes = 10

/** How often a process looks for derivations that another one left behind. */
const everySeconds = 15

/** An answer to an idempotency key is kept this long; the key of a punch is kept in the punch for ever. */
const keysKeptDays = 30

/** Does everything that is due. Several processes may do so at once. */
export async function keepHouse(context: Context): Promise<void> {
  const now = context.now()
  await bringMembershipsUpToDate(context.db, now)
  await writeOutNextYears(context)
  const { rows } = await context.pool.query<{ due: boolean }>(
    `select coalesce(max(sealed_at) < $1::timestamptz - interval '1 day', true) as due from seals`,
    [new Date(now)],
  )
  if (rows[0]?.due) await sealHeads(context.pool, now)
  const before = (days: number): [Date] => [new Date(now - days * 86_400_000)]
  await context.pool.query('delete from idempotency_keys where created_at < $1', before(keysKeptDays))
  await context.pool.query('delete from login_attempts where at < $1', before(31))
  // Refused ones stay: they are what managers are asked about.
  await context.pool.query(
    "delete from kiosk_arrivals where outcome = 'recorded' and received_at < $1",
    before(31),
  )
}

/** Keeps house now and every ten minutes, and readies the writer, until the answer is called. */
export function startHousekeeping(context: Context): () => void {
  const run = () =>
    void keepHouse(context).catch((error: unknown) =>
      context.log.error({ err: error }, 'housekeeping failed'),
    )
  const { recompute } = context
  run()
  recompute.kick()
  const stopping = new AbortController()
  context.writer.warm(stopping.signal).catch((error: unknown) => {
    if (!stopping.signal.aborted) context.log.warn({ err: error }, 'accounts could not be read ahead')
  })
  const timers = [setInterval(run, everyMinutes * 60_000), setInterval(recompute.kick, everySeconds * 1000)]
  for (const timer of timers) timer.unref()
  return () => {
    stopping.abort()
    for (const timer of timers) clearInterval(timer)
  }
}
