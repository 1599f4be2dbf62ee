import { afterAll, beforeAll, beforeEach, describe, expect, it, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type PersonName, type TestApp } from '../../../test/app.ts'
import { sealHeads } from '../timeclock/seals.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
let clock = Date.parse('2026-03-20T18:00:00Z')
/** A date of its own for each test, so that none meets another's shifts. */
let date = '2026-02-28'

beforeAll(async () => {
  server = await createTestApp({ now: () => clock })
  await seedPeople(server.context)
  const { pool } = server.context
  await pool.query(
    `insert into users (id, email, first_name, last_name, role, department_id, password_hash)
     values ('mia', 'mia@example.com', 'Mia', 'Manager', 'manager', 'assembly', 'x')`,
  )
  await pool.query("insert into department_managers (department_id, user_id) values ('assembly', 'mia')")
})
afterAll(() => server?.close())
beforeEach(() => {
  const day = Number(date.slice(-2)) % 28
  date = `2026-03-${String(day + 1).padStart(2, '0')}`
  clock = Date.parse('2026-03-27T18:00:00Z')
})

type Who = PersonName | 'mia'
const call = async (
  who: Who,
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => {
  const token = await openSession(server.context, who)
  return server.request(method, path, {
    token,
    ...(body === undefined ? {} : { body }),
    ...(headers && { headers }),
  })
}
const post = (who: Who, path: string, body: unknown = {}) => call(who, 'POST', path, body)

async function work(who: Who, timeIn: string, timeOut: string) {
  expect((await post(who, '/api/timeclock/clock-in/', { date, timeIn })).status).toBe(201)
  const out = await post(who, '/api/timeclock/clock-out/', { date, timeOut })
  expect(out.status, out.text).toBe(200)
  return out.body.data
}

const ask = (who: Who, changes: unknown[], more: object = {}) =>
  post(who, '/api/corrections/', { reason: 'The terminal was down', changes, ...more })
const hoursOf = async (who: Who) =>
  (await call(who, 'GET', `/api/timeclock/summary/?period=day&date=${date}`)).body.data.totals.workedHours
const expectIntact = async () => expect((await verify(server.context.pool)).findings).toEqual([])

describe('a request', () => {
  it('changes nothing until a manager approves it, and then all of it', async () => {
    const record = await work('eva', '08:10', '16:00')
    const asked = await ask('eva', [
      { action: 'change', punchId: record.id, time: '08:00', date },
      { action: 'add', kind: 'break_start', time: '12:00', date },
      { action: 'add', kind: 'break_end', time: '12:30', date },
    ])
    expect(asked).toMatchObject({
      status: 201,
      body: { data: { state: 'requested', askedBy: 'eva', workDate: date } },
    })
    const { id } = asked.body.data
    expect(await hoursOf('eva')).toBe(7.83)
    const shown = await call('max', 'GET', `/api/corrections/${id}/`)
    expect(shown.body.data).toMatchObject({
      preview: {
        isStale: false,
        problem: null,
        before: [{ id: record.id, timeIn: '08:10:00', workedHours: 7.83 }],
        after: [{ id: record.id, timeIn: '08:00:00', workedHours: 7.5, breakSeconds: 1800 }],
      },
    })
    const done = await post('max', `/api/corrections/${id}/approve/`, { comment: 'seen on the camera' })
    expect(done).toMatchObject({
      status: 200,
      body: {
        data: {
          state: 'approved',
          decidedBy: 'max',
          comment: 'seen on the camera',
          records: [{ workedHours: 7.5 }],
        },
      },
    })
    expect(await hoursOf('eva')).toBe(7.5)
    const history = await call('eva', 'GET', `/api/timeclock/eva/shifts/${record.id}/history/`)
    expect(history.body.data.record).toMatchObject({ id: record.id, workedHours: 7.5 })
    expect(
      history.body.data.versions.map((one: { fact: { kind: string; recordedBy: string } }) => [
        one.fact.kind,
        one.fact.recordedBy,
      ]),
    ).toEqual([
      ['in', 'eva'],
      ['out', 'eva'],
      ['amend', 'max'],
      ['break_start', 'max'],
      ['break_end', 'max'],
    ])
    expect(history.body.data.versions[1].record).toMatchObject({ timeIn: '08:10:00', workedHours: 7.83 })
    expect(history.body.data.corrections).toMatchObject([
      {
        id,
        reason: 'The terminal was down',
        steps: [
          { action: 'request', by: 'eva' },
          { action: 'approve', by: 'max' },
        ],
      },
    ])
    await expectIntact()
  })

  it('is refused with a comment, and changes nothing', async () => {
    const record = await work('eva', '08:00', '16:00')
    const { id } = (await ask('eva', [{ action: 'remove', punchId: record.outId }])).body.data
    expect((await post('max', `/api/corrections/${id}/refuse/`)).status).toBe(422)
    expect((await post('max', `/api/corrections/${id}/refuse/`, { comment: ' ' })).status).toBe(422)
    const refused = await post('max', `/api/corrections/${id}/refuse/`, { comment: 'You were here' })
    expect(refused.body.data).toMatchObject({ state: 'refused', comment: 'You were here', punchNumbers: [] })
    expect(await hoursOf('eva')).toBe(8)
    expect(await post('max', `/api/corrections/${id}/approve/`)).toMatchObject({
      status: 409,
      body: { code: 'already_decided', data: { id, state: 'refused', decidedBy: 'max' } },
    })
    await expectIntact()
  })

  it('is withdrawn by who asked, and by nobody else', async () => {
    const { id } = (
      await ask('eva', [
        { action: 'add', kind: 'in', time: '08:00', date },
        { action: 'add', kind: 'out', time: '09:00', date },
      ])
    ).body.data
    expect((await post('max', `/api/corrections/${id}/withdraw/`)).status).toBe(403)
    expect((await post('erik', `/api/corrections/${id}/withdraw/`)).status).toBe(404)
    expect((await post('eva', `/api/corrections/${id}/withdraw/`)).body.data.state).toBe('withdrawn')
    expect((await post('max', `/api/corrections/${id}/approve/`)).body.code).toBe('already_decided')
  })

  it('decided by two managers at once is decided once, and the other learns it', async () => {
    const { id } = (
      await ask('eva', [
        { action: 'add', kind: 'in', time: '08:00', date },
        { action: 'add', kind: 'out', time: '12:00', date },
      ])
    ).body.data
    const answers = await Promise.all([
      post('max', `/api/corrections/${id}/approve/`),
      post('mia', `/api/corrections/${id}/refuse/`, { comment: 'no' }),
      post('mia', `/api/corrections/${id}/approve/`),
      post('ada', `/api/corrections/${id}/approve/`),
    ])
    const won = answers.filter((one) => one.status === 200)
    expect(won).toHaveLength(1)
    const { state } = won[0]!.body.data
    for (const lost of answers.filter((one) => one.status !== 200)) {
      expect(lost).toMatchObject({ status: 409, body: { code: 'already_decided', data: { id, state } } })
    }
    expect(await hoursOf('eva')).toBe(state === 'approved' ? 4 : 0)
    await expectIntact()
  })

  it('for a record that changed meanwhile is refused with the new state', async () => {
    const record = await work('eva', '08:00', '16:00')
    const change = { action: 'change', punchId: record.outId, time: '17:00', date }
    const { id } = (await ask('eva', [change])).body.data
    const direct = [{ action: 'change', punchId: record.id, time: '09:00', date }]
    await post('max', '/api/timeclock/corrections/', {
      userId: 'eva',
      reason: 'came at nine',
      changes: direct,
    })
    const stale = await post('max', `/api/corrections/${id}/approve/`)
    expect(stale).toMatchObject({
      status: 409,
      body: { code: 'record_changed', data: { records: [{ id: record.id, timeIn: '09:00:00' }] } },
    })
    const shown = await call('max', 'GET', `/api/corrections/${id}/`)
    expect(shown.body.data.preview).toMatchObject({ isStale: true, after: [{ workedHours: 8 }] })
    const basedOn = shown.body.data.preview.basedOn
    const seen = await post('max', `/api/corrections/${id}/approve/`, { basedOn })
    expect(seen).toMatchObject({ status: 200, body: { data: { records: [{ workedHours: 8 }] } } })
    // And who asks says what they looked at.
    const version = { recordId: record.id, version: record.version }
    expect(await ask('eva', [{ ...change, time: '18:00' }], { basedOn: [version] })).toMatchObject({
      status: 409,
      body: { code: 'record_changed', data: { records: [{ timeIn: '09:00:00', timeOut: '17:00:00' }] } },
    })
    await expectIntact()
  })

  it('for a punch that was removed meanwhile is refused with the new state', async () => {
    const record = await work('eva', '08:00', '16:00')
    const { id } = (await ask('eva', [{ action: 'change', punchId: record.outId, time: '17:00', date }])).body
      .data
    const changes = [
      { action: 'remove', punchId: record.id },
      { action: 'remove', punchId: record.outId },
    ]
    await post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'was away', changes })
    expect((await call('max', 'GET', `/api/corrections/${id}/`)).body.data.preview).toMatchObject({
      isStale: true,
      problem: { code: 'invalid' },
    })
    expect(await post('max', `/api/corrections/${id}/approve/`)).toMatchObject({
      status: 409,
      body: { code: 'record_changed', data: { records: [] } },
    })
    const history = await call('eva', 'GET', `/api/timeclock/eva/shifts/${record.id}/history/`)
    expect(history.body.data.record).toBeNull()
    expect(history.body.data.versions.at(-1)).toMatchObject({ record: null, fact: { reason: 'was away' } })
  })
})

