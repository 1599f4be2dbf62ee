/** `timeclock demo`: fills an empty database with example people and punches. */
import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { openContext } from '../context.ts'
import { seedDemo } from '../demo/seed.ts'

export function demoCommand(): Command {
  return new Command('demo')
    .description('fill an empty database with example people and a year of punches')
    .addHelpText('after', '\n`timeclock serve --demo` does the same and then starts the server.')
    .action(async () => {
      const context = await openContext(loadConfig(), { say: console.log })
      try {
        await seedDemo(context, console.log)
      } finally {
        await context.close()
      }
    })
}
