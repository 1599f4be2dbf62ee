import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { withTransaction } from '../../db/database.ts'
import { rebuildPeople } from '../timeclock/rederive.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
let clock = Date.parse('2026-04-02T09:00:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
  await server.context.pool.query("update users set hired_on = '2026-01-01'")
})
afterAll(() => server?.close())

const call = async (who: PersonName, method: string, path: string, body?: unknown) => {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body === undefined ? {} : { body }) })
}
const post = (who: PersonName, path: string, body: unknown = {}) => call(who, 'POST', path, body)

async function work(who: PersonName, date: string, timeIn: string, timeOut: string) {
  const userId = who
  expect((await post('ada', '/api/timeclock/clock-in/', { userId, date, timeIn })).status).toBe(201)
  expect((await post('ada', '/api/timeclock/clock-out/', { userId, date, timeOut })).status).toBe(200)
}

const step = async (who: PersonName, period: string, action: string, body: object) =>
  (await post(who, `/api/periods/${period}/${action}/`, body)).body.data

/** Confirmed, approved and locked. */
async function lock(who: PersonName, period: string) {
  const [answer] = await step('ada', period, 'lock', { userIds: [who], skip: true, comment: 'test' })
  expect(answer).toMatchObject({ httpStatus: 200, state: 'locked' })
}

async function expectIntact() {
  expect((await verify(server.context.pool)).findings).toEqual([])
}

const queued = (who: PersonName, at: string, kind: string, key: string) =>
  post(who, '/api/timeclock/punches/', { punches: [{ kind, at, idempotencyKey: key }] })

const totalsOf = async (who: PersonName, date: string) =>
  (await call(who, 'GET', `/api/timeclock/summary/?period=day&date=${date}`)).body.data.totals

