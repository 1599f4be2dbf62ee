/** Checks of the integrity through HTTP: one at a time, with their result in the end, whatever becomes of the process. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'
import { buildApp } from '../../http/app.ts'
import { sealHeads } from '../timeclock/seals.ts'

const path = '/api/integrity-checks/'
let server: TestApp
let people: TestPeople

beforeAll(async () => {
  server = await createTestApp()
  people = await seedPeople(server.context)
  const { context } = server
  await server.request('POST', '/api/timeclock/clock-in/', {
    token: people.eva.token,
    body: { timeIn: '08:00' },
  })
  await server.request('POST', '/api/timeclock/clock-out/', {
    token: people.eva.token,
    body: { timeOut: '09:00' },
  })
  await sealHeads(context.pool, context.now())
})
afterAll(() => server?.close())
beforeEach(() => server.context.pool.query('delete from integrity_checks'))

const ask = (method: string, url = path, body?: object, token = people.ada.token) =>
  server.request(method, url, { token, ...(body && { body }) })

/** Asks until the check is over: the loop turns, no clock is read. */
async function result(id: string) {
  for (;;) {
    const { body } = await ask('GET', `${path}${id}/`)
    if (body.data.state !== 'running') return body.data
  }
}

test('says that all is whole, and what was read', async () => {
  const { status, body } = await ask('POST', path, {})
  expect(status).toBe(202)
  expect(await result(body.data.id)).toMatchObject({
    state: 'done',
    isWhole: true,
    startedBy: { id: 'ada', name: 'Ada Admin' },
    peopleDone: 5,
    people: 5,
    facts: 2,
    seals: 1,
    findings: [],
  })
  const { body: list } = await ask('GET')
  expect(list.data.map((one: { id: string }) => one.id)).toEqual([body.data.id])
  const { body: log } = await ask('GET', '/api/audit/?action=integrity.check')
  expect(log.data[0]).toMatchObject({ actorId: 'ada', actorName: 'Ada Admin' })
})

test('names the first row that differs', async () => {
  const { pool } = server.context
  await pool.query(`update days set worked_seconds = worked_seconds + 60 where user_id = 'eva'`)
  const { body } = await ask('POST', path, {})
  const { isWhole, findings } = await result(body.data.id)
  await pool.query(`update days set worked_seconds = worked_seconds - 60 where user_id = 'eva'`)
  expect(isWhole).toBe(false)
  expect(findings).toMatchObject([
    {
      table: 'days',
      row: 'person eva, day 2025-08-20',
      problem: 'worked_seconds is 3660, the facts give 3600',
    },
  ])
})

const insertRunning = (id: string, seen: string) =>
  server.context.pool.query(
    `insert into integrity_checks (id, state, started_by, started_at, seen_at) values ($1, 'running', 'ada', now(), ${seen})`,
    [id],
  )
const other = '01990000-0000-7000-8000-000000000001'

test('one runs at a time, whichever process has it', async () => {
  await insertRunning(other, 'now()')
  const { status, body } = await ask('POST', path, {})
  expect(status).toBe(409)
  expect(body).toMatchObject({ code: 'conflict', data: { id: other } })
})

test('one whose process died is over, and does not stop the next', async () => {
  await insertRunning(other, `now() - interval '2 minutes'`)
  const { status } = await ask('POST', path, {})
  expect(status).toBe(202)
  const { body } = await ask('GET', `${path}${other}/`)
  expect(body.data).toMatchObject({ state: 'interrupted', isWhole: null })
})

test('one whose process is stopped does not run for ever', async () => {
  const second = await buildApp(server.context)
  const headers = { authorization: `Bearer ${people.ada.token}`, 'content-type': 'application/json' }
  const started = await second.inject({ method: 'POST', url: path, headers, payload: '{}' })
  await second.close()
  const { body } = await ask('GET', `${path}${started.json().data.id}/`)
  expect(['done', 'interrupted']).toContain(body.data.state)
})

test('one that others took for dead does not write over what they know', async () => {
  const { body } = await ask('POST', path, {})
  const { id } = body.data
  const { rowCount } = await server.context.pool.query(
    `update integrity_checks set state = 'interrupted', finished_at = now() where id = $1 and state = 'running'`,
    [id],
  )
  const { body: next } = await ask('POST', path, {})
  expect(await result(next.data.id)).toMatchObject({ state: 'done', isWhole: true })
  expect((await ask('GET', `${path}${id}/`)).body.data.state).toBe(rowCount === 1 ? 'interrupted' : 'done')
})

test('pages of checks, the newest first', async () => {
  const id = (n: number) => `01990000-0000-7000-8000-00000000000${n}`
  for (const n of [1, 2, 3])
    await server.context.pool.query(
      `insert into integrity_checks (id, state, started_by, started_at, finished_at)
       values ($1, 'done', 'ada', $2, now())`,
      [id(n), `2025-08-0${n}T00:00:00Z`],
    )
  const { body: first } = await ask('GET', `${path}?limit=2`)
  const { body: rest } = await ask('GET', `${path}?limit=2&cursor=${first.meta.nextCursor}`)
  const ids = [...first.data, ...rest.data].map((one: { id: string }) => one.id)
  expect(ids).toEqual([id(3), id(2), id(1)])
  expect(rest.meta.nextCursor).toBe(null)
})

test('is for administrators, and unknown ids are not found', async () => {
  for (const { token } of [people.max, people.eva]) {
    expect((await ask('POST', path, {}, token)).status).toBe(403)
    expect((await ask('GET', path, undefined, token)).status).toBe(403)
  }
  expect((await ask('GET', `${path}nonsense/`)).status).toBe(404)
  expect((await ask('GET', `${path}${other}/`)).status).toBe(404)
})
