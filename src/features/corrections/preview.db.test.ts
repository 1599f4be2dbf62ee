import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
const clock = Date.parse('2026-03-20T18:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: unknown) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body === undefined ? {} : { body }) })
}
const post = (who: PersonName, path: string, body: unknown = {}) => call(who, 'POST', path, body)

async function work(who: PersonName, date: string, timeIn: string, timeOut: string) {
  expect((await post(who, '/api/timeclock/clock-in/', { date, timeIn })).status).toBe(201)
  const out = await post(who, '/api/timeclock/clock-out/', { date, timeOut })
  expect(out.status, out.text).toBe(200)
  return out.body.data
}

/** A policy that holds for one person from a date on. */
async function givePolicy(targetId: PersonName, name: string, rules: object, from: string) {
  const made = await post('ada', '/api/policies/', { name, from, rules })
  expect(made.status, made.text).toBe(201)
  const assigned = { policyId: made.body.data.id, level: 'user', targetId, from }
  expect((await post('ada', '/api/policy-assignments/', assigned)).status).toBe(201)
}

const preview = (who: PersonName, body: object) => post(who, '/api/corrections/preview/', body)

async function countRows(): Promise<number[]> {
  const { rows } = await server.context.pool.query<{ n: number[] }>(
    `select array[(select count(*) from punches), (select count(*) from corrections), (select count(*) from steps),
       (select sum(worked_seconds) from days)]::int[] as n`,
  )
  return rows[0]!.n
}

describe('a preview', () => {
  it('shows what a correction would change, and writes nothing', async () => {
    const record = await work('eva', '2026-03-02', '08:10', '16:00')
    const before = await countRows()
    const shown = await preview('eva', {
      changes: [{ action: 'change', punchId: record.id, date: '2026-03-02', time: '08:00' }],
    })
    expect(shown).toMatchObject({
      status: 200,
      body: {
        data: {
          problem: null,
          before: [{ id: record.id, timeIn: '08:10:00', workedSeconds: 28_200 }],
          after: [{ id: record.id, timeIn: '08:00:00', workedSeconds: 28_800 }],
          days: [
            {
              date: '2026-03-02',
              before: { workedSeconds: 28_200, payableSeconds: 28_200, overtimeSeconds: 0 },
              after: { workedSeconds: 28_800, payableSeconds: 28_800, overtimeSeconds: 0 },
            },
          ],
          basedOn: [{ recordId: record.id, version: record.version }],
        },
      },
    })
    expect(await countRows()).toEqual(before)
  })

  it('tells what would be refused, instead of refusing', async () => {
    const orphan = [{ action: 'add', kind: 'out', date: '2026-03-03', time: '16:00' }]
    expect((await preview('eva', { changes: orphan })).body.data).toMatchObject({
      problem: { code: 'out_before_in' },
      before: [],
      after: [],
      days: [],
    })
    const late = [{ action: 'add', kind: 'in', date: '2026-03-21', time: '08:00' }]
    expect((await preview('eva', { changes: late })).body.data.problem.code).toBe('in_the_future')
  })

  it('is of one’s own punches, or of those that one may correct', async () => {
    const changes = [{ action: 'add', kind: 'in', date: '2026-03-04', time: '08:00' }]
    expect((await preview('max', { userId: 'eva', changes })).status).toBe(200)
    expect((await preview('ada', { userId: 'eva', changes })).status).toBe(200)
    expect((await preview('max', { userId: 'omar', changes })).status).toBe(404)
    expect((await preview('eva', { userId: 'erik', changes })).status).toBe(404)
    expect((await preview('eva', { userId: 'nobody', changes })).status).toBe(404)
    expect((await preview('eva', { changes, reason: 'x' })).status).toBe(422)
  })

  it('shows every day whose figures change: by a weekly limit, others than the one that is corrected', async () => {
    await givePolicy(
      'erik',
      'Weekly',
      { overtime: { weekly: [{ afterMinutes: 600, class: 'overtime' }] } },
      '2026-03-01',
    )
    await work('erik', '2026-03-09', '08:00', '13:00')
    await work('erik', '2026-03-10', '08:00', '13:00')
    const changes = [
      { action: 'add', kind: 'out', date: '2026-03-09', time: '15:00' },
      { action: 'remove', punchId: (await records('erik', '2026-03-09'))[0].outId },
    ]
    const { data } = (await preview('max', { userId: 'erik', changes })).body
    expect(data.problem).toBeNull()
    expect(
      data.days.map((day: { date: string; before: Figures; after: Figures }) => [
        day.date,
        day.before.overtimeSeconds,
        day.after.overtimeSeconds,
      ]),
    ).toEqual([
      ['2026-03-09', 0, 0],
      ['2026-03-10', 0, 7200],
    ])
  })
})

