/** The company's one row: its name, zone and the version of everything that decides punches. */
import { sql } from 'kysely'
import type { Config } from '../../config.ts'
import type { Database } from '../../db/database.ts'

export interface CompanyRow {
  name: string
  time_zone: string
  /** Null: as the settings say. */
  registration: Config['registration'] | null
}

export async function findCompany(db: Database): Promise<CompanyRow> {
  const row = await db
    .selectFrom('company')
    .select(['name', 'time_zone', 'registration'])
    .executeTakeFirstOrThrow()
  return { ...row, registration: row.registration as CompanyRow['registration'] }
}

/** Who may register: what the company chose, else what the settings say. */
export async function readRegistration(db: Database, config: Config): Promise<Config['registration']> {
  return (await findCompany(db)).registration ?? config.registration
}

/** Holds the company's row until the transaction ends: changes that must not cross come one by one. */
export async function lockCompany(tx: Database): Promise<void> {
  await tx.selectFrom('company').select('one').forUpdate().execute()
}

/** A writer that decided with an older version starts again. Answers the new version. */
export async function bumpConfigVersion(tx: Database): Promise<number> {
  const { config_version } = await tx
    .updateTable('company')
    .set({ config_version: sql<number>`config_version + 1` })
    .returning('config_version')
    .executeTakeFirstOrThrow()
  return config_version
}
