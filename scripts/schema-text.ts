/** TypeScript interfaces for Kysely, read from a migrated database. */
import type pg from 'pg'

interface Column {
  table_name: string
  column_name: string
  udt_name: string
  nullable: boolean
  has_default: boolean
  always: boolean
}

/** What the driver gives for a column of this type (see the parsers in src/db/database.ts), and what it takes. */
const typeNames: Record<string, string> = {
  text: 'string',
  bool: 'boolean',
  int4: 'number',
  int8: 'number',
  float8: 'number',
  numeric: 'number',
  uuid: 'string',
  date: 'string',
  daterange: 'string',
  int4range: 'string',
  timestamp: 'LocalTimestamp',
  timestamptz: 'Timestamp',
  bytea: 'Buffer',
  jsonb: 'Json',
  _text: 'string[]',
  _int4: 'number[]',
}

const header = `/** The tables as they are. Generated from the migrated database by \`npm run generate:schema\`; do not edit. */
import type { ColumnType, GeneratedAlways } from 'kysely'

/** An instant; strings must carry an offset. */
type Timestamp = ColumnType<Date, Date | string, Date | string>
/** Wall-clock time without a zone, as PostgreSQL writes it. */
type LocalTimestamp = string
/** Read as a value, written as JSON text: the driver would write an array as a PostgreSQL array. */
type Json = ColumnType<unknown, string, string>
/** Has a default: may be left out of an insert. */
type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U>
    ? ColumnType<S, I | undefined, U>
    : ColumnType<T, T | undefined, T>
`

/** The text of schema.ts for the database behind \`pool\`. Throws on a column type that it does not know. */
export async function generateSchema(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<Column>(
    `select c.table_name, c.column_name, c.udt_name, c.is_nullable = 'YES' as nullable,
            c.column_default is not null or c.is_identity = 'YES' as has_default,
            c.identity_generation is not distinct from 'ALWAYS' or c.is_generated = 'ALWAYS' as always
       from information_schema.columns c
       join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'
      order by c.table_name collate "C", c.ordinal_position`,
  )
  const tables = [...new Set(rows.map((row) => row.table_name))]
  const interfaces = tables.map((table) => {
    const lines = rows
      .filter((row) => row.table_name === table)
      .map((row) => `  ${row.column_name}: ${columnType(row)}`)
    return `export interface ${pascalCase(table)}Table {\n${lines.join('\n')}\n}\n`
  })
  const all = tables.map((table) => `  ${table}: ${pascalCase(table)}Table`)
  return [header, ...interfaces, `export interface DB {\n${all.join('\n')}\n}\n`].join('\n')
}

function columnType({ table_name, column_name, udt_name, nullable, has_default, always }: Column): string {
  const plain = typeNames[udt_name]
  if (!plain)
    throw new Error(`No TypeScript type is known for ${table_name}.${column_name}, which is ${udt_name}.`)
  const type = nullable ? `${plain} | null` : plain
  if (always) return `GeneratedAlways<${type}>`
  return has_default && !nullable ? `Generated<${type}>` : type
}

function pascalCase(name: string): string {
  return name.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())
}
