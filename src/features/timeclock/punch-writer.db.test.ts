import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '../../context.ts'
import { createTestContext } from '../../../test/database.ts'
import type { MarkKind } from '../../core/punch.ts'
import { prepareCorrection } from './correct-punches.ts'
import { take } from './person-account.ts'
import { presentClockIn, presentClockOut } from './present-punch.ts'
import { createPunchWriter, type Answer, type Command, type PunchWriter } from './punch-writer.ts'
import { rebuildPeople } from './rederive.ts'
import { recordPunch } from './record-punch.ts'
import { sealHeads } from './seals.ts'
import { verify } from './verify.ts'
import { withTransaction } from '../../db/database.ts'
import { withAccount } from './with-account.ts'

let context: Context
let clock = Date.parse('2026-03-02T08:00:00Z')

beforeAll(async () => {
  context = await createTestContext({ now: () => clock })
  await context.pool.query("update company set time_zone = 'Europe/Madrid'")
  for (const id of [
    'eva',
    'erik',
    'omar',
    'nora',
    'race',
    'bulk',
    'fix',
    'chain',
    'zoe',
    'yan',
    'xia',
    'wim',
    'wes',
  ]) {
    await context.pool.query(
      `insert into users (id, email, first_name, last_name, password_hash) values ($1, $1 || '@example.com', $1, 'Test', 'x')`,
      [id],
    )
  }
})
afterAll(() => context.close())

function punch(
  userId: string,
  kind: MarkKind,
  time?: string,
  key?: string,
  writer: PunchWriter = context.writer,
): Promise<Answer> {
  const command: Command = recordPunch({
    kind,
    userId,
    callerId: userId,
    stated: { time, date: undefined },
    timeField: 'time',
    remark: { description: null, location: null, latitude: null, longitude: null, accuracy: null },
    source: 'api',
    idempotency: key === undefined ? undefined : { key, requestHash: '00' },
    present: (accepted) => ({
      status: 201,
      body: kind === 'out' ? presentClockOut(accepted) : presentClockIn(accepted),
    }),
  })
  return writer.submit(command)
}

async function expectIntact(): Promise<void> {
  expect((await verify(context.pool)).findings).toEqual([])
}

const records = async (userId: string) =>
  (
    await context.pool.query(
      'select work_date, status, worked_seconds, break_seconds, late_minutes from attendance where user_id = $1 order by started_at',
      [userId],
    )
  ).rows

describe('a writer that was readied', () => {
  it('decides the next punch without reading the account', async () => {
    clock = Date.parse('2026-04-05T08:00:00Z')
    await punch('wes', 'in')
    const asked: string[] = []
    const pool = Object.create(context.pool) as typeof context.pool
    pool.query = ((query: string | { text: string }, values: unknown[]) => {
      asked.push(typeof query === 'string' ? query : query.text)
      return context.pool.query(query as string, values)
    }) as typeof pool.query
    const writer = createPunchWriter(pool, () => clock)
    await writer.warm(new AbortController().signal)
    asked.length = 0
    clock += 3_600_000
    expect((await punch('wes', 'out', undefined, undefined, writer)).status).toBe(201)
    expect(asked.map((text) => text.trim().slice(0, 12))).toEqual(['with facts a'])
    await expectIntact()
  })

  it('leaves to the next punch what changed meanwhile', async () => {
    const other = createPunchWriter(context.pool, () => clock)
    await other.warm(new AbortController().signal)
    clock += 60_000
    await punch('wes', 'in')
    clock += 60_000
    expect((await punch('wes', 'in', undefined, undefined, other)).status).toBe(409)
    expect((await punch('wes', 'out', undefined, undefined, other)).status).toBe(201)
    await expectIntact()
  })
})

