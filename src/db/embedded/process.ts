/** What the operating system says about a process. A zombie counts as gone: it holds nothing any more. */
import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** Whether `pid` runs, under whatever user. */
export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return !isZombie(pid)
}

/** Ended, but not yet collected by its parent: it still has a pid and answers to signal 0. */
export function isZombie(pid: number): boolean {
  const state = process.platform === 'linux' ? statFields(pid)?.[0] : ask(pid, 'stat')
  return state !== undefined && /^[ZX]/.test(state)
}

/**
 * A mark that no later process with the same number has: its start in clock ticks. Without it a
 * container, whose processes get the same numbers at every start, would take its own old files for
 * those of a living process. `undefined` where the system does not tell.
 */
export function startOf(pid: number): string | undefined {
  return process.platform === 'linux' ? statFields(pid)?.[19] : ask(pid, 'lstart')
}

/** Whether `pid` is a PostgreSQL server of the folder `cluster`; when the system hides it, any PostgreSQL counts. */
export function isPostgresOf(pid: number, cluster: string): boolean {
  if (process.platform === 'win32') return isRunning(pid)
  if (process.platform !== 'linux') return /postgres/.test(ask(pid, 'command') ?? '')
  try {
    if (readlinkSync(`/proc/${pid}/cwd`) === cluster) return true
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(cluster)
  } catch {
    return readable(`/proc/${pid}/cmdline`).includes('postgres')
  }
}

/** The fields of /proc/<pid>/stat after the name: [0] is the state, [19] the start. */
function statFields(pid: number): string[] | undefined {
  const text = readable(`/proc/${pid}/stat`)
  return text === '' ? undefined : text.slice(text.lastIndexOf(')') + 2).split(' ')
}

function readable(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The process ended in between, or the system hides it: nothing is known.
    return ''
  }
}

function ask(pid: number, column: string): string | undefined {
  if (process.platform === 'win32') return undefined
  try {
    return (
      execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
    )
  } catch {
    // `ps` answers 1 when there is no such process.
    return undefined
  }
}
