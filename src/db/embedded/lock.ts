/**
 * Who uses a data folder. One lock guards starting and stopping; one file a process says who lives.
 * What a killed process left behind is recognised and cleared. Behind both stands PostgreSQL's own
 * lock: whatever happens here, two servers never run on one folder.
 */
import { randomBytes } from 'node:crypto'
import {
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isRunning, startOf } from './process.ts'

interface Owner {
  pid: number
  start: string | undefined
}

const self = (): Owner => ({ pid: process.pid, start: startOf(process.pid) })
const same = (one: string | undefined, other: string | undefined) => one === other || !one || !other
const isAlive = (owner: Owner) => isRunning(owner.pid) && same(startOf(owner.pid), owner.start)

/** Runs `work` while no other process does the same with this file. Waits for a living holder. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const text = JSON.stringify({ ...self(), nonce: randomBytes(8).toString('hex') })
  while (!create(file, text)) {
    if (!clearStale(file)) await pause(50)
  }
  try {
    return await work()
  } finally {
    if (contentOf(file) === text) rmSync(file, { force: true })
  }
}

/** Registers this process as a user of the data folder. */
export function register(folder: string): { leave: () => void } {
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${process.pid}-${randomBytes(4).toString('hex')}`)
  writeFileSync(file, JSON.stringify(self()))
  return { leave: () => rmSync(file, { force: true }) }
}

/** Whether any registered process lives; what dead ones left is removed. */
export function anyRegistered(folder: string): boolean {
  mkdirSync(folder, { recursive: true })
  let found = false
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name)
    const owner = parse(contentOf(file))
    if (owner && isAlive(owner)) found = true
    else rmSync(file, { force: true })
  }
  return found
}

function create(file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Moves a dead process's lock aside. Moving is atomic, so that of two who try, one wins. */
function clearStale(file: string): boolean {
  const owner = parse(contentOf(file))
  if (owner ? isAlive(owner) : isFresh(file)) return false
  const aside = `${file}.${randomBytes(4).toString('hex')}`
  try {
    renameSync(file, aside)
    const moved = parse(contentOf(aside))
    // Another process was faster and this is its new lock: give it back.
    if (moved && isAlive(moved)) linkSync(aside, file)
  } catch {
    // Another process cleared it, or holds it now: the next attempt sees.
  }
  rmSync(aside, { force: true })
  return true
}

/** A lock without content is being written, unless it is old. */
function isFresh(file: string): boolean {
  const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs
  return written !== undefined && Date.now() - written < 5000
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Removed in between.
    return ''
  }
}

function parse(text: string): Owner | undefined {
  try {
    return JSON.parse(text) as Owner
  } catch {
    return undefined
  }
}