describe('a period', () => {
  it('is confirmed by the employee, approved by the manager, locked by an administrator', async () => {
    await work('eva', '2026-03-02', '08:00', '16:00')
    const path = '/api/periods/2026-03-01/people/?user=eva'
    const confirmed = await post('eva', '/api/periods/2026-03-01/confirm/')
    expect(confirmed).toMatchObject({ status: 200, body: { data: { state: 'confirmed' } } })
    expect(await post('eva', '/api/periods/2026-03-01/confirm/')).toMatchObject({
      status: 409,
      body: { code: 'already_decided', data: { state: 'confirmed' } },
    })
    expect((await post('eva', '/api/periods/2026-03-01/approve/', { all: true })).status).toBe(403)
    expect(await step('max', '2026-03-01', 'approve', { department: 'assembly' })).toMatchObject([
      { userId: 'erik', httpStatus: 409, code: 'already_decided', state: 'open' },
      { userId: 'eva', httpStatus: 200, state: 'approved' },
      { userId: 'max', httpStatus: 403, code: 'forbidden', state: 'open' },
    ])
    expect((await post('max', '/api/periods/2026-03-01/lock/', { all: true })).status).toBe(403)
    expect(await step('ada', '2026-03-01', 'lock', { userIds: ['eva'] })).toMatchObject([
      { httpStatus: 200, state: 'locked' },
    ])
    const listed = await call('eva', 'GET', path)
    expect(listed.body.data).toMatchObject([
      { userId: 'eva', state: 'locked', changedBy: 'ada', totals: { daysPresent: 1, workedHours: 8 } },
    ])
    const history = await call('max', 'GET', '/api/periods/2026-03-01/history/?user=eva')
    expect(history.body.data.map((one: { action: string; by: string }) => [one.action, one.by])).toEqual([
      ['confirm', 'eva'],
      ['approve', 'max'],
      ['lock', 'ada'],
    ])
    await expectIntact()
  })

  it('is listed with how many people stand where, in the scope of who asks', async () => {
    const counts = async (who: PersonName) =>
      (await call(who, 'GET', '/api/periods/?from=2026-03-01&to=2026-04-02')).body.data.map(
        (period: { id: string; people: object }) => [period.id, period.people],
      )
    const none = { open: 0, confirmed: 0, approved: 0, locked: 0, reopened: 0 }
    expect(await counts('ada')).toEqual([
      ['2026-03-01', { ...none, open: 4, locked: 1 }],
      ['2026-04-01', { ...none, open: 5 }],
    ])
    expect((await counts('max'))[0]).toEqual(['2026-03-01', { ...none, open: 2, locked: 1 }])
    expect((await counts('omar'))[0]).toEqual(['2026-03-01', { ...none, open: 1 }])
  })

  it('is not found by another date, or for people out of scope', async () => {
    const wrong = await post('eva', '/api/periods/2026-03-02/confirm/')
    expect(wrong).toMatchObject({ status: 404, body: { message: expect.stringContaining('2026-03-01') } })
    const other = await post('max', '/api/periods/2026-03-01/approve/', { userIds: ['omar'] })
    expect(other.status).toBe(404)
    expect((await post('ada', '/api/periods/2026-03-01/lock/', {})).status).toBe(422)
    expect((await post('ada', '/api/periods/2026-03-01/lock/', { all: true, branch: 'x' })).status).toBe(422)
    expect((await post('ada', '/api/periods/2026-03-01/lock/', { all: true, skip: true })).status).toBe(422)
    expect((await post('ada', '/api/periods/2026-03-01/reopen/', { all: true, reason: ' ' })).status).toBe(
      422,
    )
  })

  it('is not confirmed or locked before it is over', async () => {
    expect(await post('eva', '/api/periods/2026-04-01/confirm/')).toMatchObject({
      status: 409,
      body: { code: 'conflict', message: expect.stringContaining('not over') },
    })
    const asked = { userIds: ['eva'], skip: true, comment: 'now' }
    expect(await step('ada', '2026-04-01', 'lock', asked)).toMatchObject([
      { httpStatus: 409, code: 'conflict' },
    ])
  })

  it('is not locked over an open shift', async () => {
    await post('ada', '/api/timeclock/clock-in/', { userId: 'erik', date: '2026-03-31', timeIn: '20:00' })
    const asked = { userIds: ['erik'], skip: true, comment: 'all' }
    expect(await step('ada', '2026-03-01', 'lock', asked)).toMatchObject([
      { httpStatus: 409, code: 'conflict', message: expect.stringContaining('open') },
    ])
    const out = { userId: 'erik', date: '2026-04-01', timeOut: '04:00' }
    expect((await post('ada', '/api/timeclock/clock-out/', out)).status).toBe(200)
  })

  it('whose hours changed since they were confirmed is looked at again', async () => {
    expect((await post('erik', '/api/periods/2026-03-01/confirm/')).status).toBe(200)
    await work('erik', '2026-03-03', '08:00', '12:00')
    const asked = { userIds: ['erik'] }
    expect(await step('max', '2026-03-01', 'approve', asked)).toMatchObject([{ code: 'record_changed' }])
    expect(await step('max', '2026-03-01', 'return', { ...asked, comment: 'one more day' })).toMatchObject([
      { state: 'open' },
    ])
    expect((await post('erik', '/api/periods/2026-03-01/confirm/')).status).toBe(200)
    expect(await step('max', '2026-03-01', 'approve', asked)).toMatchObject([{ state: 'approved' }])
  })
})

