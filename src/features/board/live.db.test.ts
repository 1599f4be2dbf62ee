import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'
import {
  connect,
  listen,
  refusedStatus,
  type LiveClient,
  type LiveClientOptions,
} from '../../../test/live.ts'
import { openContext, type Context } from '../../context.ts'
import { buildApp } from '../../http/app.ts'

const liveLimits = { authMs: 300, heartbeatMs: 60_000, checkMs: 60_000, perAccount: 3, messages: 10 }

let api: TestApp
let people: TestPeople
let host: string
/** A second process on the same database, as far as the first can tell. */
let other: { context: Context; app: Awaited<ReturnType<typeof buildApp>>; host: string }
let clock = Date.parse('2026-03-02T08:00:00Z')
const clients: LiveClient[] = []

beforeAll(async () => {
  api = await createTestApp({
    now: () => clock,
    liveLimits,
    config: { corsOrigins: ['https://board.example.com'] },
  })
  people = await seedPeople(api.context)
  host = await listen(api.app)
  const context = await openContext(api.context.config, { now: () => clock, migrate: false })
  const app = await buildApp(context)
  other = { context, app, host: await listen(app) }
  await Promise.all([api.context.notifications.ready(), context.notifications.ready()])
})
afterEach(async () => {
  for (const client of clients.splice(0)) {
    client.socket.terminate()
    await client.closed
  }
})
afterAll(async () => {
  await other?.app.close()
  await other?.context.close()
  await api?.close()
})

function open(options: LiveClientOptions, at = host): LiveClient {
  const client = connect(at, options)
  clients.push(client)
  return client
}

/** A connected client of this person that has seen `ready`. */
async function join(name: keyof TestPeople, at = host): Promise<LiveClient> {
  const client = open({ token: people[name].token }, at)
  await client.next('ready')
  return client
}

const punch = (name: keyof TestPeople, path: string, at = api.app, body: object = {}) =>
  at.inject({
    method: 'POST',
    url: `/api/timeclock/${path}/`,
    headers: { authorization: `Bearer ${people[name].token}` },
    payload: body,
  })

describe('who is let in', () => {
  it('takes the token as a subprotocol, which it does not send back, as a header and as a first message', async () => {
    const byProtocol = open({ token: people.eva.token })
    expect(await byProtocol.next('ready')).toMatchObject({
      userId: 'eva',
      role: 'employee',
      snapshot: '/api/live/board/',
    })
    expect(byProtocol.socket.protocol).toBe('bearer')
    const byHeader = open({ headers: { authorization: `Bearer ${people.max.token}` } })
    expect(await byHeader.next('ready')).toMatchObject({ userId: 'max', role: 'manager' })
    const byMessage = open({})
    byMessage.socket.on('open', () => byMessage.send({ type: 'auth', token: people.ada.token }))
    expect(await byMessage.next('ready')).toMatchObject({ userId: 'ada', role: 'admin' })
  })

  it('closes who has a wrong token, sends something else first, or says nothing for too long', async () => {
    expect((await open({ token: 'nonsense' }).closed).code).toBe(4401)
    const early = open({})
    early.socket.on('open', () => early.send({ type: 'subscribe' }))
    expect((await early.closed).code).toBe(4401)
    expect((await open({}).closed).code).toBe(4401)
  })

  it('refuses a foreign page before anything opens, and takes its own and those of CORS_ORIGINS', async () => {
    const { token } = people.eva
    expect(await refusedStatus(host, { token, origin: 'https://evil.example.com' })).toBe(403)
    expect(await refusedStatus(host, { token, origin: 'null' })).toBe(403)
    expect(await refusedStatus(host, { token, origin: `http://${host}` })).toBe(101)
    expect(await refusedStatus(host, { token, origin: 'https://board.example.com' })).toBe(101)
  })

  it('takes no token in the address, and answers a plain request with 426', async () => {
    expect(await refusedStatus(host, { path: `/api/live/?token=${people.eva.token}` })).toBe(422)
    expect((await api.request('GET', '/api/live/')).status).toBe(401)
    expect(await api.request('GET', '/api/live/', { token: people.eva.token })).toMatchObject({
      status: 426,
      body: { code: 'upgrade_required' },
    })
    expect(await refusedStatus(host, { token: people.eva.token, path: '/api/auth/me/' })).toBe(401)
  })

  it('limits the connections of one account, not of others', async () => {
    const mine = [await join('omar'), await join('omar'), await join('omar')]
    expect((await open({ token: people.omar.token }).closed).code).toBe(4429)
    await join('eva')
    mine[0]!.socket.close()
    await mine[0]!.closed
    await join('omar')
  })
})

