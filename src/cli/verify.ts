/** `timeclock verify`: proves that the ledger is whole and that everything derived follows from it. */
import { Command } from 'commander'
import { loadConfig } from '../config.ts'
import { openContext } from '../context.ts'
import { verify, type Finding, type Verdict } from '../features/timeclock/verify.ts'
import { createProgress } from './progress.ts'

export function verifyCommand(): Command {
  return new Command('verify')
    .description('prove that no punch is missing or changed, and that all hours follow from the punches')
    .addHelpText(
      'after',
      '\nReads everything and changes no punch. Ends with 1 when something differs, and names the first rows.',
    )
    .action(async () => {
      const context = await openContext(loadConfig(), { say: console.log })
      try {
        // Hours that wait for a changed schedule are late, not wrong.
        await context.recompute.drain()
        const verdict = await verify(context.pool, createProgress('Verifying', 'people'))
        console.log(sentenceOf(verdict))
        if (verdict.findings.length > 0) process.exitCode = 1
      } finally {
        await context.close()
      }
    })
}

/** What a verdict means, for a person: one line when all is well, else the rows and what to do. */
export function sentenceOf({ people, facts, findings }: Verdict): string {
  const counted = `${people} people, ${facts} facts`
  if (findings.length === 0)
    return `${counted}: no fact is missing or changed, and all hours follow from them.`
  return [`These differ first:`, ...findings.map(lineOf), '', remedyOf(findings)].join('\n')
}

const lineOf = ({ table, row, problem }: Finding): string => `  ${table}: ${row}: ${problem}`

/** What is derived can be derived again; facts cannot. */
function remedyOf(findings: readonly Finding[]): string {
  const ledger = findings.some(({ table }) => ['punches', 'seals', 'steps'].includes(table))
  return ledger
    ? 'The ledger itself was changed outside TimeClock. Keep this database as it is and compare it with a backup.'
    : 'The facts are whole; what was derived from them is not. Derive it again with: timeclock rebuild'
}