describe('a clear refusal', () => {
  test.each([
    ['for the future', [{ action: 'add', kind: 'in', time: '2026-03-27T18:03:00Z' }], 422, 'in_the_future'],
    ['of a punch that is not there', [{ action: 'remove', punchId: 'nothing' }], 422, 'invalid'],
    ['without a kind', [{ action: 'add', time: '08:00', date: '2026-03-05' }], 422, 'invalid'],
    ['without a time', [{ action: 'add', kind: 'in' }], 422, 'invalid'],
    [
      'of a break without a shift',
      [{ action: 'add', kind: 'break_start', time: '03:00', date: '2026-03-05' }],
      422,
      'break_outside_shift',
    ],
    [
      'of an out without an in',
      [{ action: 'add', kind: 'out', time: '03:00', date: '2026-03-05' }],
      422,
      'out_before_in',
    ],
  ])('%s', async (_, changes, status, code) => {
    expect(await ask('erik', changes)).toMatchObject({ status, body: { code } })
  })

  it('of half of the changes refuses all', async () => {
    const before = (await call('erik', 'GET', '/api/timeclock/erik/punches/')).body.data.length
    const changes = [
      { action: 'add', kind: 'in', time: '08:00', date },
      { action: 'add', kind: 'out', time: '07:00', date },
    ]
    const answer = await post('max', '/api/timeclock/corrections/', { userId: 'erik', reason: 'x', changes })
    expect(answer.status).toBe(422)
    expect((await call('erik', 'GET', '/api/timeclock/erik/punches/')).body.data).toHaveLength(before)
  })

  it('for people out of scope, and without a reason', async () => {
    const changes = [{ action: 'add', kind: 'in', time: '08:00', date }]
    for (const who of ['max', 'eva'] as const) {
      expect((await ask(who, changes, { userId: 'omar' })).status).toBe(404)
    }
    expect(
      (await post('max', '/api/timeclock/corrections/', { userId: 'omar', reason: 'x', changes })).status,
    ).toBe(404)
    expect(
      (await post('eva', '/api/timeclock/corrections/', { userId: 'eva', reason: 'x', changes })).status,
    ).toBe(403)
    expect((await ask('eva', changes, { reason: '  ' })).body).toMatchObject({
      errors: [{ field: 'reason' }],
    })
    const { id } = (await ask('omar', changes)).body.data
    expect((await call('max', 'GET', `/api/corrections/${id}/`)).status).toBe(404)
    expect((await post('max', `/api/corrections/${id}/approve/`)).status).toBe(404)
    expect((await post('eva', `/api/corrections/${id}/approve/`)).status).toBe(403)
    expect((await call('eva', 'GET', '/api/corrections/?user=omar')).body.data).toEqual([])
  })

  it("of one's own, unless the company allows it", async () => {
    const changes = [
      { action: 'add', kind: 'in', time: '08:00', date },
      { action: 'add', kind: 'out', time: '09:00', date },
    ]
    const direct = (who: Who) =>
      post(who, '/api/timeclock/corrections/', { userId: who, reason: 'x', changes })
    expect((await direct('max')).status).toBe(403)
    const { id } = (await ask('max', changes)).body.data
    expect(await post('max', `/api/corrections/${id}/approve/`)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    expect((await direct('ada')).status).toBe(201)
    const set = (ownApproval: string) => call('ada', 'PATCH', '/api/corrections/settings/', { ownApproval })
    await set('everyone')
    expect((await post('max', `/api/corrections/${id}/approve/`)).status).toBe(200)
    await set('nobody')
    expect((await direct('ada')).status).toBe(403)
    await set('administrators')
    expect((await call('max', 'PATCH', '/api/corrections/settings/', { consent: 'both' })).status).toBe(403)
  })
})

describe('the consent of both sides (GC-219)', () => {
  it('lets the correction of a manager wait for the employee', async () => {
    await call('ada', 'PATCH', '/api/corrections/settings/', { consent: 'both' })
    const record = await work('eva', '08:00', '16:00')
    const changes = [{ action: 'change', punchId: record.outId, time: '15:30', date }]
    const propose = () =>
      post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'left at half past', changes })
    const first = await propose()
    expect(first).toMatchObject({ status: 201, body: { data: { state: 'proposed', punchIds: [] } } })
    expect(await hoursOf('eva')).toBe(8)
    const { id } = first.body.data
    expect((await post('max', `/api/corrections/${id}/approve/`)).body.code).toBe('already_decided')
    expect((await post('max', `/api/corrections/${id}/agree/`)).status).toBe(403)
    expect((await post('eva', `/api/corrections/${id}/disagree/`, { comment: 'no' })).body.data.state).toBe(
      'refused',
    )
    expect(await hoursOf('eva')).toBe(8)
    const second = (await propose()).body.data.id
    expect(await post('eva', `/api/corrections/${second}/agree/`)).toMatchObject({
      status: 200,
      body: { data: { state: 'approved', decidedBy: 'eva', records: [{ workedHours: 7.5 }] } },
    })
    const [fact] = (await call('eva', 'GET', '/api/timeclock/eva/punches/?limit=1')).body.data
    expect(fact).toMatchObject({ kind: 'amend', recordedBy: 'max', reason: 'left at half past' })
    // What an employee asks for has both consents when a manager approves it.
    const asked = (await ask('eva', [{ ...changes[0]!, time: '16:00' }])).body.data.id
    expect((await post('max', `/api/corrections/${asked}/approve/`)).body.data.state).toBe('approved')
    expect(await hoursOf('eva')).toBe(8)
    await call('ada', 'PATCH', '/api/corrections/settings/', { consent: 'none' })
    await expectIntact()
  })
})