describe('what a client may send', () => {
  it.each([
    ['no JSON', 'hello', 1008],
    ['an unknown type', { type: 'shout' }, 1008],
    ['an unknown field', { type: 'ping', extra: 1 }, 1008],
    ['a second token', { type: 'auth', token: 'x' }, 1008],
    ['too many ids', { type: 'subscribe', users: Array.from({ length: 501 }, (_, i) => `u${i}`) }, 1008],
    ['too much at once', `"${'x'.repeat(70_000)}"`, 1009],
  ])('not %s', async (_what, message, code) => {
    const client = await join('eva')
    client.send(message)
    expect((await client.closed).code).toBe(code)
  })

  it('not more messages than the limit in ten seconds', async () => {
    const client = await join('eva')
    for (let i = 0; i < 10; i++) client.send({ type: 'ping' })
    for (let i = 0; i < 10; i++) await client.next('pong')
    clock += 10_000
    client.send({ type: 'ping' })
    await client.next('pong')
    for (let i = 0; i < 10; i++) client.send({ type: 'ping' })
    expect((await client.closed).code).toBe(4429)
  })
})

describe('what is told', () => {
  it('is a punch on another process, within the scope of each', async () => {
    const [ada, max, eva, erik, omar] = [
      await join('ada'),
      await join('max', other.host),
      await join('eva', other.host),
      await join('erik'),
      await join('omar'),
    ]
    const began = performance.now()
    const answer = await punch('eva', 'clock-in', other.app)
    expect(answer.statusCode).toBe(201)
    const expected = {
      type: 'presence',
      userId: 'eva',
      state: 'in',
      since: '2026-03-02T08:00:10+00:00',
      workDate: '2026-03-02',
      departmentId: 'assembly',
      branchId: null,
      seq: 1,
    }
    clock = Date.parse('2026-03-02T08:00:10Z')
    for (const client of [ada, max, eva]) expect(await client.next('presence')).toEqual(expected)
    expect(performance.now() - began).toBeLessThan(1000)
    expect((await punch('eva', 'break-start', api.app)).statusCode).toBe(201)
    expect(await max.next('presence')).toMatchObject({ userId: 'eva', state: 'break', seq: 2 })
    expect((await punch('omar', 'clock-in', other.app)).statusCode).toBe(201)
    expect(await omar.next('presence')).toMatchObject({ userId: 'omar', state: 'in' })
    const seen = (client: LiveClient) =>
      client.messages.filter((message) => message.type === 'presence').map((message) => message.userId)
    expect([seen(max), seen(erik)]).toEqual([['eva', 'eva'], []])
  })

  it('is a correction too, and not what was refused', async () => {
    const ada = await join('ada')
    expect((await punch('eva', 'clock-in')).statusCode).toBe(409)
    const out = await punch('eva', 'clock-out')
    expect(out.statusCode).toBe(200)
    expect(await ada.next('presence')).toMatchObject({ userId: 'eva', state: 'out', seq: 3 })
    const facts = await api.request('GET', '/api/timeclock/eva/punches/', { token: people.ada.token })
    const changes = [{ action: 'remove', punchId: facts.body.data[0].id }]
    const body = { userId: 'eva', reason: 'Was still there', changes }
    const corrected = await api.request('POST', '/api/timeclock/corrections/', {
      token: people.ada.token,
      body,
    })
    expect(corrected.status, corrected.text).toBe(201)
    expect(await ada.next('presence')).toMatchObject({ userId: 'eva', state: 'break', seq: 4 })
    expect(ada.messages.filter((message) => message.type === 'presence')).toHaveLength(2)
  })

  it('can be narrowed', async () => {
    const ada = await join('ada')
    ada.send({ type: 'subscribe', departments: ['office'] })
    await ada.next('subscribed')
    await punch('erik', 'clock-in')
    await punch('omar', 'break-start')
    expect(await ada.next('presence')).toMatchObject({ userId: 'omar', state: 'break' })
    expect(ada.messages.map((message) => message.userId)).not.toContain('erik')
    ada.send({ type: 'subscribe' })
    await ada.next('subscribed')
    await punch('erik', 'clock-out')
    expect(await ada.next('presence')).toMatchObject({ userId: 'erik', state: 'out' })
  })

  it('is a resync when people, places or plans change', async () => {
    const max = await join('max', other.host)
    const body = { firstName: 'Eve' }
    expect((await api.request('PATCH', '/api/users/eva/', { token: people.ada.token, body })).status).toBe(
      200,
    )
    expect(await max.next('resync')).toEqual({ type: 'resync', reason: 'changed' })
  })

  it('is a resync when the connection to the database was lost', async () => {
    const max = await join('max', other.host)
    await api.context.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'timeclock listener' and datname = current_database()`,
    )
    expect(await max.next('resync')).toMatchObject({ type: 'resync' })
    await Promise.all([api.context.notifications.ready(), other.context.notifications.ready()])
  })
})
