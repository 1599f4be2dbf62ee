/** The command line: one file a command. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { settingsHelp } from '../config.ts'
import { migrationsFolder } from '../context.ts'
import { demoCommand } from './demo.ts'
import { addAdminCommand } from './admin.ts'
import { explainDayCommand } from './explain-day.ts'
import { migrateCommand } from './migrate.ts'
import { rebuildCommand } from './rebuild.ts'
import { serveCommand } from './serve.ts'
import { verifyCommand } from './verify.ts'

const commands = [serveCommand, migrateCommand, verifyCommand, rebuildCommand, explainDayCommand, demoCommand]

export function createProgram(): Command {
  const program = new Command('timeclock')
    .description('A time clock for employees: punches that are never lost, hours that can be explained.')
    .version(version(), '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand('help [command]', 'show the help of a command')
    .showHelpAfterError('Ask for help with: timeclock --help')
    .exitOverride()
    .addHelpText(
      'after',
      `\nSettings, from the environment or a .env file in this folder:\n${settingsHelp()}`,
    )
  for (const command of commands) program.addCommand(command().copyInheritedSettings(program))
  addAdminCommand(program)
  return program
}

/** package.json lies beside the migrations. */
function version(): string {
  const text = readFileSync(path.join(migrationsFolder, '..', 'package.json'), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