describe('several at once', () => {
  it('are each answered on their own, and listed by state in pages', async () => {
    const add = (kind: string, time: string) => ({ action: 'add', kind, time, date })
    const one = (await ask('eva', [add('in', '01:00'), add('out', '02:00')])).body.data.id
    const two = (await ask('erik', [add('in', '01:00'), add('out', '02:00')])).body.data.id
    const other = (await ask('omar', [add('in', '01:00'), add('out', '02:00')])).body.data.id
    const answer = await post('max', '/api/corrections/approve/', {
      ids: [one, other, two, 'nothing'],
      comment: 'all',
    })
    expect(answer.body.data).toMatchObject([
      { id: one, httpStatus: 200, state: 'approved' },
      { id: other, httpStatus: 404, code: 'not_found' },
      { id: two, httpStatus: 200 },
      { id: 'nothing', httpStatus: 404 },
    ])
    const again = await post('max', '/api/corrections/refuse/', { ids: [one], comment: 'late' })
    expect(again.body.data).toMatchObject([{ httpStatus: 409, code: 'already_decided' }])
    const list = async (query: string) => (await call('max', 'GET', `/api/corrections/?${query}`)).body
    const all = (await list('state=approved')).data.map((row: { id: string }) => row.id)
    const first = await list('state=approved&limit=1')
    expect(first.data).toHaveLength(1)
    const rest = await list(`state=approved&limit=100&cursor=${first.meta.nextCursor}`)
    expect([...first.data, ...rest.data].map((row: { id: string }) => row.id)).toEqual(all)
    const ofDay = (await list(`from=${date}&to=${date}&user=eva`)).data.map((row: { id: string }) => row.id)
    expect(ofDay).toEqual([one])
  })

  it('sent twice with one key is made once', async () => {
    const body = {
      userId: 'erik',
      reason: 'x',
      changes: [
        { action: 'add', kind: 'in', time: '08:00', date },
        { action: 'add', kind: 'out', time: '09:00', date },
      ],
    }
    const send = () =>
      call('max', 'POST', '/api/timeclock/corrections/', body, { 'idempotency-key': 'corr-1' })
    const [first, second] = [await send(), await send()]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.data.id).toBe(first.body.data.id)
    expect(second.headers['idempotency-replayed']).toBe('true')
  })
})

