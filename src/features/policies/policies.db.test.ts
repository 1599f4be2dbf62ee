import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { presets } from '../../core/presets.ts'
import { loadPolicyBook } from './policy-book.ts'

let server: TestApp
const clock = Date.parse('2026-03-02T09:30:00Z')

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
})
afterAll(() => server?.close())

async function call(who: PersonName, method: string, path: string, body?: object) {
  const token = await openSession(server.context, who)
  return server.request(method, path, { token, ...(body && { body }) })
}

const overtimeAfter = (hours: number) => ({
  overtime: { daily: [{ afterMinutes: hours * 60, class: 'overtime' }] },
})

async function makePolicy(
  name: string,
  rules: object = overtimeAfter(8),
  from = '2026-01-01',
): Promise<string> {
  const made = await call('ada', 'POST', '/api/policies/', { name, from, rules })
  expect(made.status).toBe(201)
  return made.body.data.id
}

const assign = (body: object) => call('ada', 'POST', '/api/policy-assignments/', body)

test('the presets tell their source and their limits, and can be written as they are', async () => {
  const { body } = await call('eva', 'GET', '/api/policy-presets/')
  expect(body.data.map((preset: { code: string }) => preset.code)).toEqual(presets.map(({ code }) => code))
  for (const [i, preset] of presets.entries()) {
    expect(body.data[i]).toEqual(JSON.parse(JSON.stringify(preset)))
    const checked = await call('ada', 'POST', '/api/policies/validate/', { rules: body.data[i].rules })
    expect([preset.code, checked.status, checked.body.data]).toEqual([preset.code, 200, []])
  }
  const made = await call('ada', 'POST', '/api/policies/', {
    name: 'Berlin',
    from: '2026-01-01',
    rules: body.data.find((preset: { code: string }) => preset.code === 'DE').rules,
  })
  expect(made.body.data.versions[0].rules).toEqual(
    JSON.parse(JSON.stringify(presets.find((one) => one.code === 'DE')!.rules)),
  )
})

describe('a policy', () => {
  test('has its versions by date, is read by everyone and kept by administrators', async () => {
    const id = await makePolicy('Factory')
    const added = await call('ada', 'POST', `/api/policies/${id}/versions/`, {
      from: '2026-07-01',
      rules: overtimeAfter(9),
    })
    expect(added.status).toBe(201)
    const between = await call('ada', 'POST', `/api/policies/${id}/versions/`, {
      from: '2026-04-01',
      rules: overtimeAfter(10),
    })
    expect(between.status).toBe(201)
    const read = await call('eva', 'GET', `/api/policies/${id}/`)
    expect(
      read.body.data.versions.map(
        (one: { from: string; to: string; rules: { overtime: { daily: unknown[] } } }) => [
          one.from,
          one.to,
          one.rules.overtime.daily,
        ],
      ),
    ).toEqual([
      ['2026-01-01', '2026-03-31', overtimeAfter(8).overtime.daily],
      ['2026-04-01', '2026-06-30', overtimeAfter(10).overtime.daily],
      ['2026-07-01', null, overtimeAfter(9).overtime.daily],
    ])
    const twice = await call('ada', 'POST', `/api/policies/${id}/versions/`, {
      from: '2026-04-01',
      rules: overtimeAfter(11),
    })
    expect(twice).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ field: 'from' }] } })
    const refused = await call('max', 'POST', '/api/policies/', {
      name: 'Mine',
      from: '2026-01-01',
      rules: {},
    })
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    const again = await call('ada', 'POST', '/api/policies/', {
      name: 'FACTORY',
      from: '2026-01-01',
      rules: {},
    })
    expect(again).toMatchObject({ status: 409, body: { errors: [{ field: 'name' }] } })
    const renamed = await call('ada', 'PATCH', `/api/policies/${id}/`, { name: 'Works' })
    expect(renamed.body.data.name).toBe('Works')
    expect((await call('ada', 'PATCH', '/api/policies/none/', { name: 'x' })).status).toBe(404)
  })

  test('that has ended takes no assignments', async () => {
    const id = await makePolicy('Ended')
    const ended = await call('ada', 'POST', `/api/policies/${id}/end/`, {})
    expect(ended.body.data.endedOn).toBe('2026-03-02')
    const answer = await assign({ policyId: id, level: 'user', targetId: 'omar', from: '2026-05-01' })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field: 'policyId' }] } })
  })

  test.each<[string, object, string]>([
    [
      'thresholds that do not ascend',
      {
        overtime: {
          daily: [
            { afterMinutes: 600, class: 'overtime' },
            { afterMinutes: 480, class: 'double' },
          ],
        },
      },
      'rules.overtime.daily.1.afterMinutes',
    ],
    ['an unknown rule', { overtimes: {} }, 'rules.overtimes'],
    ['an unknown field of a rule', { overtime: { dayly: [] } }, 'rules.overtime.dayly'],
    [
      'a day of 25 hours',
      { overtime: { daily: [{ afterMinutes: 1500, class: 'overtime' }] } },
      'rules.overtime.daily.0.afterMinutes',
    ],
    [
      'no such class',
      { overtime: { daily: [{ afterMinutes: 480, class: 'triple' }] } },
      'rules.overtime.daily.0.class',
    ],
    [
      'rounding where the law forbids it',
      {
        jurisdiction: 'US-CA',
        rounding: {
          apply: 'marks',
          rule: { stepMinutes: 15, mode: 'nearest' },
          outRule: null,
          breaks: 'exact',
          snapToPlannedMinutes: null,
        },
      },
      'rules.rounding',
    ],
    ['no such law', { jurisdiction: 'XX' }, 'rules.jurisdiction'],
    ['a workday that starts at no time', { workday: { kind: 'clock' } }, 'rules.workday.startsAt'],
    [
      'a workday that starts twice',
      { workday: { kind: 'work_date', startsAt: '06:00' } },
      'rules.workday.startsAt',
    ],
    [
      'two reference periods',
      {
        averages: [
          { of: 'week', limitMinutes: 2880, reference: { weeks: 4, months: 1 }, excludedDays: 'taken_out' },
        ],
      },
      'rules.averages.0.reference',
    ],
    [
      'no such time',
      {
        night: {
          from: '25:00',
          to: '05:00',
          hourSeconds: 3600,
          prorogation: false,
          nightWorkOverMinutes: null,
        },
      },
      'rules.night.from',
    ],
  ])('is refused with %s, and the path is named', async (_what, rules, field) => {
    const answer = await call('ada', 'POST', '/api/policies/', { name: 'Wrong', from: '2026-01-01', rules })
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } })
    expect(answer.body.errors.map((error: { field: string }) => error.field)).toContain(field)
    const listed = await call('ada', 'GET', '/api/policies/')
    expect(listed.body.data.map((one: { name: string }) => one.name)).not.toContain('Wrong')
  })

  test('validate names what is wrong and writes nothing', async () => {
    const answer = await call('max', 'POST', '/api/policies/validate/', {
      rules: {
        breaks: {
          required: [
            [540, 45],
            [360, 30],
          ],
        },
        rest: { dailyMinutes: 660, weeklyMinutes: 600 },
      },
    })
    expect(answer.status).toBe(200)
    expect(answer.body.data.map((one: { field: string }) => one.field)).toEqual([
      'rules.breaks.required.1.0',
      'rules.breaks.required.1.1',
      'rules.rest.weeklyMinutes',
    ])
  })
})

