import { afterAll, beforeAll, expect, test } from 'vitest'
import { datesBetween, weekday } from '../../core/calendar.ts'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { defused } from '../../csv.ts'

let server: TestApp
const from = '2025-01-01'
const to = '2025-12-31'

beforeAll(async () => {
  server = await createTestApp({ now: () => Date.parse('2026-03-20T12:00:00Z') })
  await seedPeople(server.context)
  const { pool } = server.context
  await pool.query(
    `update users set first_name = '=HYPERLINK("http://x")', last_name = 'a, "b"' where id = 'eva'`,
  )
  await pool.query(`update departments set name = '@Assembly' where id = 'assembly'`)
  const dates = datesBetween(from, to).filter((date) => weekday(date) <= 5)
  for (const [salt, id] of ['eva', 'erik', 'omar', 'max'].entries()) {
    await pool.query(
      `insert into days (user_id, work_date, shifts, worked_seconds, break_seconds, regular_seconds, overtime_seconds,
         late_minutes, early_minutes, missing_out, planned_seconds, payable_seconds)
       select $1, d::date, 1, 20000 + 97 * n, 1800, 20000 + 97 * n, 0, n % 3, 0, 0, 28800, 20000 + 97 * n
         from unnest($2::text[]) with ordinality as d (d, n)`,
      [id, dates.slice(salt)],
    )
  }
  await pool.query(fillMonths)
})
afterAll(() => server?.close())

/** Of the days above; a range of whole months is answered from them. */
const fillMonths = `insert into month_totals (user_id, month, days_present, planned_present, worked_seconds, break_seconds,
    regular_seconds, overtime_seconds, late_count, late_minutes, early_count, early_minutes, missing_out, payable_seconds)
  select user_id, date_trunc('month', work_date::timestamp)::date, count(*), count(*), sum(worked_seconds),
         sum(break_seconds), sum(regular_seconds), 0, sum((late_minutes > 0)::int), sum(late_minutes), 0, 0, 0,
         sum(payable_seconds) from days group by 1, 2`

async function exportOf(who: PersonName, query: string) {
  const token = await openSession(server.context, who)
  return server.request('GET', `/api/reports/hours/export/?${query}`, { token })
}

/** RFC 4180, as a spreadsheet reads it. */
function readCsv(text: string): Record<string, string>[] {
  const [head, ...lines] = text
    .split('\r\n')
    .filter(Boolean)
    .map((line) =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .slice(0, -1)
        .map(([, cell]) => (cell!.startsWith('"') ? cell!.slice(1, -1).replaceAll('""', '"') : cell!)),
    )
  return lines.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i] ?? ''])))
}

test('has each row of the report, whatever their number, and the same totals', async () => {
  const answer = await exportOf('ada', `from=${from}&to=${to}&groupBy=user,day`)
  expect(answer.status, answer.text.slice(0, 300)).toBe(200)
  expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
  expect(answer.headers['content-disposition']).toBe(`attachment; filename="hours-${from}-${to}.csv"`)
  const rows = readCsv(answer.text)
  expect(rows).toHaveLength(261 + 260 + 259 + 258)
  const token = await openSession(server.context, 'ada')
  const path = `/api/reports/hours/?from=${from}&to=${to}&groupBy=user,day&limit=1`
  const { body } = await server.request('GET', path, { token })
  const sum = (name: string) => rows.reduce((total, row) => total + Number(row[name]), 0)
  expect(sum('worked_seconds')).toBe(body.data.totals.workedSeconds)
  expect(sum('late_minutes')).toBe(body.data.totals.lateMinutes)
  expect(new Set(rows.map((row) => `${row['user_id']} ${row['day_from']}`)).size).toBe(rows.length)
})

test('no text becomes a formula, and each cell comes out as it went in', async () => {
  const answer = await exportOf('ada', `from=${from}&to=${to}&groupBy=user,department&user=eva`)
  expect(readCsv(answer.text)).toMatchObject([
    { user_id: 'eva', name: `'=HYPERLINK("http://x") a, "b"`, department: "'@Assembly", days_present: '261' },
  ])
})

test.each([
  ['=1+1', "'=1+1"],
  [' =1+1', "' =1+1"],
  ['+49', "'+49"],
  ['-5', "'-5"],
  ['@a', "'@a"],
  ['＝1', "'＝1"],
  ['\t=1', "'\t=1"],
  ['Eva = Omar', 'Eva = Omar'],
  ['', ''],
  [null, null],
])('%j is written as %j', (text, expected) => {
  expect(defused(text)).toBe(expected)
})

test('has those whom one may see, and the filters and refusals of the report', async () => {
  const who = async (name: PersonName, more = '') =>
    readCsv((await exportOf(name, `from=${from}&to=${to}${more}`)).text).map((row) => row['user_id'])
  expect(await who('ada')).toEqual(['erik', 'eva', 'max', 'omar'])
  expect(await who('max')).toEqual(['erik', 'eva', 'max'])
  expect(await who('eva')).toEqual(['eva'])
  expect(await who('max', '&user=omar')).toEqual([])
  expect(await who('ada', '&department=office')).toEqual(['omar'])
  expect(await exportOf('ada', 'groupBy=foo')).toMatchObject({ status: 422 })
  expect(await exportOf('ada', 'from=2020-01-01&to=2025-01-01&groupBy=day')).toMatchObject({ status: 422 })
})

test('gives its connection back, also when nobody reads on', async () => {
  const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
  const url = `${address}/api/reports/hours/export/?from=${from}&to=${to}&groupBy=user,day`
  const headers = { authorization: `Bearer ${await openSession(server.context, 'ada')}` }
  const { pool } = server.context
  for (let i = 0; i < 15; i++) {
    const abort = new AbortController()
    // Its head is there, of its lines some; then the reader is gone.
    await expect
      .poll(async () => {
        const response = await fetch(url, { headers, signal: abort.signal })
        return response.status
      })
      .toBe(200)
    abort.abort()
  }
  await expect.poll(() => pool.totalCount - pool.idleCount).toBe(0)
  expect((await exportOf('ada', `from=${from}&to=${to}`)).status).toBe(200)
  server.app.server.closeAllConnections()
})