describe('a locked day', () => {
  it('refuses every change, with the way out', async () => {
    const [record] = (await call('eva', 'GET', '/api/timeclock/eva/')).body.data
    const change = { action: 'change', punchId: record.id, time: '07:00', date: '2026-03-02' }
    const add = { action: 'add', kind: 'in', time: '07:00', date: '2026-03-05' }
    const reason = 'test'
    const answers = [
      await post('ada', '/api/timeclock/corrections/', { userId: 'eva', reason, changes: [change] }),
      await post('max', '/api/timeclock/corrections/', { userId: 'eva', reason, changes: [add] }),
      await post('eva', '/api/corrections/', {
        reason,
        changes: [{ action: 'remove', punchId: record.outId }],
      }),
      await post('eva', '/api/timeclock/clock-in/', { date: '2026-03-05', timeIn: '08:00' }),
      await post('ada', '/api/timeclock/clock-in/', { userId: 'eva', date: '2026-03-05', timeIn: '08:00' }),
      await post('eva', '/api/timeclock/clock-out/', { date: '2026-03-05', timeOut: '08:00' }),
    ]
    for (const answer of answers) {
      expect(answer, answer.text).toMatchObject({
        status: 409,
        body: { code: 'period_locked', message: expect.stringContaining('reopen') },
      })
    }
    expect((await totalsOf('eva', '2026-03-02')).workedHours).toBe(8)
    await expectIntact()
  })

  it('takes nothing from a change of schedules, until it is reopened', async () => {
    await work('eva', '2026-04-01', '08:00', '16:00')
    const days = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, start: '07:00', end: '15:00' }))
    const made = await post('ada', '/api/schedules/', { name: 'Early', days })
    const assigned = await post('ada', '/api/schedule-assignments/', {
      scheduleId: made.body.data.id,
      level: 'user',
      targetId: 'eva',
      from: '2026-01-01',
    })
    expect(assigned.status).toBe(201)
    expect((await totalsOf('eva', '2026-03-02')).lateMinutes).toBe(0)
    expect((await totalsOf('eva', '2026-04-01')).lateMinutes).toBe(60)
    const month = await call('eva', 'GET', '/api/timeclock/summary/?period=month&date=2026-03-02')
    expect(month.body.data.totals).toMatchObject({ workedHours: 8, lateMinutes: 0, daysPresent: 1 })
    await expectIntact()
    await withTransaction(server.context.pool, (client) => rebuildPeople(client, ['eva', 'erik']))
    expect((await totalsOf('eva', '2026-03-02')).lateMinutes).toBe(0)
    await expectIntact()
  })

  it('keeps a late punch from a queue, and counts it when it is reopened and admitted', async () => {
    const arrived = await queued('eva', '2026-03-09T08:00:00Z', 'in', 'late-in')
    expect(arrived.body.data).toMatchObject([
      {
        httpStatus: 202,
        replayed: false,
        answer: { data: { isCounted: false, flags: expect.arrayContaining(['period_locked']) } },
      },
    ])
    const left = await queued('eva', '2026-03-09T12:00:00Z', 'out', 'late-out')
    expect(left.body.data).toMatchObject([{ httpStatus: 202 }])
    expect((await queued('eva', '2026-03-09T12:00:00Z', 'out', 'late-out')).body.data).toMatchObject([
      { httpStatus: 202, replayed: true },
    ])
    expect((await totalsOf('eva', '2026-03-09')).workedHours).toBe(0)
    const listed = await call(
      'max',
      'GET',
      '/api/exceptions/?from=2026-03-01&to=2026-03-31&code=period_locked',
    )
    expect(listed.body.data).toMatchObject([
      { userId: 'eva', workDate: '2026-03-09', code: 'period_locked', state: 'open' },
      { userId: 'eva', workDate: '2026-03-09' },
    ])
    await expectIntact()

    const ids: string[] = [arrived, left].map((one) => one.body.data[0].answer.data.id)
    const admit = () =>
      post('ada', '/api/timeclock/corrections/', {
        userId: 'eva',
        reason: 'Phone was off',
        changes: ids.map((punchId) => ({ action: 'admit', punchId })),
      })
    expect(await admit()).toMatchObject({ status: 409, body: { code: 'period_locked' } })
    const reason = 'Late punches of the phone'
    expect(await step('ada', '2026-03-01', 'reopen', { userIds: ['eva'], reason })).toMatchObject([
      { httpStatus: 200, state: 'reopened' },
    ])
    expect((await totalsOf('eva', '2026-03-09')).workedHours).toBe(0)
    expect((await totalsOf('eva', '2026-03-02')).lateMinutes).toBe(60)
    expect(await admit()).toMatchObject({ status: 201, body: { data: { records: [{ workedHours: 4 }] } } })
    expect((await totalsOf('eva', '2026-03-09')).workedHours).toBe(4)
    expect((await admit()).status).toBe(422)
    const after = await call(
      'max',
      'GET',
      '/api/exceptions/?from=2026-03-01&to=2026-03-31&code=period_locked',
    )
    expect(after.body.data).toEqual([])
    await expectIntact()
  })

  it('is noticed when its rows are changed behind its back', async () => {
    await lock('eva', '2026-03-01')
    await expectIntact()
    const { pool } = server.context
    await pool.query(
      "update days set worked_seconds = worked_seconds + 60 where user_id = 'eva' and work_date = '2026-03-02'",
    )
    const { findings } = await verify(pool)
    expect(findings).toContainEqual(
      expect.objectContaining({ table: 'person_periods', row: 'person eva, period from 2026-03-01' }),
    )
    await pool.query(
      "update days set worked_seconds = worked_seconds - 60 where user_id = 'eva' and work_date = '2026-03-02'",
    )
    await expectIntact()
  })

  it('holds against punches that are written at the same moment', async () => {
    const dates = Array.from({ length: 20 }, (_, i) => `2026-03-${String(i + 5).padStart(2, '0')}`)
    const punches = dates.map((date) => queued('omar', `${date}T08:00:00Z`, 'in', `race-${date}`))
    const locking = post('ada', '/api/periods/2026-03-01/lock/', {
      userIds: ['omar'],
      skip: true,
      comment: 'race',
    })
    const answers = await Promise.all(punches)
    await locking
    const isLocked =
      (await call('omar', 'GET', '/api/periods/2026-03-01/people/')).body.data[0].state === 'locked'
    const counted = answers.filter((one) => one.body.data[0].httpStatus === 201).length
    const kept = answers.filter((one) => one.body.data[0].httpStatus === 202).length
    expect(counted + kept).toBe(20)
    if (!isLocked) expect(kept).toBe(0)
    await expectIntact()
  })
})