describe('an assignment', () => {
  test('that overlaps one of its level is refused, and the answer names that one', async () => {
    const id = await makePolicy('Spring')
    const first = {
      policyId: id,
      level: 'department',
      targetId: 'office',
      from: '2026-04-01',
      to: '2026-04-30',
    }
    const made = await assign(first)
    expect(made.body.data).toMatchObject({ from: '2026-04-01', to: '2026-04-30', targetId: 'office' })
    const overlapping = await assign({ ...first, from: '2026-04-30', to: '2026-05-31' })
    expect(overlapping).toMatchObject({ status: 409, body: { code: 'conflict' } })
    expect(overlapping.body.message).toContain('"Spring" is assigned from 2026-04-01 to 2026-04-30')
    expect((await assign({ ...first, from: '2026-05-01', to: '2026-05-31' })).status).toBe(201)
    const path = `/api/policy-assignments/${made.body.data.id}/`
    expect((await call('ada', 'PATCH', path, { to: '2026-05-01' })).status).toBe(409)
    expect((await call('ada', 'PATCH', path, { to: '2026-03-31' })).status).toBe(422)
    const shorter = await call('ada', 'PATCH', path, { to: '2026-04-15' })
    expect(shorter.body.data.to).toBe('2026-04-15')
    const listed = await call('eva', 'GET', '/api/policy-assignments/?level=department&targetId=office')
    expect(listed.body.data.map((one: { to: string }) => one.to)).toEqual(['2026-04-15', '2026-05-31'])
  })

  test('is refused by the database too when two come at once', async () => {
    const id = await makePolicy('Race')
    const body = { policyId: id, level: 'user', targetId: 'max', from: '2026-06-01' }
    const answers = await Promise.all([assign(body), assign(body), assign(body)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409])
  })

  test.each<[string, object, string]>([
    ['nobody to give it to', { level: 'user' }, 'targetId'],
    ['somebody unknown', { level: 'user', targetId: 'nobody' }, 'targetId'],
    ['a target for the company', { level: 'company', targetId: 'office' }, 'targetId'],
    ['an end before its start', { level: 'company', to: '2026-01-31' }, 'to'],
    ['no such date', { level: 'company', from: '2026-02-30' }, 'from'],
    ['a date before the first version', { level: 'company', from: '2025-12-31' }, 'from'],
    ['no such policy', { level: 'company', policyId: 'none' }, 'policyId'],
  ])('is refused with %s', async (_what, body, field) => {
    const policyId = (await call('ada', 'GET', '/api/policies/')).body.data.find(
      (one: { name: string }) => one.name === 'Spring',
    ).id
    const answer = await assign({ policyId, from: '2026-02-01', ...body })
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } })
  })
})

