/** `timeclock rebuild`: derives shifts, days and totals again from the facts. */
import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { openContext } from '../context.ts'
import { withTransaction } from '../db/database.ts'
import { rebuildPeople } from '../features/timeclock/rederive.ts'
import { createProgress } from './progress.ts'

/** How many people are derived in one transaction: their punches wait for so long. */
const peopleAtOnce = 50

export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('derive all shifts, days and totals again from the punches')
    .addHelpText('after', '\nThe punches themselves are not touched. TimeClock may run meanwhile.')
    .action(async () => {
      const context = await openContext(loadConfig(), { say: console.log })
      try {
        const { rows } = await context.pool.query<{ user_id: string }>(
          'select user_id from heads order by user_id',
        )
        const ids = rows.map((row) => row.user_id)
        const progress = createProgress('Rebuilding', 'people')
        for (let i = 0; i < ids.length; i += peopleAtOnce) {
          const batch = ids.slice(i, i + peopleAtOnce)
          await withTransaction(context.pool, (client) => rebuildPeople(client, batch))
          progress(i + batch.length, ids.length)
        }
        console.log(`Derived the hours of ${ids.length} people again. Check with: timeclock verify`)
      } finally {
        await context.close()
      }
    })
}