describe('a queued punch that collides with what a manager entered', () => {
  const queued = (at: string, kind: string) =>
    post('eva', '/api/timeclock/punches/', {
      punches: [{ kind, at: `${date}T${at}Z`, idempotencyKey: `${date}-${kind}` }],
    })

  it('is kept beside it and raises an exception; admitted, it takes its place', async () => {
    expect((await post('eva', '/api/timeclock/clock-in/', { date, timeIn: '08:00' })).status).toBe(201)
    const changes = [{ action: 'add', kind: 'out', time: '17:00', date }]
    await post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'forgot', changes })
    const late = await queued('17:05:00', 'out')
    expect(late.body.data).toMatchObject([
      {
        httpStatus: 202,
        answer: { data: { isCounted: false, flags: expect.arrayContaining(['offline_conflict']) } },
      },
    ])
    expect(await hoursOf('eva')).toBe(9)
    const exceptions = async () =>
      (await call('max', 'GET', `/api/exceptions/?from=${date}&to=${date}&code=offline_conflict`)).body.data
    expect(await exceptions()).toMatchObject([{ userId: 'eva', code: 'offline_conflict', state: 'open' }])
    const [record] = (await call('eva', 'GET', `/api/timeclock/eva/?from=${date}&to=${date}`)).body.data
    const instead = [
      { action: 'remove', punchId: record.outId },
      { action: 'admit', punchId: late.body.data[0].answer.data.id },
    ]
    const done = await post('max', '/api/timeclock/corrections/', {
      userId: 'eva',
      reason: 'phone is right',
      changes: instead,
    })
    expect(done, done.text).toMatchObject({
      status: 201,
      body: { data: { records: [{ workedHours: 9.08 }] } },
    })
    expect(await exceptions()).toEqual([])
    const again = [instead[1]]
    expect(
      await post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'again', changes: again }),
    ).toMatchObject({ status: 422, body: { errors: [{ field: 'changes.0.punchId' }] } })
    await expectIntact()
  })

  it('is kept as well when it is a clock-in before the entered one', async () => {
    const changes = [
      { action: 'add', kind: 'in', time: '08:00', date },
      { action: 'add', kind: 'out', time: '17:00', date },
    ]
    await post('max', '/api/timeclock/corrections/', { userId: 'eva', reason: 'phone was off', changes })
    expect((await queued('07:58:00', 'in')).body.data).toMatchObject([{ httpStatus: 202 }])
    expect((await queued('17:04:00', 'out')).body.data).toMatchObject([{ httpStatus: 202 }])
    expect(await hoursOf('eva')).toBe(9)
    await expectIntact()
  })

  it("is refused as ever when it collides with one's own", async () => {
    await work('eva', '08:00', '17:00')
    expect((await queued('12:00:00', 'in')).body.data).toMatchObject([
      { httpStatus: 409, answer: { code: 'overlapping_shift' } },
    ])
    const listed = await call('max', 'GET', `/api/exceptions/?from=${date}&to=${date}&code=overlap_refused`)
    expect(listed.body.data).toMatchObject([{ userId: 'eva', severity: 'info', key: 'in' }])
  })
})

