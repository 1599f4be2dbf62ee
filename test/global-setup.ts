/**
 * One PostgreSQL for all tests: the server of TEST_DATABASE_URL, whose user may create databases, or an
 * embedded one in a temporary folder. The schema is made once, in a template that every file clones.
 */
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { openPool } from '../src/db/database.ts'
import { startEmbedded } from '../src/db/embedded.ts'
import { migrate } from '../src/db/migrate.ts'
import { makeDataDir } from './data-dir.ts'
import { withDatabase } from './server-url.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A URL of the server; its database is of no importance. */
    serverUrl: string
    template: string
  }
}

const migrations = path.resolve(import.meta.dirname, '..', 'migrations')

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL']
  const server = given ? { url: given, stop: async () => {} } : await startOwn()
  const template = `timeclock_template_${process.pid}`
  const admin = openPool(server.url)
  await admin.query(`create database ${template}`)
  const pool = openPool(withDatabase(server.url, template))
  await migrate(pool, migrations, 'UTC')
  // A database with connections cannot be cloned.
  await pool.end()
  project.provide('serverUrl', server.url)
  project.provide('template', template)
  return async () => {
    await admin.query(`drop database if exists ${template} with (force)`)
    await admin.end()
    await server.stop()
  }
}

async function startOwn(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { dataDir, remove } = makeDataDir()
  const server = await startEmbedded(dataDir)
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      remove()
    },
  }
}
