/**
 * Plain SQL files, forward only, each in a transaction of its own, under a lock: several processes
 * may start at once. A program that is older than the schema refuses to run on it.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type pg from 'pg'
import { sha256 } from '../sha256.ts'

export class MigrationError extends Error {}

interface Migration {
  number: number
  name: string
  text: string
  checksum: string
}

/** An arbitrary number that stands for "TimeClock migrates". */
const lockKey = 84_637_210

export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}_.+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8')
      return {
        number: Number(name.slice(0, 4)),
        name,
        text,
        checksum: sha256(text),
      }
    })
}

/** Brings the schema up to date and makes the company's row. Answers the names that were applied. */
export async function migrate(pool: pg.Pool, folder: string, timeZone: string): Promise<string[]> {
  const migrations = readMigrations(folder)
  const client = await pool.connect()
  try {
    await refuseOldServer(client)
    await client.query('select pg_advisory_lock($1)', [lockKey])
    await client.query(`create table if not exists schema_migrations (
      number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<Omit<Migration, 'text'>>(
      'select number, name, checksum from schema_migrations order by number',
    )
    refuseMismatch(migrations, rows)
    const applied: string[] = []
    for (const migration of migrations.slice(rows.length)) {
      await applyOne(client, migration)
      applied.push(migration.name)
    }
    await client.query(
      `insert into company (name, time_zone) values ('My company', $1) on conflict do nothing`,
      [timeZone],
    )
    return applied
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch(() => undefined)
    client.release()
  }
}

/** Whether the database has every migration of this program and no other. */
export async function schemaIsCurrent(pool: pg.Pool, folder: string): Promise<boolean> {
  const { rows } = await pool.query<{ checksum: string }>(
    'select checksum from schema_migrations order by number',
  )
  return (
    rows.map((row) => row.checksum).join() ===
    readMigrations(folder)
      .map((one) => one.checksum)
      .join()
  )
}

async function refuseOldServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: number; text: string }>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as text`,
  )
  if (rows[0]!.version < 150000) {
    throw new MigrationError(`TimeClock needs PostgreSQL 15 or newer; this server is ${rows[0]!.text}.`)
  }
}

function refuseMismatch(known: Migration[], applied: Omit<Migration, 'text'>[]): void {
  if (applied.length > known.length) {
    throw new MigrationError(
      `The database was made by a newer TimeClock (${applied.at(-1)!.name}); this program is too old for it. Update TimeClock.`,
    )
  }
  applied.forEach((row, i) => {
    if (known[i]!.checksum !== row.checksum) {
      throw new MigrationError(
        `The migration ${row.name} was applied with another content than ${known[i]!.name} has now. Use the TimeClock that made this database.`,
      )
    }
  })
}

async function applyOne(client: pg.PoolClient, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.text)
    await client.query('insert into schema_migrations (number, name, checksum) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationError(`The migration ${migration.name} failed: ${(error as Error).message}`, {
      cause: error,
    })
  }
}