interface Figures {
  overtimeSeconds: number
}

const records = async (who: PersonName, date: string) =>
  (await call(who, 'GET', `/api/timeclock/${who}/?from=${date}&to=${date}`)).body.data

describe('a policy that asks for the consent of both sides', () => {
  const changes = (time: string) => [
    { action: 'add', kind: 'in', date: '2026-03-12', time },
    { action: 'add', kind: 'out', date: '2026-03-12', time: '16:00' },
  ]
  const correct = (time: string) =>
    post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'On paper', changes: changes(time) })

  it('lets a manager’s correction wait for the employee, whose hours stay until they agree', async () => {
    await givePolicy('eva', 'Both sides', { corrections: { consent: 'both' } }, '2026-03-11')
    const proposed = await correct('09:00')
    expect(proposed).toMatchObject({
      status: 201,
      body: { message: expect.stringContaining('proposed'), data: { state: 'proposed', punchIds: [] } },
    })
    const { id } = proposed.body.data
    expect(await records('eva', '2026-03-12')).toEqual([])
    expect((await call('eva', 'GET', '/api/inbox/')).body.data.consents).toBe(1)
    expect((await call('eva', 'GET', `/api/corrections/${id}/`)).body.data.preview.after).toMatchObject([
      { timeIn: '09:00:00', workedHours: 7 },
    ])
    expect((await post('max', `/api/corrections/${id}/agree/`)).status).toBe(403)
    expect((await post('max', `/api/corrections/${id}/approve/`)).status).toBe(409)
    expect(await post('eva', `/api/corrections/${id}/disagree/`, { comment: 'It was 8' })).toMatchObject({
      status: 200,
      body: { data: { state: 'refused', comment: 'It was 8' } },
    })
    expect(await records('eva', '2026-03-12')).toEqual([])

    const second = (await correct('08:00')).body.data.id
    expect(await post('eva', `/api/corrections/${second}/agree/`)).toMatchObject({
      status: 200,
      body: { data: { state: 'approved', records: [{ timeIn: '08:00:00', workedHours: 8 }] } },
    })
    const [record] = await records('eva', '2026-03-12')
    expect(record.workedHours).toBe(8)
    const history = (await call('eva', 'GET', `/api/timeclock/eva/shifts/${record.id}/history/`)).body.data
    expect(history.versions[0].fact).toMatchObject({ recordedBy: 'max', reason: 'On paper' })
    expect(history.corrections.at(-1).steps).toMatchObject([
      { action: 'propose', by: 'max' },
      { action: 'agree', by: 'eva' },
    ])
    expect(history.people).toEqual(
      expect.arrayContaining([
        { id: 'eva', name: expect.stringContaining('Eva') },
        { id: 'max', name: expect.stringContaining('Max') },
      ]),
    )
    expect((await call('eva', 'GET', '/api/inbox/')).body.data.consents).toBe(0)
    expect((await verify(server.context.pool)).findings).toEqual([])
  })

  it('holds for whom it is assigned to, and for nobody else', async () => {
    const others = { userId: 'erik', reason: 'On paper', changes: changes('09:00') }
    expect((await post('max', '/api/timeclock/corrections/', others)).body.data.state).toBe('approved')
  })
})