describe('two processes with memories of their own', () => {
  it('see each other’s punches, whether they accept or refuse', async () => {
    const other = createPunchWriter(context.pool, () => clock)
    clock = Date.parse('2026-04-06T08:00:00Z')
    for (let i = 0; i < 4; i++) {
      const [here, there] = i % 2 === 0 ? [context.writer, other] : [other, context.writer]
      expect((await punch('zoe', 'in', undefined, undefined, here)).status).toBe(201)
      clock += 60_000
      expect(await punch('zoe', 'in', undefined, undefined, there)).toMatchObject({ status: 409 })
      expect((await punch('zoe', 'out', undefined, undefined, there)).status).toBe(201)
      clock += 60_000
      expect(await punch('zoe', 'out', undefined, undefined, here)).toMatchObject({ status: 409 })
    }
    await expectIntact()
  })

  it('never both take the same step', async () => {
    const other = createPunchWriter(context.pool, () => clock)
    clock = Date.parse('2026-04-07T08:00:00Z')
    await Promise.all([punch('yan', 'in'), punch('xia', 'in', undefined, undefined, other)])
    for (let i = 0; i < 10; i++) {
      clock += 60_000
      const kind = i % 2 === 0 ? 'out' : 'in'
      const answers = await Promise.all(
        ['yan', 'xia', 'yan', 'xia'].map((userId, k) =>
          punch(userId, kind, undefined, undefined, k < 2 ? context.writer : other),
        ),
      )
      expect(answers.filter((answer) => answer.status === 201)).toHaveLength(2)
    }
    await expectIntact()
  })

  it('heed a person who was disabled, and a schedule that was changed, at once', async () => {
    clock = Date.parse('2026-04-08T08:00:00Z')
    expect((await punch('wim', 'in')).status).toBe(201)
    await context.pool.query("update users set status = 'disabled' where id = 'wim'")
    expect(await punch('wim', 'out')).toMatchObject({ status: 409, body: { code: 'conflict' } })
    await context.pool.query("update users set status = 'active' where id = 'wim'")
    await context.pool.query(
      `with made as (insert into schedules (id, name, days) values ('early', 'Early', $1) returning id),
            bumped as (update company set config_version = config_version + 1)
       insert into schedule_assignments (id, schedule_id, level, target_id, valid)
       select 'early', id, 'user', 'wim', daterange('2026-04-09', null) from made`,
      [JSON.stringify([{ weekday: 4, start: '06:00', end: '14:00' }])],
    )
    clock += 3_600_000
    expect((await punch('wim', 'out')).status).toBe(201)
    clock = Date.parse('2026-04-09T04:20:00Z')
    expect(await punch('wim', 'in')).toMatchObject({ status: 201, body: { lateMinutes: 20 } })
  })
})

describe('the database', () => {
  const shift = (inSeq: number, from: string, to: string | null) =>
    context.pool.query(
      `insert into attendance (user_id, in_seq, id, work_date, status, started_at, ended_at, time_zone, breaks,
         break_seconds, worked_seconds, late_minutes, early_minutes, flags)
       values ('omar', $1, gen_random_uuid(), '2030-01-01', $4, $2, $3, 'UTC', '[]', 0, 0, 0, 0, '{}')`,
      [inSeq, `2030-01-01T${from}Z`, to && `2030-01-01T${to}Z`, to ? 'complete' : 'missing_out'],
    )

  it('refuses shifts of one person that share time, whoever writes them', async () => {
    await shift(1001, '08:00', '12:00')
    for (const [from, to] of [
      ['07:00', '08:01'],
      ['08:00', '12:00'],
      ['08:00', null],
      ['09:00', '10:00'],
      ['11:59', '13:00'],
      ['07:00', '13:00'],
      ['10:00', null],
    ] as const) {
      await expect(shift(1002, from, to), `${from} to ${to}`).rejects.toMatchObject({
        code: '23P01',
        constraint: 'attendance_no_overlap',
      })
    }
    await shift(1003, '07:00', '08:00')
    await shift(1004, '12:00', null)
    const later = context.pool.query(
      "update attendance set ended_at = '2030-01-01T12:30Z' where user_id = 'omar' and in_seq = 1001",
    )
    await expect(later).rejects.toMatchObject({ constraint: 'attendance_no_overlap' })
    await context.pool.query("delete from attendance where user_id = 'omar' and work_date = '2030-01-01'")
  })

  it('refuses them also when two come at once', async () => {
    const answers = await Promise.allSettled([
      shift(1001, '08:00', '12:00'),
      shift(1002, '09:00', '13:00'),
      shift(1003, '11:00', '14:00'),
    ])
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(1)
    await context.pool.query("delete from attendance where user_id = 'omar' and work_date = '2030-01-01'")
  })
})

