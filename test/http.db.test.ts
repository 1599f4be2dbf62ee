/** The layer itself, on sample routes: bad input, limits, errors, retries. */
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AppError } from '../src/errors.ts'
import {
  Body,
  DateText,
  errorResponses,
  IdText,
  Latitude,
  Limit,
  Name,
  Params,
  Query,
  success,
  Text,
} from '../src/http/fields.ts'
import type { Routes } from '../src/http/route.ts'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from './app.ts'

const tags = ['Sample']
let runs = 0
let failWith: unknown

const sampleRoutes: Routes = async (app) => {
  const body = Body({
    name: Name(20),
    note: Type.Optional(Text(50)),
    date: Type.Optional(DateText()),
    latitude: Type.Optional(Latitude()),
    count: Type.Optional(Type.Integer()),
    parts: Type.Optional(Type.Array(Body({ start: Type.String() }))),
  })
  const response = {
    201: success(Type.Object({ name: Type.String(), runs: Type.Integer() })),
    ...errorResponses('conflict'),
  }
  app.post(
    '/api/samples/',
    {
      config: { permission: 'punch:write' },
      schema: { summary: 'Make', operationId: 'makeSample', tags, body, response },
    },
    async (request, reply) => {
      runs += 1
      if (failWith) throw failWith
      const data = { name: request.body.name, runs, secret: 'a column that is no field' }
      return reply.code(201).send({ status: 'success', data })
    },
  )
  app.post(
    '/api/samples/empty/',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'Empty',
        operationId: 'sampleEmpty',
        tags,
        body: Body({ note: Type.Optional(Text(5)) }),
      },
    },
    async (request) => ({ status: 'success', data: request.body }),
  )
  app.get(
    '/api/samples/',
    {
      config: { permission: 'public' },
      schema: {
        summary: 'List',
        operationId: 'listSamples',
        tags,
        querystring: Query({
          limit: Limit(),
          date: Type.Optional(DateText()),
          open: Type.Optional(Type.Boolean()),
        }),
      },
    },
    async (request) => ({ status: 'success', data: request.query }),
  )
  app.get(
    '/api/samples/:id/',
    {
      config: { permission: 'audit:read' },
      schema: { summary: 'One', operationId: 'getSample', tags, params: Params({ id: IdText() }) },
    },
    async (request) => ({ status: 'success', data: request.params }),
  )
  app.delete(
    '/api/samples/:id/',
    {
      config: { permission: 'punch:write' },
      schema: { summary: 'Remove', operationId: 'removeSample', tags, params: Params({ id: IdText() }) },
    },
    async (_request, reply) => {
      runs += 1
      return reply.code(204).send()
    },
  )
}

let server: TestApp
let people: TestPeople

beforeAll(async () => {
  server = await createTestApp({
    routes: [sampleRoutes],
    config: { corsOrigins: ['https://hr.example.com'] },
  })
  people = await seedPeople(server.context)
})
afterAll(() => server?.close())

const post = (body: unknown, headers: Record<string, string> = {}) =>
  server.request('POST', '/api/samples/', { token: people.eva.token, body, headers })

