/** Steps as they are written and read: numbered and chained by person, in the transaction of what they do. */
import { sha256 } from '../../sha256.ts'
import type pg from 'pg'
import { sealStep, type Step, type StepSubject, type UnsealedStep } from '../../core/step-chain.ts'
import type { ChainEnd } from '../../core/ledger.ts'

/**
 * Lets nobody else take a step for these people until the transaction ends. The configuration is held
 * still first: whoever locks both takes them in this order. With `change`, it gets its next version.
 */
export async function lockSteps(
  client: pg.ClientBase,
  userIds: readonly string[],
  configuration: 'hold' | 'change' = 'hold',
): Promise<void> {
  await client.query(
    configuration === 'hold'
      ? 'select 1 from company for share'
      : 'update company set config_version = config_version + 1',
  )
  await client.query('select 1 from users where id = any($1) order by id for no key update', [userIds])
}

/** Lets nobody take a step for these people until the transaction ends, and changes nothing: for who proves them. */
export async function holdSteps(client: pg.ClientBase, userIds: readonly string[]): Promise<void> {
  await client.query('select 1 from users where id = any($1) order by id for share', [userIds])
}

/** Appends steps to the chains of their people, which `lockSteps` holds. */
export async function writeSteps(client: pg.ClientBase, steps: readonly UnsealedStep[]): Promise<void> {
  if (steps.length === 0) return
  const ends = await readStepEnds(client, [...new Set(steps.map((step) => step.userId))])
  const sealed = steps.map((step) => {
    const next = sealStep(ends.get(step.userId) ?? { seq: 0, hash: '' }, step, sha256)
    ends.set(step.userId, next)
    return next
  })
  await client.query(
    `insert into steps (user_id, seq, subject, subject_id, action, at, actor_id, comment, content, prev_hash, hash)
     select "userId", seq, subject, "subjectId", action, to_timestamp(at / 1000.0)::timestamptz(3), "actorId", comment,
            content, decode("prevHash", 'hex'), decode(hash, 'hex')
       from json_to_recordset($1) as s ("userId" text, seq int, subject text, "subjectId" text, action text, at float8,
            "actorId" text, comment text, content jsonb, "prevHash" text, hash text)`,
    [JSON.stringify(sealed)],
  )
  await client.query(
    `insert into step_heads (user_id, seq, hash)
     select user_id, seq, decode(hash, 'hex') from unnest($1::text[], $2::int[], $3::text[]) as e (user_id, seq, hash)
     on conflict (user_id) do update set seq = excluded.seq, hash = excluded.hash`,
    [[...ends.keys()], [...ends.values()].map(({ seq }) => seq), [...ends.values()].map(({ hash }) => hash)],
  )
}

/** Where the chains of these people end, by person; who never had a step is missing. */
export async function readStepEnds(
  client: pg.ClientBase,
  userIds: readonly string[],
): Promise<Map<string, ChainEnd>> {
  const { rows } = await client.query<ChainEnd & { user_id: string }>(
    `select user_id, seq, encode(hash, 'hex') as hash from step_heads where user_id = any($1)`,
    [userIds],
  )
  return new Map(rows.map(({ user_id, seq, hash }) => [user_id, { seq, hash }]))
}

interface StepRow {
  user_id: string
  seq: number
  subject: StepSubject
  subject_id: string
  action: string
  at: Date
  actor_id: string
  comment: string | null
  content: Record<string, unknown>
  prev_hash: string
  hash: string
}

/** The steps of these people in order of person and number; of one subject, or of all. */
export async function readSteps(
  client: pg.ClientBase | pg.Pool,
  userIds: readonly string[],
  about?: { subject: StepSubject; ids: readonly string[] },
): Promise<Step[]> {
  const { rows } = await client.query<StepRow>(
    `select user_id, seq, subject, subject_id, action, at, actor_id, comment, content,
            encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash
       from steps
      where user_id = any($1) and ($2::text is null or (subject = $2 and subject_id = any($3)))
      order by user_id, seq`,
    [userIds, about?.subject ?? null, about?.ids ?? null],
  )
  return rows.map((row) => ({
    userId: row.user_id,
    seq: row.seq,
    subject: row.subject,
    subjectId: row.subject_id,
    action: row.action,
    at: row.at.getTime(),
    actorId: row.actor_id,
    comment: row.comment,
    content: row.content,
    prevHash: row.prev_hash,
    hash: row.hash,
  }))
}
