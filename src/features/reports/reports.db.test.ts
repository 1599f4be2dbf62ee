import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, datesBetween, weekday } from '../../core/calendar.ts'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'

let server: TestApp
const now = Date.parse('2026-03-20T12:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => now })
  await seedPeople(server.context)
  await server.context.pool.query(
    `insert into branches (id, name, time_zone) values ('lima', 'Lima', 'America/Lima')`,
  )
  await server.context.pool.query(`update users set branch_id = 'lima' where id in ('eva', 'omar')`)
  for (const [i, id] of ['eva', 'erik', 'omar', 'max'].entries()) {
    await addDaysOf(
      id,
      datesBetween('2025-01-01', '2026-02-28').filter((date) => weekday(date) <= 5),
      i,
    )
  }
})
afterAll(() => server?.close())

/** Days of uneven lengths, and the totals of their months. */
async function addDaysOf(userId: string, dates: string[], salt: number) {
  const rows = dates.map((date, i) => {
    const worked = 25_000 + ((i * 7919 + salt * 104_729) % 9000)
    const odd = (i + salt) % 7
    return [
      date,
      worked,
      odd * 300,
      worked - odd * 60,
      odd * 60,
      odd === 1 ? 12 : 0,
      odd === 2 ? 7 : 0,
      odd === 3 ? 1 : 0,
      odd === 4 ? 0 : 28_800,
    ]
  })
  await server.context.pool.query(
    `insert into days select $1, (r->>0)::date, 1, (r->>1)::int, (r->>2)::int, (r->>3)::int, (r->>4)::int,
       (r->>5)::int, (r->>6)::int, (r->>7)::int, (r->>8)::int from jsonb_array_elements($2) r`,
    [userId, JSON.stringify(rows)],
  )
  await server.context.pool.query('delete from month_totals where user_id = $1', [userId])
  await server.context.pool.query(
    `insert into month_totals select user_id, date_trunc('month', work_date::timestamp)::date, count(*),
       sum((planned_seconds > 0)::int), sum(worked_seconds), sum(break_seconds), sum(regular_seconds),
       sum(overtime_seconds), sum((late_minutes > 0)::int), sum(late_minutes), sum((early_minutes > 0)::int),
       sum(early_minutes), sum(missing_out) from days where user_id = $1 group by 1, 2`,
    [userId],
  )
}

async function call(who: PersonName, query: string) {
  const token = await openSession(server.context, who)
  return server.request('GET', `/api/reports/hours/?${query}`, { token })
}

interface Row {
  user: { id: string }
  period: { key: string }
  workedSeconds: number
}

/** Every row, page by page. */
async function readAll(who: PersonName, query: string, limit = 1000, between = async () => {}) {
  const rows: Row[] = []
  let cursor: string | null = null
  for (;;) {
    const answer = await call(who, `${query}&limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`)
    expect(answer.status, answer.text).toBe(200)
    rows.push(...answer.body.data.rows)
    cursor = answer.body.meta.nextCursor
    if (cursor === null) return { rows, totals: answer.body.data.totals, meta: answer.body.meta }
    await between()
  }
}

const sumNames = [
  'workedSeconds',
  'breakSeconds',
  'regularSeconds',
  'overtimeSeconds',
  'payableSeconds',
  'doubleSeconds',
  'nightSeconds',
  'holidaySeconds',
  'restDaySeconds',
  'deductedSeconds',
  'lateCount',
  'lateMinutes',
  'earlyCount',
  'earlyMinutes',
  'daysPresent',
  'plannedPresent',
  'missingOut',
]

function addUp(rows: readonly object[]) {
  return Object.fromEntries(
    sumNames.map((name) => [
      name,
      rows.reduce((sum, row) => sum + (row as Record<string, number>)[name]!, 0),
    ]),
  )
}

/** Hours are rounded, so theirs need not add up. */
const withoutHours = (totals: object) => ({ ...totals, workedHours: undefined, payableHours: undefined })

describe('totals', () => {
  const ranges = [
    ['a year', '2025-01-01', '2025-12-31'],
    ['ragged edges', '2025-01-17', '2026-02-11'],
    ['to the first of a month', '2025-05-01', '2025-07-01'],
    ['inside a month', '2025-05-06', '2025-05-20'],
    ['over a month with no whole one', '2025-05-20', '2025-06-10'],
    ['one whole month', '2025-02-01', '2025-02-28'],
  ] as const

  test.each(ranges)(
    'are the same however they are grouped, and those of the rows: %s',
    async (_what, from, to) => {
      const { rows } = await server.context.pool.query(
        'select sum(worked_seconds) as worked, count(*) as days from days where work_date between $1 and $2',
        [from, to],
      )
      for (const groupBy of [
        'user',
        'department',
        'branch',
        'day',
        'week',
        'month',
        'year',
        'user,day',
        'department,month',
        'branch,department,user,week',
      ]) {
        const all = await readAll('ada', `from=${from}&to=${to}&groupBy=${groupBy}`)
        expect(withoutHours(all.totals), groupBy).toEqual(addUp(all.rows))
        expect(all.totals).toMatchObject({ workedSeconds: rows[0].worked, daysPresent: rows[0].days })
        expect(all.meta.rowCount).toBe(all.rows.length)
      }
    },
  )

  test('of a summary and a report are the same', async () => {
    const token = await openSession(server.context, 'ada')
    const path = '/api/timeclock/summary/?period=year&date=2025-06-01&scope=all'
    const { body } = await server.request('GET', path, { token })
    const report = await readAll('ada', 'from=2025-01-01&to=2025-12-31&groupBy=month')
    expect(body.data.totals).toMatchObject(report.totals)
    expect(body.data.buckets.map((bucket: Row) => bucket.workedSeconds)).toEqual(
      report.rows.map((row) => row.workedSeconds),
    )
  })
})