describe('everything at once', () => {
  it('leaves nothing half, and nobody without an answer', async () => {
    const ids = ['eva', 'erik', 'omar', 'max'] as const
    const doing: Promise<{ status: number; text: string }>[] = []
    for (let i = 0; i < 12; i++) {
      const day = `2026-03-${String(12 + i).padStart(2, '0')}`
      const who = ids[i % ids.length]!
      const changes = [
        { action: 'add', kind: 'in', time: '13:00', date: day },
        { action: 'add', kind: 'out', time: '14:00', date: day },
      ]
      doing.push(
        queued(who, `${day}T05:00:00Z`, 'in', `all-in-${i}`),
        queued(who, `${day}T06:00:00Z`, 'out', `all-out-${i}`),
        post('ada', '/api/timeclock/corrections/', { userId: who, reason: 'at once', changes }),
        post('ada', `/api/periods/2026-03-01/${i % 2 ? 'reopen' : 'lock'}/`, {
          userIds: [who],
          ...(i % 2 ? { reason: 'at once' } : { skip: true, comment: 'at once' }),
        }),
        call('ada', 'PATCH', `/api/users/${who}/`, { timeZone: i % 3 ? 'Europe/Madrid' : 'UTC' }),
      )
    }
    for (const answer of await Promise.all(doing)) {
      expect([200, 201, 409, 422], answer.text).toContain(answer.status)
    }
    await server.context.rederive()
    await expectIntact()
    for (const who of ids) {
      await call('ada', 'PATCH', `/api/users/${who}/`, { timeZone: 'UTC' })
      await step('ada', '2026-03-01', 'reopen', { userIds: [who], reason: 'test' })
    }
    await step('ada', '2026-03-01', 'lock', { userIds: ['eva'], skip: true, comment: 'test' })
  })
})

describe('an export', () => {
  it('remembers what was exported, and what differs after reopening', async () => {
    const refused = await post('ada', '/api/periods/2026-03-01/export/', { userIds: ['eva', 'erik'] })
    expect(refused).toMatchObject({ status: 409, body: { message: expect.stringContaining('1 of 2') } })
    const made = await post('ada', '/api/periods/2026-03-01/export/', {
      userIds: ['eva', 'erik'],
      onlyLocked: true,
    })
    expect(made.status, made.text).toBe(201)
    expect(made.body.data).toMatchObject({ people: 1, from: '2026-03-01', to: '2026-03-31', by: 'ada' })
    expect(made.body.data.days).toMatchObject([
      { userId: 'eva', workDate: '2026-03-02', totals: { worked_seconds: 28_800 } },
      { userId: 'eva', workDate: '2026-03-09', totals: { worked_seconds: 14_400 } },
    ])
    const differences = async () =>
      (await call('eva', 'GET', '/api/periods/2026-03-01/differences/')).body.data
    expect(await differences()).toEqual([])

    await step('ada', '2026-03-01', 'reopen', { userIds: ['eva'], reason: 'an hour more' })
    expect(await differences()).toEqual([])
    const [record] = (await call('eva', 'GET', '/api/timeclock/eva/?from=2026-03-09&to=2026-03-09')).body.data
    const changes = [{ action: 'change', punchId: record.outId, time: '13:00', date: '2026-03-09' }]
    await post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'stayed longer', changes })
    await work('eva', '2026-03-10', '08:00', '09:00')
    expect(await differences()).toMatchObject([
      {
        workDate: '2026-03-09',
        exported: { worked_seconds: 14_400 },
        now: { worked_seconds: 18_000 },
        change: { worked_seconds: 3600 },
      },
      { workDate: '2026-03-10', exported: {}, change: { worked_seconds: 3600, shifts: 1 } },
    ])

    const { id } = made.body.data
    const csv = await call('ada', 'GET', `/api/periods/2026-03-01/exports/${id}/?format=csv`)
    expect(csv.headers['content-type']).toContain('text/csv')
    expect(csv.text.split('\r\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^user_id,work_date,shifts,worked_seconds,/),
      expect.stringMatching(/^eva,2026-03-02,1,28800,/),
      expect.stringMatching(/^eva,2026-03-09,1,14400,/),
    ])
    const list = await call('ada', 'GET', '/api/periods/2026-03-01/exports/')
    expect(list.body.data).toMatchObject([{ id, people: 1, hash: made.body.data.hash }])
    expect((await call('max', 'GET', '/api/periods/2026-03-01/exports/')).status).toBe(403)
    await expectIntact()
    await expect(server.context.pool.query('delete from period_export_days')).rejects.toThrow('append-only')
  })
})