describe('the punch writer', () => {
  it('writes fact, shift, day, month and head in one go', async () => {
    clock = Date.parse('2026-03-02T08:00:00Z')
    expect(await punch('eva', 'in')).toMatchObject({
      status: 201,
      body: { timeIn: '09:00:00', date: '2026-03-02' },
    })
    clock += 3 * 3_600_000
    expect((await punch('eva', 'break_start')).status).toBe(201)
    clock += 1_800_000
    expect((await punch('eva', 'break_end')).status).toBe(201)
    clock += 3 * 3_600_000
    expect(await punch('eva', 'out')).toMatchObject({
      body: { workedSeconds: 21_600, breakSeconds: 1800, workedHours: 6 },
    })
    await expectIntact()
  })

  it('refuses a second clock-in, and an out or break without one', async () => {
    expect((await punch('erik', 'out')).body).toMatchObject({ code: 'not_clocked_in' })
    expect((await punch('erik', 'break_start')).body).toMatchObject({ code: 'not_clocked_in' })
    await punch('erik', 'in')
    expect(await punch('erik', 'in')).toMatchObject({
      status: 409,
      body: { code: 'already_clocked_in', data: { status: 'open' } },
    })
    expect((await punch('erik', 'break_end')).body).toMatchObject({ code: 'not_on_break' })
  })

  it('lets one of a hundred parallel clock-ins win', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, () => punch('race', 'in')))
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(99)
  })

  it('answers a key that comes again with the first answer, at once and later', async () => {
    const together = await Promise.all(
      Array.from({ length: 20 }, () => punch('bulk', 'in', undefined, 'k-1')),
    )
    const bodies = new Set(together.map((answer) => JSON.stringify(answer.body)))
    expect(bodies.size).toBe(1)
    expect(together.every((answer) => answer.status === 201)).toBe(true)
    expect((await punch('bulk', 'in', undefined, 'k-1')).replayed).toBe(true)
  })

  it('takes late punches with an earlier time, whatever their order (GC-209)', async () => {
    const times: [MarkKind, string][] = [
      ['in', '2026-02-10T08:00:00Z'],
      ['out', '2026-02-10T12:00:00Z'],
      ['in', '2026-02-10T13:00:00Z'],
      ['out', '2026-02-10T17:00:00Z'],
      ['in', '2026-01-05T08:00:00Z'],
      ['out', '2026-01-05T16:30:00Z'],
    ]
    for (const [kind, time] of times) expect((await punch('omar', kind, time)).status).toBe(201)
    for (const [kind, time] of [...times.slice(4), ...times.slice(0, 4)])
      expect((await punch('nora', kind, time)).status).toBe(201)
    expect(await records('omar')).toEqual(await records('nora'))
    expect(await punch('omar', 'in', '2026-02-10T09:00:00Z')).toMatchObject({
      body: { code: 'overlapping_shift' },
    })
    await expectIntact()
  })

  it('never lets a forgotten clock-out block the next day (BUG-22)', async () => {
    await punch('fix', 'in', '2026-02-16T08:00:00Z')
    expect((await punch('fix', 'in', '2026-02-17T08:00:00Z')).status).toBe(201)
    expect((await records('fix'))[0]).toMatchObject({ status: 'missing_out', worked_seconds: 0 })
    expect((await punch('fix', 'out', '2026-02-17T16:00:00Z')).status).toBe(201)
    const { rows } = await context.pool.query(
      "select id from punches where user_id = 'fix' and kind = 'in' order by seq",
    )
    const asked = {
      actorId: 'eva',
      isAdministrator: true,
      reason: 'forgot to clock out',
      changes: [
        { action: 'add' as const, kind: 'out' as const, time: '2026-02-16T17:00:00Z' },
        { action: 'change' as const, punchId: rows[1].id, time: '2026-02-17T07:30:00Z' },
      ],
    }
    await withAccount(context, 'fix', undefined, async (account, client) => {
      take(account, (await prepareCorrection(asked, account, client, clock)).change)
    })
    expect(await records('fix')).toMatchObject([{ worked_seconds: 9 * 3600 }, { worked_seconds: 8.5 * 3600 }])
    await expectIntact()
  })

  it('rebuilds to the same rows', async () => {
    const read = async () =>
      (await context.pool.query('select * from attendance order by user_id, in_seq')).rows
    const before = await read()
    await withTransaction(context.pool, (client) => rebuildPeople(client, ['eva', 'omar', 'fix', 'race']))
    expect(await read()).toEqual(before)
    await expectIntact()
  })

  it('names the first fact that was tampered with (GC-215)', async () => {
    for (let day = 1; day <= 5; day++) {
      await punch('chain', 'in', `2026-02-0${day}T08:00:00Z`)
      await punch('chain', 'out', `2026-02-0${day}T16:00:00Z`)
    }
    await sealHeads(context.pool, clock)
    await expectIntact()
    await expect(
      context.pool.query("update punches set at = now() where user_id = 'chain' and seq = 5"),
    ).rejects.toThrow('append-only')
    await context.pool.query('alter table punches disable trigger punches_append_only')
    await context.pool.query(
      "update punches set at = at + interval '1 hour' where user_id = 'chain' and seq = 5",
    )
    expect((await verify(context.pool)).findings[0]).toMatchObject({
      table: 'punches',
      row: 'person chain, number 5',
    })
    await context.pool.query("delete from punches where user_id = 'chain' and seq > 4")
    await context.pool.query(
      "update heads set seq = 4, hash = (select hash from punches where user_id = 'chain' and seq = 4) where user_id = 'chain'",
    )
    expect((await verify(context.pool)).findings.at(-1)).toMatchObject({ table: 'seals' })
  })
})
