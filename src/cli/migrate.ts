/** `timeclock migrate`: brings the schema up to date, as every start does, and says what it did. */
import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { migrationsFolder, openContext } from '../context.ts'
import { migrate } from '../db/migrate.ts'

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('bring the database to this version, without serving')
    .addHelpText(
      'after',
      '\n`timeclock serve` does the same at its start. Use this to update in a step of its own.',
    )
    .action(async () => {
      const config = loadConfig()
      const context = await openContext(config, { say: console.log, migrate: false })
      try {
        const applied = await migrate(context.pool, migrationsFolder, config.timeZone)
        for (const name of applied) console.log(`Applied ${name}`)
        console.log(`The database is current: ${context.databaseName}`)
      } finally {
        await context.close()
      }
    })
}