describe('rows', () => {
  test('name their groups, and periods are cut by the range', async () => {
    const { body } = await call(
      'ada',
      'from=2025-03-05&to=2025-04-03&groupBy=department,month&department=office',
    )
    expect(body.data).toMatchObject({
      groupBy: ['department', 'month'],
      rows: [
        {
          department: { id: 'office', name: 'Office' },
          period: { key: '2025-03', from: '2025-03-05', to: '2025-03-31' },
        },
        {
          department: { id: 'office', name: 'Office' },
          period: { key: '2025-04', from: '2025-04-01', to: '2025-04-03' },
        },
      ],
    })
    const people = await call('ada', 'from=2025-03-05&to=2025-04-03&user=eva,erik')
    expect(people.body.data.rows.map((row: { user: object }) => row.user)).toEqual([
      { id: 'erik', name: 'Erik Eriksen', employeeNumber: null },
      { id: 'eva', name: 'Eva Evans', employeeNumber: null },
    ])
    const branches = await call('ada', 'from=2025-03-05&to=2025-04-03&groupBy=branch')
    expect(branches.body.data.rows.map((row: { branch: object }) => row.branch)).toEqual([
      null,
      { id: 'lima', name: 'Lima' },
    ])
  })

  test('can be sorted by a total, and page in that order', async () => {
    const query = 'from=2025-01-01&to=2025-12-31&groupBy=user,month'
    const down = await readAll('ada', `${query}&sort=-workedSeconds`, 7)
    const up = await readAll('ada', `${query}&sort=workedSeconds`, 11)
    const seconds = down.rows.map((row) => row.workedSeconds)
    expect(seconds).toHaveLength(48)
    expect(seconds).toEqual(seconds.toSorted((a, b) => b - a))
    expect(up.rows.map((row) => row.workedSeconds)).toEqual(seconds.toSorted((a, b) => a - b))
    const keys = (rows: Row[]) => new Set(rows.map((row) => JSON.stringify([row.user, row.period])))
    expect(keys(down.rows).size).toBe(48)
  })

  test('are neither lost nor repeated by pages while others come in', async () => {
    const query = 'from=2025-06-02&to=2025-06-30&groupBy=user,day'
    const expected = (await readAll('ada', query)).rows
    let page = 0
    const paged = await readAll('ada', query, 9, async () => {
      // A Saturday or Sunday that was free until now, before or after where the reader is.
      const date = addDays('2025-06-07', 7 * (page++ % 4))
      await server.context.pool.query(
        `insert into days values ('omar', $1, 1, 100, 0, 100, 0, 0, 0, 0, 0) on conflict do nothing`,
        [date],
      )
    })
    const key = (row: Row) => JSON.stringify([row.user, row.period])
    const seen = paged.rows.map(key)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(expect.arrayContaining(expected.map(key)))
    await server.context.pool.query(`delete from days where worked_seconds = 100`)
  })

  test('are those of the people whom one may see', async () => {
    const who = async (name: PersonName, more = '') => {
      const { rows } = await readAll(name, `from=2025-01-01&to=2025-12-31&groupBy=user${more}`)
      return rows.map((row) => row.user.id)
    }
    expect(await who('ada')).toEqual(['erik', 'eva', 'max', 'omar'])
    expect((await who('max')).toSorted()).toEqual(['erik', 'eva', 'max'])
    expect(await who('eva')).toEqual(['eva'])
    expect(await who('eva', '&user=erik')).toEqual([])
    expect(await who('max', '&department=office')).toEqual([])
  })

  test('are by default those of the current month', async () => {
    const { body } = await call('ada', '')
    expect(body.data).toMatchObject({ from: '2026-03-01', to: '2026-03-31', groupBy: ['user'], rows: [] })
    expect(body.data.totals).toMatchObject({ workedSeconds: 0, daysPresent: 0 })
    expect(body.meta).toEqual({ nextCursor: null, rowCount: 0 })
  })
})

const encode = (key: unknown): string => Buffer.from(JSON.stringify(key)).toString('base64url')

test.each([
  ['from=2025-02-30', 'from'],
  ['from=2025-03-01&to=2025-02-01', 'to'],
  ['from=1925-01-01&to=2025-01-01', 'to'],
  ['from=2024-01-01&to=2025-12-31&groupBy=day', 'to'],
  ['groupBy=foo', 'groupBy'],
  ['groupBy=', 'groupBy'],
  ['groupBy=day,month', 'groupBy'],
  ['limit=1000000000', 'limit'],
  ['sort=name', 'sort'],
  ['user=,', 'user'],
  [`user=${Array.from({ length: 201 }, (_, i) => i).join()}`, 'user'],
  ['cursor=nonsense', 'cursor'],
  [`cursor=${encode([5])}`, 'cursor'],
  [`cursor=${encode([0, '\0', '', '', ''])}`, 'cursor'],
])('refuses %s', async (query, field) => {
  const answer = await call('ada', query)
  expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ field }] } })
})

test('a forged cursor finds no more than its own does', async () => {
  const strange = [encode([1e300, '', '', '', '']), encode([-1.5, "x' or 1=1", '', '', ''])]
  for (const cursor of strange) {
    expect((await call('eva', `from=2025-01-01&to=2025-12-31&cursor=${cursor}`)).status).toBe(200)
  }
})
