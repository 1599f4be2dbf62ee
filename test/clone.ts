/** A database of its own for a test file, on the one test server. */
import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import { openPool } from '../src/db/database.ts'
import { withDatabase } from './server-url.ts'

/** Clones the migrated template. `drop` removes the clone, with whatever is still connected. */
export async function createTestDatabase(
  template = inject('template'),
): Promise<{ url: string; drop: () => Promise<void> }> {
  const serverUrl = inject('serverUrl')
  const name = `timeclock_${randomBytes(6).toString('hex')}`
  await onServer(`create database ${name} template ${template}`)
  return {
    url: withDatabase(serverUrl, name),
    drop: () => onServer(`drop database if exists ${name} with (force)`),
  }

  async function onServer(sql: string): Promise<void> {
    const pool = openPool(serverUrl, 1)
    try {
      await pool.query(sql)
    } finally {
      await pool.end()
    }
  }
}
