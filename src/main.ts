/** The program: reads the command line, runs one command, and turns what went wrong into a sentence. */
import { CommanderError } from 'commander'
import { createProgram } from './cli/index.ts'
import { explain } from './cli/explain.ts'

/** Runs the command in `argv` (as `process.argv`). Sets the exit code; never throws. */
export async function main(argv: string[]): Promise<void> {
  try {
    await createProgram().parseAsync(argv)
  } catch (error) {
    // Commander has printed its own message, and asking for help is no failure.
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode
      return
    }
    console.error(explain(error))
    process.exitCode = 1
  }
}
