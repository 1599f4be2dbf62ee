/** `timeclock demo`: fills an empty database with example people and punches. */
import { Command, InvalidArgumentError } from 'commander'
import { loadConfig } from '../config.ts'
import { openContext } from '../context.ts'
import { seedDemo } from '../demo/seed.ts'

export function demoCommand(): Command {
  return new Command('demo')
    .description('fill an empty database with example people and a year of punches')
    .addHelpText('after', '\n`timeclock serve --demo` does the same and then starts the server.')
    .option('--people <number>', 'how many people, up to 20,000', numberUpTo(20_000), 120)
    .option('--days <number>', 'how many days of punches, up to 1,000', numberUpTo(1000), 365)
    .action(async (options: { people: number; days: number }) => {
      const context = await openContext(loadConfig(), { say: console.log })
      try {
        await seedDemo(context, console.log, options)
      } finally {
        await context.close()
      }
    })
}

const numberUpTo = (most: number) => (text: string) => {
  const number = Number(text)
  if (!Number.isInteger(number) || number < 1 || number > most) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${most}.`)
  }
  return number
}
