/** A secret of this installation that is made once and kept in a file. */
import { randomBytes } from 'node:crypto'
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * The secret in `file`, 64 hexadecimal digits, made now if there is no such file; nobody else may read
 * it. Of several processes at once, one makes it. Throws when what the file holds is too short for one.
 */
export function keptSecret(file: string): string {
  const unfinished = `${file}.${randomBytes(4).toString('hex')}`
  try {
    return checked(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  // Linked into place, so that no other process reads half a file and none is overwritten.
  writeFileSync(unfinished, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx', flush: true })
  try {
    linkSync(unfinished, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(unfinished)
  }
  return checked(file)
}

function checked(file: string): string {
  const text = readFileSync(file, 'utf8').trim()
  if (text.length < 32) throw new Error(`the file ${file} holds no secret of 32 or more characters`)
  return text
}
