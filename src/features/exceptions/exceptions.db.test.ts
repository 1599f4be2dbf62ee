import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
let clock = Date.parse('2026-03-16T06:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
  await server.context.pool.query(
    "update users set hired_on = '2026-03-16', created_at = '2026-03-16T00:00:00Z'",
  )
  await server.context.pool.query("update users set ended_on = '2026-03-17' where id = 'erik'")
  const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '08:00', end: '17:00' }))
  const schedule = await post('ada', '/api/schedules/', {
    name: 'Day',
    days,
    graceInMinutes: 5,
    graceOutMinutes: 5,
  })
  for (const targetId of ['assembly', 'office']) {
    const assigned = { scheduleId: schedule.body.data.id, level: 'department', targetId, from: '2026-03-01' }
    await post('ada', '/api/schedule-assignments/', assigned)
  }
})
afterAll(() => server?.close())

const call = async (who: PersonName, method: string, path: string, body?: unknown) => {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body === undefined ? {} : { body }) })
}
const post = (who: PersonName, path: string, body: unknown = {}) => call(who, 'POST', path, body)

async function at(
  time: string,
  who: PersonName,
  kind: 'clock-in' | 'clock-out',
  expected = kind === 'clock-in' ? 201 : 200,
) {
  clock = Date.parse(time)
  const answer = await post(who, `/api/timeclock/${kind}/`)
  expect(answer.status, answer.text).toBe(expected)
}

interface Found {
  userId: string
  workDate: string
  code: string
  key: string
  minutes: number
  state: string
}
async function list(who: PersonName, query: string): Promise<Found[]> {
  const answer = await call(who, 'GET', `/api/exceptions/?${query}`)
  expect(answer.status, answer.text).toBe(200)
  return answer.body.data
}
const brief = (found: Found[]) =>
  found.map((one) => `${one.workDate} ${one.userId} ${one.code} ${one.minutes}`)

describe('as the day goes on', () => {
  test('who does not come is late, then absent; who comes late is late', async () => {
    clock = Date.parse('2026-03-16T08:05:00Z')
    expect(await list('max', 'from=2026-03-16&to=2026-03-16')).toEqual([])
    clock = Date.parse('2026-03-16T08:20:00Z')
    expect(brief(await list('max', 'from=2026-03-16&to=2026-03-16'))).toEqual([
      '2026-03-16 erik late 20',
      '2026-03-16 eva late 20',
      '2026-03-16 max late 20',
    ])
    await at('2026-03-16T08:25:00Z', 'eva', 'clock-in')
    clock = Date.parse('2026-03-16T17:15:00Z')
    expect(brief(await list('eva', 'from=2026-03-16&to=2026-03-16'))).toEqual([
      '2026-03-16 eva late 25',
      '2026-03-16 eva out_late 15',
    ])
    await at('2026-03-16T17:20:00Z', 'eva', 'clock-out')
    clock = Date.parse('2026-03-16T21:01:00Z')
    expect(brief(await list('max', 'from=2026-03-16&to=2026-03-16'))).toEqual([
      '2026-03-16 erik absent 540',
      '2026-03-16 eva late 25',
      '2026-03-16 max absent 540',
    ])
  })

  test('TT-91: an out without an in is missing-in, until it is corrected', async () => {
    await at('2026-03-17T17:00:00Z', 'eva', 'clock-out', 409)
    expect(brief(await list('eva', 'from=2026-03-17&to=2026-03-17&code=missing_in'))).toEqual([
      '2026-03-17 eva missing_in 0',
    ])
    const changes = [
      { action: 'add', kind: 'in', time: '08:00', date: '2026-03-17' },
      { action: 'add', kind: 'out', time: '17:00', date: '2026-03-17' },
    ]
    clock = Date.parse('2026-03-17T18:00:00Z')
    expect(
      (await post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'forgot', changes })).status,
    ).toBe(201)
    expect(await list('eva', 'from=2026-03-17&to=2026-03-17&code=missing_in')).toEqual([])
  })

  test('TT-93: an in alone is nothing while the day lasts, and missing-out after it', async () => {
    await at('2026-03-18T08:00:00Z', 'eva', 'clock-in')
    clock = Date.parse('2026-03-18T16:00:00Z')
    expect(await list('eva', 'from=2026-03-18&to=2026-03-18')).toEqual([])
    clock = Date.parse('2026-03-19T00:01:00Z')
    expect(brief(await list('eva', 'from=2026-03-18&to=2026-03-18'))).toEqual([
      '2026-03-18 eva missing_out 0',
    ])
    await at('2026-03-19T08:00:00Z', 'eva', 'clock-in')
    await at('2026-03-19T16:00:00Z', 'eva', 'clock-out')
    clock = Date.parse('2026-03-21T12:00:00Z')
    expect(brief(await list('eva', 'from=2026-03-18&to=2026-03-19'))).toEqual([
      '2026-03-19 eva left_early 60',
      '2026-03-18 eva missing_out 0',
    ])
  })

  test('work on a free day is outside the schedule; whose employment ended is not absent', async () => {
    await at('2026-03-21T09:00:00Z', 'eva', 'clock-in')
    await at('2026-03-21T11:00:00Z', 'eva', 'clock-out')
    clock = Date.parse('2026-03-22T12:00:00Z')
    expect(brief(await list('max', 'from=2026-03-21&to=2026-03-22'))).toEqual([
      '2026-03-21 eva outside_schedule 120',
    ])
    expect(brief(await list('ada', 'from=2026-03-01&to=2026-03-22&user=erik'))).toEqual([
      '2026-03-17 erik absent 540',
      '2026-03-16 erik absent 540',
    ])
  })
})