describe('bad bodies', () => {
  const cases: [what: string, body: unknown, field: string, message: RegExp][] = [
    ['a missing field', {}, 'name', /"name" is required/],
    ['an unknown field', { name: 'x', nmae: 1 }, 'nmae', /Unknown field "nmae"\. Known fields: name, note/],
    ['a number for text', { name: 5 }, 'name', /must be text/],
    ['text for a number', { name: 'x', count: '5' }, 'count', /must be a whole number/],
    ['a fraction', { name: 'x', count: 1.5 }, 'count', /must be a whole number/],
    ['null', { name: null }, 'name', /must be text/],
    ['a blank name', { name: '   ' }, 'name', /not blank/],
    ['NUL', { name: 'x', note: 'a\0b' }, 'note', /control characters/],
    ['an escape sequence', { name: 'a\u001b[31m' }, 'name', /one line/],
    ['a lone surrogate', { name: 'x', note: '\ud800' }, 'note', /plain text/],
    ['a long text', { name: 'x'.repeat(21) }, 'name', /at most 20 characters/],
    ['a date that is none', { name: 'x', date: '2025-02-30' }, 'date', /YYYY-MM-DD/],
    ['a latitude out of range', { name: 'x', latitude: 91 }, 'latitude', /90 or less/],
    [
      'an unknown field inside',
      { name: 'x', parts: [{ start: 'a', end: 'b' }] },
      'parts.0.end',
      /Unknown field/,
    ],
    ['a list', [], 'body', /must be an object/],
    ['null alone', null, 'body', /must be an object/],
  ]
  test.each(cases)('%s', async (_what, body, field, message) => {
    const answer = await post(body)
    expect(answer).toMatchObject({ status: 422, body: { status: 'error', code: 'invalid' } })
    const error = answer.body.errors.find((one: { field: string }) => one.field === field)
    expect(error?.message).toMatch(message)
    expect(answer.body.requestId).toBe(answer.headers['x-request-id'])
  })

  test('all wrong fields are named at once', async () => {
    const { body } = await post({ name: '', count: 'x' })
    expect(body.errors.map((one: { field: string }) => one.field).sort()).toEqual(['count', 'name'])
  })

  const raw: [
    what: string,
    payload: string | Buffer,
    type: string | undefined,
    status: number,
    code: string,
  ][] = [
    ['broken JSON', '{"name":', 'application/json', 400, 'malformed'],
    [
      'bad UTF-8',
      Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]),
      'application/json',
      400,
      'malformed',
    ],
    ['__proto__', '{"name":"x","__proto__":{"admin":true}}', 'application/json', 400, 'malformed'],
    ['constructor', '{"name":"x","constructor":{"prototype":{}}}', 'application/json', 400, 'malformed'],
    ['a form', 'name=x', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
    ['plain text', '{"name":"x"}', 'text/plain', 415, 'unsupported_media_type'],
    ['no type', '{"name":"x"}', undefined, 415, 'unsupported_media_type'],
    ['a wrong type header', '{"name":"x"}', 'json', 415, 'unsupported_media_type'],
    [
      'too much',
      JSON.stringify({ name: 'x'.repeat(1_100_000) }),
      'application/json',
      413,
      'payload_too_large',
    ],
  ]
  test.each(raw)('%s', async (_what, payload, type, status, code) => {
    const headers = { authorization: `Bearer ${people.eva.token}`, ...(type && { 'content-type': type }) }
    const answer = await server.app.inject({ method: 'POST', url: '/api/samples/', headers, payload })
    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.payload).not.toMatch(/node_modules|Error:|\bat \S+:\d/)
  })

  test.each([
    ['no type and no body', {}],
    ['a JSON type and no body', { 'content-type': 'application/json' }],
    ['a form of nothing', { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '0' }],
  ])('%s counts as an empty body', async (_what, headers) => {
    const answer = await server.request('POST', '/api/samples/empty', { headers })
    expect(answer).toMatchObject({ status: 200, body: { data: {} } })
  })
})

describe('query strings', () => {
  test.each([
    ['limit=10', { limit: 10 }],
    ['', { limit: 50 }],
    ['open=true', { limit: 50, open: true }],
  ])('%s', async (query, data) => {
    const answer = await server.request('GET', `/api/samples/?${query}`)
    expect(answer.body.data).toEqual(data)
  })
  test.each([
    ['limit=0', /1 or more/],
    ['limit=501', /500 or less/],
    ['limit=1e2', /whole number/],
    ['limit=0x10', /whole number/],
    ['limit=', /whole number/],
    ['limit=%205', /whole number/],
    ['limit=1&limit=2', /more than once/],
    ['date=2025-08-20&date=2025-08-21', /more than once/],
    ['date=20250820', /YYYY-MM-DD/],
    ['open=1', /true or false/],
    ['nope=1', /Unknown parameter "nope"\. Known parameters: limit, date, open/],
    ['__proto__=1', /Unknown parameter/],
  ])('%s is refused', async (query, message) => {
    const answer = await server.request('GET', `/api/samples/?${query}`)
    expect(answer.status).toBe(422)
    expect(answer.body.message).toMatch(message)
  })
})