describe('how periods are cut', () => {
  it('changes from a date on that nobody confirmed yet', async () => {
    const cut = (body: object) => post('ada', '/api/periods/settings/rules/', body)
    expect(await cut({ from: '2026-03-10', length: 'weekly' })).toMatchObject({
      status: 409,
      body: { errors: [{ field: 'from' }] },
    })
    expect(await cut({ from: '2026-05-01', length: 'monthly', anchor: '2026-05-31' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'anchor' }] },
    })
    expect(await cut({ from: '2026-05-04', length: 'two_weekly' })).toMatchObject({
      status: 200,
      body: { data: { rules: [{ from: '2026-05-04', length: 'two_weekly', anchor: '2026-05-04' }] } },
    })
    const listed = await call('eva', 'GET', '/api/periods/?from=2026-05-01&to=2026-05-20')
    expect(listed.body.data.map((one: { from: string; to: string }) => [one.from, one.to])).toEqual([
      ['2026-05-01', '2026-05-03'],
      ['2026-05-04', '2026-05-17'],
      ['2026-05-18', '2026-05-31'],
    ])
    expect(
      (await post('max', '/api/periods/settings/rules/', { from: '2027-01-01', length: 'weekly' })).status,
    ).toBe(403)
  })
})

describe('days that close by themselves', () => {
  it('take changes of administrators alone', async () => {
    clock = Date.parse('2026-04-20T09:00:00Z')
    const set = (body: object) => call('ada', 'PATCH', '/api/periods/settings/', body)
    expect(await set({ editableDays: 3, graceDays: 3 })).toMatchObject({ status: 422 })
    expect(await set({ editableDays: 3 })).toMatchObject({
      body: { data: { editableDays: 3, graceDays: null } },
    })
    const punch = (who: PersonName, date: string, kind = 'in') =>
      post(who, `/api/timeclock/clock-${kind}/`, {
        userId: 'erik',
        date,
        [kind === 'in' ? 'timeIn' : 'timeOut']: kind === 'in' ? '08:00' : '09:00',
      })
    expect(await punch('erik', '2026-04-16')).toMatchObject({
      status: 409,
      body: { code: 'period_locked', data: { lockedBy: 'age' } },
    })
    expect((await punch('ada', '2026-04-16')).status).toBe(201)
    expect((await punch('ada', '2026-04-16', 'out')).status).toBe(200)
    expect((await punch('erik', '2026-04-17')).status).toBe(201)
    expect((await punch('erik', '2026-04-17', 'out')).status).toBe(200)
    expect((await queued('erik', '2026-04-10T08:00:00Z', 'in', 'aged')).body.data).toMatchObject([
      { httpStatus: 202 },
    ])
    await set({ graceDays: 25 })
    expect((await punch('erik', '2026-04-02')).status).toBe(201)
    expect((await punch('erik', '2026-04-02', 'out')).status).toBe(200)
    await set({ graceDays: null })
    await expectIntact()
  })
})
