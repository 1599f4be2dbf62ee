/** Habits of the house that no compiler holds. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createProgram } from '../src/cli/index.ts'
import { settingsTable } from '../src/config.ts'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** Files under `folder`, by their path from the root. */
function filesUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(folder, name.replaceAll(path.sep, '/')))
    .filter((file) => file.endsWith('.ts'))
}

const isTest = (file: string): boolean => file.endsWith('.test.ts')

/** Without comments, so that a sentence about a thing is not taken for its use. */
const codeOf = (file: string): string => read(file).replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '')

const importsOf = (file: string): string[] =>
  [...codeOf(file).matchAll(/(?:\bfrom\s+|^import\s+|\bimport\(\s*)'([^']+)'/gm)].map((match) => match[1]!)

const core = filesUnder('src/core').filter((file) => !isTest(file))

describe('the documents', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'ARCHITECTURE.md']
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const { commands } = createProgram()

  it.each(documents)('%s names only npm scripts that exist', (file) => {
    const named = [...read(file).matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(
      (match) => match[1]!,
    )
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  it.each(documents)('%s names only commands of the command line that exist', (file) => {
    const named = [...read(file).matchAll(/npx timeclock ([a-z]+)(?: ([a-z]+))?/g)]
    const missing = named.filter(([, name, sub]) => {
      const command = commands.find((one) => one.name() === name)
      const isKnown =
        sub === undefined || !command?.commands.length || command.commands.some((one) => one.name() === sub)
      return name !== 'help' && !(command && isKnown)
    })
    expect(missing.map(([text]) => text)).toEqual([])
  })

  it.each([...documents, 'docs/rules.md', 'docs/glossary.md'])(
    '%s links only to files that exist',
    (file) => {
      const links = [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!)
      const missing = links.filter((link) => !existsSync(path.resolve(root, path.dirname(file), link)))
      expect(missing).toEqual([])
    },
  )

  it('README.md has the settings as they are', () => {
    expect(read('README.md')).toContain(settingsTable())
  })
})

describe('the source', () => {
  it('reads the environment in src/config.ts alone', () => {
    const others = filesUnder('src').filter((file) => !isTest(file) && file !== 'src/config.ts')
    expect(others.filter((file) => /process\.env|process\['env'\]/.test(codeOf(file)))).toEqual([])
  })

  it('has a core that imports the core and temporal-polyfill alone', () => {
    const strangers = core.flatMap((file) =>
      importsOf(file)
        .filter((name) => !/^\.\/[\w-]+\.ts$/.test(name) && name !== 'temporal-polyfill')
        .map((name) => `${file} imports ${name}`),
    )
    expect(strangers).toEqual([])
  })

  it('has a core without a clock, randomness or waiting', () => {
    const impure =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bMath\.random\b|\basync\b|\bawait\b|\bPromise\b/
    expect(core.filter((file) => impure.test(codeOf(file)))).toEqual([])
  })

  it('has no default exports', () => {
    expect(filesUnder('src').filter((file) => /^export default /m.test(codeOf(file)))).toEqual([])
  })

  it('has a test for each file of rules in the core', () => {
    // Words alone, or tested on the real database.
    const accounts = 'src/core/apply-policy.test.ts'
    const timesheets = 'src/core/timesheet-by-policy.test.ts'
    const onTheDatabase = 'src/features/timeclock/punch-writer.db.test.ts'
    const elsewhere = new Map([
      ['account-night.ts', accounts],
      ['class-weeks.ts', accounts],
      ['explain-account.ts', accounts],
      ['explain-classes.ts', accounts],
      ['split-by-date.ts', accounts],
      ['interpret-shift.ts', timesheets],
      ['punch.ts', 'src/core/punch.ts'],
      ['decide.ts', onTheDatabase],
      ['ledger.ts', onTheDatabase],
      ['pairing.ts', onTheDatabase],
      ['stated-time.ts', onTheDatabase],
      ['timesheet.ts', onTheDatabase],
    ])
    expect([...elsewhere.values()].filter((file) => !existsSync(path.join(root, file)))).toEqual([])
    const tests = ['src', 'test'].flatMap(filesUnder).filter(isTest).map(read)
    const untested = core.filter((file) => {
      const name = path.basename(file)
      return !elsewhere.has(name) && !tests.some((text) => text.includes(`/${name}'`))
    })
    expect(untested).toEqual([])
  })
})