describe('paths', () => {
  const longId = 'ф'.repeat(100)
  const cases: [method: string, path: string, status: number][] = [
    ['GET', '/api/samples', 200],
    ['GET', '/api/samples/', 200],
    ['PUT', '/api/samples/', 405],
    ['TRACE', '/api/samples/', 405],
    ['PROPFIND', '/api/samples', 405],
    ['GET', '/api/nothing/', 404],
    ['GET', '/nothing', 404],
    ['GET', '/%zz', 400],
    ['GET', '/api/samples/%ff/', 400],
    ['GET', '/healthz', 200],
    ['GET', '/readyz', 200],
    ['GET', '/metrics', 200],
    ['GET', '/', 200],
    ['HEAD', '/', 200],
    ['GET', '/api/docs/', 200],
    ['GET', '/api/docs', 200],
    ['GET', '/api/openapi.json', 200],
  ]
  test.each(cases)('%s %s', async (method, path, status) => {
    const answer = await server.request(method, path)
    expect(answer.status).toBe(status)
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers['allow']).toBe(status === 405 ? 'GET, HEAD, POST' : undefined)
    expect(status >= 400 ? answer.body.status : 'error').toBe('error')
  })
  test('an id of 100 characters passes, one of 101 does not', async () => {
    const { token } = people.ada
    const good = await server.request('GET', `/api/samples/${encodeURIComponent(longId)}/`, { token })
    expect(good.body.data).toEqual({ id: longId })
    const bad = await server.request('GET', `/api/samples/${encodeURIComponent(`${longId}ф`)}/`, { token })
    expect(bad.status).toBe(422)
  })
  test('metrics are not for others', async () => {
    const forwarded = await server.request('GET', '/metrics', { headers: { 'x-forwarded-for': '10.0.0.1' } })
    expect(forwarded.status).toBe(404)
    const remote = await server.app.inject({ method: 'GET', url: '/metrics', remoteAddress: '10.0.0.1' })
    expect(remote.statusCode).toBe(404)
  })
  test.each([
    ['what is not HTTP', () => 'HELLO\r\n\r\n', 400, 'malformed'],
    ['huge headers', () => `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'malformed'],
    ['two sessions at once', () => asEvaTwice('GET /api/samples/1/'), 401, 'unauthenticated'],
    [
      'a session that is said twice, on a write',
      () => asEvaTwice('DELETE /api/samples/1/'),
      401,
      'unauthenticated',
    ],
  ])('%s gets the envelope too', async (_what, request, status, code) => {
    const [head = '', body = ''] = (await exchange(request())).split('\r\n\r\n')
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(JSON.parse(body)).toMatchObject({ status: 'error', code })
  })
})

const asEvaTwice = (line: string): string => {
  const header = `Authorization: Bearer ${people.eva.token}\r\n`
  return `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${header}${header}\r\n`
}

/** Sends bytes as they are over a socket; answers what came back until the server closed. */
async function exchange(request: string): Promise<string> {
  if (!server.app.server.listening) await server.app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = server.app.server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    let all = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.on('data', (data) => (all += data.toString()))
    socket.on('close', () => resolve(all))
    socket.on('error', reject)
  })
}

describe('sessions', () => {
  const headers: [what: string, value: string][] = [
    ['another scheme', 'Basic abc'],
    ['no token', 'Bearer'],
    ['garbage', 'Bearer garbage'],
    ['an unsigned token', `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}.e30.`],
    ['a huge token', `Bearer ${'a'.repeat(9000)}`],
    ['two tokens', 'Bearer abc, Bearer def'],
  ]
  test.each(headers)('%s', async (_what, authorization) => {
    const answer = await server.request('GET', '/api/samples/1/', { headers: { authorization } })
    expect(answer).toMatchObject({ status: 401, body: { code: 'unauthenticated' } })
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="TimeClock", error="invalid_token"')
  })
  test('no header', async () => {
    const answer = await server.request('GET', '/api/samples/1/')
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="TimeClock"')
  })
  test('the wrong role', async () => {
    const answer = await server.request('GET', '/api/samples/1/', { token: people.eva.token })
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  })
  test('the scheme in any case', async () => {
    const headers = { authorization: `bEARER ${people.ada.token}` }
    expect((await server.request('GET', '/api/samples/1/', { headers })).status).toBe(200)
  })
})

describe('answers', () => {
  test('only what the schema names', async () => {
    const answer = await post({ name: 'x' })
    expect(answer.status).toBe(201)
    expect(Object.keys(answer.body.data)).toEqual(['name', 'runs'])
  })
  test('a fault says nothing', async () => {
    failWith = new Error('password of the database is hunter2')
    const answer = await post({ name: 'x' })
    failWith = undefined
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal' } })
    expect(answer.text).not.toContain('hunter2')
  })
  test('Retry-After comes with 503', async () => {
    failWith = new AppError('unavailable', 'Later.', { retryAfter: 7.2 })
    const answer = await post({ name: 'x' })
    failWith = undefined
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '8'])
  })
  test('another site may read only if it is named, and is never reflected', async () => {
    const ask = (origin: string) => server.request('GET', '/healthz', { headers: { origin } })
    expect((await ask('https://hr.example.com')).headers['access-control-allow-origin']).toBe(
      'https://hr.example.com',
    )
    expect(
      (await ask('https://hr.example.com.evil.test')).headers['access-control-allow-origin'],
    ).toBeUndefined()
    expect((await ask('null')).headers['access-control-allow-origin']).toBeUndefined()
  })
  test('pages forbid inline script', async () => {
    for (const path of ['/', '/api/docs/']) {
      const answer = await server.request('GET', path)
      expect(answer.headers['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/)
      expect(answer.text).not.toMatch(/<script(?![^>]*src=)/)
    }
  })
})

describe('Idempotency-Key', () => {
  const withKey = (key: string, body: unknown) => post(body, { 'idempotency-key': key })

  test('answers the first answer again, whatever the order of the fields', async () => {
    const first = await withKey('k1', { name: 'x', note: 'y' })
    const second = await withKey('k1', { note: 'y', name: 'x' })
    expect(second.text).toBe(first.text)
    expect([second.status, second.headers['idempotency-replayed']]).toEqual([201, 'true'])
    expect(first.headers['idempotency-replayed']).toBeUndefined()
  })
  test('refuses another body', async () => {
    await withKey('k2', { name: 'x' })
    expect((await withKey('k2', { name: 'z' })).body.code).toBe('idempotency_key_reused')
  })
  test('belongs to the caller', async () => {
    const first = await withKey('k3', { name: 'x' })
    const headers = { 'idempotency-key': 'k3' }
    const other = await server.request('POST', '/api/samples/', {
      token: people.omar.token,
      body: { name: 'x' },
      headers,
    })
    expect(other.body.data.runs).toBe(first.body.data.runs + 1)
  })
  test('keeps refusals, not faults', async () => {
    failWith = new AppError('conflict', 'It is there.')
    const refused = await withKey('k4', { name: 'x' })
    failWith = new Error('a fault')
    await withKey('k5', { name: 'x' })
    failWith = undefined
    expect((await withKey('k4', { name: 'x' })).text).toBe(refused.text)
    expect((await withKey('k5', { name: 'x' })).status).toBe(201)
  })
  test('a request that still runs holds its key, for a minute', async () => {
    await withKey('k6', { name: 'x' })
    const { pool } = server.context
    await pool.query(`update idempotency_keys set status = null where key = 'k6'`)
    const running = await withKey('k6', { name: 'x' })
    expect(running).toMatchObject({ status: 409, body: { code: 'idempotency_key_in_use' } })
    await pool.query(`update idempotency_keys set created_at = created_at - interval '61 s' where key = 'k6'`)
    expect((await withKey('k6', { name: 'x' })).status).toBe(201)
  })
  test('an answer without a body', async () => {
    const remove = () =>
      server.request('DELETE', '/api/samples/1/', {
        token: people.eva.token,
        headers: { 'idempotency-key': 'k7' },
      })
    const before = runs
    expect([(await remove()).status, (await remove()).status, runs]).toEqual([204, 204, before + 1])
  })
  test.each(['', 'é', 'x'.repeat(256)])('refuses the key %j', async (key) => {
    const answer = await withKey(key, { name: 'x' })
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'Idempotency-Key' }] } })
  })
})

test('limits count people with a session by themselves, all others by address', async () => {
  const small = await createTestApp({ routes: [sampleRoutes], rateLimits: { account: 3, address: 2 } })
  const { eva, omar } = await seedPeople(small.context)
  const ask = async (token?: string) =>
    small.request('DELETE', '/api/samples/1/', token === undefined ? {} : { token })
  const statuses = async (token: string | undefined, times: number) => {
    const all: number[] = []
    for (let i = 0; i < times; i++) all.push((await ask(token)).status)
    return all
  }
  expect(await statuses(undefined, 3)).toEqual([401, 401, 429])
  expect(await statuses(eva.token, 4)).toEqual([204, 204, 204, 429])
  expect(await statuses(omar.token, 1)).toEqual([204])
  const refused = await ask(eva.token)
  expect(refused.body.code).toBe('too_many_requests')
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(refused.headers['ratelimit-remaining']).toBe('0')
  expect((await small.request('GET', '/api/nothing')).status).toBe(429)
  expect((await small.request('GET', '/healthz')).status).toBe(200)
  await small.close()
})

test.each([
  ['no permission', {}, {}, /states no config\.permission/],
  ['no summary', { permission: 'public' }, {}, /needs schema\.summary/],
  [
    'an open body',
    { permission: 'public' },
    { summary: 's', operationId: 'o', tags, body: Type.Object({ a: Type.String() }) },
    /takes unknown fields/,
  ],
] as const)('a route with %s stops the start', async (_what, config, schema, message) => {
  const routes: Routes = async (app) => {
    app.post('/api/wrong/', { config, schema: schema as object }, async () => ({}))
  }
  const { buildApp } = await import('../src/http/app.ts')
  await expect(buildApp(server.context, { routes: [routes] })).rejects.toThrow(message)
})