describe('what was asked and decided', () => {
  it('is missed when its end is cut off, also where the head is cut with it', async () => {
    const { pool } = server.context
    const ofChains = async () => (await verify(pool)).findings.filter(({ table }) => table !== 'corrections')
    await sealHeads(pool, server.context.now())
    await expectIntact()
    const steps = `(select * from steps where user_id = 'max' order by seq desc limit 1)`
    const { rows } = await pool.query(`select * from ${steps} s`)
    const end = rows[0].seq as number
    await pool.query('alter table steps disable trigger steps_append_only')
    await pool.query(`delete from steps where user_id = 'max' and seq = ${end}`)
    expect(await ofChains()).toMatchObject([
      {
        table: 'steps',
        row: `person max, step ${end}`,
        problem: `the head says number ${end}, the steps end at ${end - 1}: steps are missing at the end`,
      },
      { table: 'seals', problem: `the step ${end} of person max that it covers is gone` },
    ])
    const cut = await pool.query(
      end > 1
        ? `update step_heads h set seq = s.seq, hash = s.hash from ${steps} s where h.user_id = 'max'`
        : `delete from step_heads where user_id = 'max'`,
    )
    expect(cut.rowCount).toBe(1)
    expect(await ofChains()).toMatchObject([
      { table: 'seals', problem: `the step ${end} of person max that it covers is gone` },
    ])
    await pool.query(`insert into steps select * from jsonb_populate_record(null::steps, $1)`, [
      JSON.stringify({
        ...rows[0],
        prev_hash: `\\x${rows[0].prev_hash.toString('hex')}`,
        hash: `\\x${rows[0].hash.toString('hex')}`,
      }),
    ])
    await pool.query(
      `insert into step_heads select user_id, seq, hash from ${steps} s
         on conflict (user_id) do update set seq = excluded.seq, hash = excluded.hash`,
    )
    await pool.query('alter table steps enable trigger steps_append_only')
    await expectIntact()
  })

  it('cannot be changed, and is noticed when it is', async () => {
    const { pool } = server.context
    await expect(pool.query("update steps set comment = 'x'")).rejects.toThrow('append-only')
    await pool.query('alter table steps disable trigger steps_append_only')
    await pool.query("update steps set comment = 'x' where user_id = 'eva' and seq = 2")
    expect((await verify(pool)).findings).toMatchObject([
      { table: 'steps', row: 'person eva, step 2', problem: 'the content does not match its hash' },
    ])
    await pool.query("update corrections set state = 'refused', decided_at = now() where user_id = 'omar'")
    expect((await verify(pool)).findings).toContainEqual(expect.objectContaining({ table: 'corrections' }))
  })
})