describe('the list', () => {
  test('keeps to the scope of who asks', async () => {
    const users = async (who: PersonName) => [
      ...new Set((await list(who, 'from=2026-03-16&to=2026-03-22')).map((one) => one.userId)),
    ]
    expect((await users('ada')).sort()).toEqual(['erik', 'eva', 'max', 'omar'])
    expect((await users('max')).sort()).toEqual(['erik', 'eva', 'max'])
    expect(await users('omar')).toEqual(['omar'])
    expect(await list('max', 'from=2026-03-16&to=2026-03-22&user=omar')).toEqual([])
    expect(
      (await list('ada', 'from=2026-03-16&to=2026-03-22&department=office')).every(
        (one) => one.userId === 'omar',
      ),
    ).toBe(true)
  })

  test('comes in pages that lose nothing and repeat nothing', async () => {
    const all = await list('ada', 'from=2026-03-01&to=2026-03-22&limit=500')
    expect(all.length).toBeGreaterThan(12)
    for (const limit of [1, 3, 7]) {
      const pages: Found[] = []
      let cursor = ''
      for (;;) {
        const page = await call(
          'ada',
          'GET',
          `/api/exceptions/?from=2026-03-01&to=2026-03-22&limit=${limit}${cursor}`,
        )
        pages.push(...page.body.data)
        if (page.body.meta.nextCursor === null) break
        expect(page.body.data).toHaveLength(limit)
        cursor = `&cursor=${page.body.meta.nextCursor}`
      }
      expect(pages).toEqual(all)
    }
    const rowsAlone = await list('ada', 'from=2026-03-01&to=2026-03-22&code=left_early,missing_out')
    expect(rowsAlone).toEqual(all.filter((one) => one.code === 'left_early' || one.code === 'missing_out'))
    const severe = await list('ada', 'from=2026-03-01&to=2026-03-22&severity=severe')
    expect(new Set(severe.map((one) => one.code))).toEqual(new Set(['absent', 'missing_out']))
  })

  test.each([
    ['from=2026-03-22&to=2026-03-01', 'to'],
    ['from=2024-01-01&to=2026-03-01', 'to'],
    ['from=2026-03-01&to=2026-03-02&code=lateness', 'code'],
    ['from=2026-03-01&to=2026-03-02&state=done', 'state'],
    ['from=2026-03-01&to=2026-03-02&severity=grave', 'severity'],
  ])('is refused when wrong: %s', async (query, field) => {
    expect(await call('ada', 'GET', `/api/exceptions/?${query}`)).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    })
  })
})