describe('a change', () => {
  test('is a new configuration and in the log', async () => {
    const version = async () =>
      (await server.context.pool.query('select config_version as version from company')).rows[0].version
    const before = await version()
    const id = await makePolicy('Logged')
    await call('ada', 'POST', `/api/policies/${id}/versions/`, { from: '2026-02-01', rules: {} })
    const made = await assign({ policyId: id, level: 'user', targetId: 'ada', from: '2026-02-01' })
    await call('ada', 'PATCH', `/api/policy-assignments/${made.body.data.id}/`, { to: '2026-02-10' })
    await call('ada', 'POST', `/api/policies/${id}/end/`, {})
    expect(await version()).toBe(before + 5)
    const { rows } = await server.context.pool.query(
      `select action from audit_log where action like 'policy%' order by id desc limit 5`,
    )
    expect(rows.map((row) => row.action)).toEqual([
      'policy.end',
      'policy.unassign',
      'policy.assign',
      'policy.version',
      'policy.create',
    ])
  })

  test('makes stale exactly those whom it touches', async () => {
    const { pool } = server.context
    // Nothing is derived here: the marks of this change are what is looked at.
    const rederive = server.context.rederive
    server.context.rederive = async () => {}
    const stale = async () => {
      const { rows } = await pool.query('delete from stale_days returning user_id, from_date')
      return rows.map((row) => `${row.user_id} ${row.from_date}`).sort()
    }
    try {
      await pool.query('delete from policy_assignments')
      await pool.query(
        `insert into days (user_id, work_date, shifts, worked_seconds, break_seconds, regular_seconds, overtime_seconds,
           late_minutes, early_minutes, missing_out, planned_seconds)
         select id, date '2026-03-01', 1, 0, 0, 0, 0, 0, 0, 0, 0 from users where id in ('eva', 'erik', 'omar')`,
      )
      const office = await makePolicy('For the office')
      const everyone = await makePolicy('For everyone')
      await assign({ policyId: office, level: 'department', targetId: 'office', from: '2026-02-01' })
      expect(await stale()).toEqual(['omar 2026-01-25'])
      await assign({ policyId: everyone, level: 'company', from: '2026-02-01' })
      expect(await stale()).toEqual(['erik 2026-01-25', 'eva 2026-01-25'])
      await call('ada', 'POST', `/api/policies/${office}/versions/`, { from: '2026-02-20', rules: {} })
      expect(await stale()).toEqual(['omar 2026-02-13'])
      await call('ada', 'POST', `/api/policies/${everyone}/versions/`, { from: '2026-04-01', rules: {} })
      expect(await stale()).toEqual([])
      await call('ada', 'PATCH', `/api/policies/${office}/`, { name: 'Office' })
      expect(await stale()).toEqual([])
      const own = await assign({ policyId: everyone, level: 'user', targetId: 'omar', from: '2026-02-10' })
      expect(await stale()).toEqual(['omar 2026-02-03'])
      await call('ada', 'PATCH', `/api/policy-assignments/${own.body.data.id}/`, { to: '2026-02-28' })
      expect(await stale()).toEqual(['omar 2026-02-22'])
    } finally {
      server.context.rederive = rederive
      await pool.query(`delete from days where work_date = '2026-03-01'`)
    }
  })
})

test('the book takes the narrowest assignment of each date, and the version of the date', async () => {
  await server.context.pool.query('delete from policy_assignments')
  expect((await loadPolicyBook(server.context.pool)).isEmpty).toBe(true)
  const company = await makePolicy('Book company', overtimeAfter(8), '2027-01-01')
  const mine = await makePolicy('Book mine', overtimeAfter(9), '2027-01-01')
  await call('ada', 'POST', `/api/policies/${company}/versions/`, {
    from: '2027-01-10',
    rules: overtimeAfter(10),
  })
  await assign({ policyId: company, level: 'company', from: '2027-01-02' })
  await assign({ policyId: mine, level: 'user', targetId: 'erik', from: '2027-01-05', to: '2027-01-06' })
  const book = await loadPolicyBook(server.context.pool)
  const person = (userId: string) => ({ userId, departmentId: 'assembly', branchId: null })
  const hours = (userId: string, date: string) => {
    const found = book.policyOf(person(userId))?.(date)
    return found && found.policy.overtime.daily[0]!.afterMinutes / 60
  }
  const on = [
    '2027-01-01',
    '2027-01-02',
    '2027-01-05',
    '2027-01-06',
    '2027-01-07',
    '2027-01-10',
    '2030-01-01',
  ]
  expect(on.map((date) => hours('erik', date))).toEqual([undefined, 8, 9, 9, 8, 10, 10])
  expect(on.map((date) => hours('eva', date))).toEqual([undefined, 8, 8, 8, 8, 10, 10])
  // People with the same assignments share what they are derived by.
  expect(book.policyOf(person('eva'))).toBe(book.policyOf(person('omar')))
})