describe('what people say', () => {
  const query = 'from=2026-03-16&to=2026-03-16&user=eva&code=late'
  const item = async () => {
    const [found] = await list('ada', query)
    const { userId, workDate, code, key } = found!
    return { userId, workDate, code, key }
  }

  test('the employee explains, the manager accepts, and it stays when hours are derived again', async () => {
    const { userId: _, ...which } = await item()
    expect((await post('eva', '/api/exceptions/explain/', { ...which, text: ' ' })).status).toBe(422)
    expect((await post('omar', '/api/exceptions/explain/', { ...which, text: 'not mine' })).status).toBe(404)
    const explained = await post('eva', '/api/exceptions/explain/', { ...which, text: 'The bus broke down' })
    expect(explained.body.data).toEqual({ state: 'explained' })
    expect(await list('max', query)).toMatchObject([
      { state: 'explained', explanation: 'The bus broke down' },
    ])
    const settle = (who: PersonName, state: string, items: unknown[]) =>
      post(who, '/api/exceptions/settle/', { state, comment: 'fine', items })
    expect((await settle('eva', 'accepted', [await item()])).status).toBe(403)
    const own = (await list('max', 'from=2026-03-16&to=2026-03-16&user=max'))[0]!
    const others = [
      await item(),
      { userId: 'omar', workDate: '2026-03-16', code: 'absent', key: 'planned-1' },
      { userId: own.userId, workDate: own.workDate, code: own.code, key: own.key },
      { ...(await item()), workDate: '2026-03-15' },
    ]
    expect((await settle('max', 'accepted', others)).body.data).toMatchObject([
      { index: 0, httpStatus: 200, state: 'accepted' },
      { index: 1, httpStatus: 404, code: 'not_found' },
      { index: 2, httpStatus: 403, code: 'forbidden' },
      { index: 3, httpStatus: 404 },
    ])
    expect(await list('eva', query)).toMatchObject([
      { state: 'accepted', comment: 'fine', settledBy: 'max', explanation: 'The bus broke down' },
    ])
    expect(await post('eva', '/api/exceptions/explain/', { ...which, text: 'again' })).toMatchObject({
      status: 409,
      body: { code: 'already_decided' },
    })
    const { id } = (await call('ada', 'GET', '/api/schedules/')).body.data[0]
    const changed = await call('ada', 'PATCH', `/api/schedules/${id}/`, { graceInMinutes: 6 })
    expect(changed.status).toBe(200)
    expect(await list('eva', query)).toMatchObject([{ state: 'accepted', minutes: 25 }])
    expect((await list('max', 'from=2026-03-01&to=2026-03-22&state=accepted')).length).toBe(1)
  })

  test('more than what was accepted is open again', async () => {
    const changes = [{ action: 'change', punchId: (await item()).key, time: '08:40', date: '2026-03-16' }]
    expect(
      (await post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'camera', changes })).status,
    ).toBe(201)
    expect(await list('eva', query)).toMatchObject([{ state: 'explained', minutes: 40 }])
    expect(
      (
        await post('max', '/api/exceptions/settle/', {
          state: 'accepted',
          items: [await item(), await item()],
        })
      ).body.data,
    ).toMatchObject([{ httpStatus: 200 }, { httpStatus: 200 }])
    expect(await list('eva', query)).toMatchObject([{ state: 'accepted' }])
    await post('max', '/api/exceptions/settle/', { state: 'open', items: [await item()] })
    expect(await list('eva', query)).toMatchObject([{ state: 'explained' }])
    expect((await verify(server.context.pool)).findings).toEqual([])
  })
})
