/** Every route of the API, whatever features come: who gets in, with what, and what else the path takes. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopeOf } from '../src/core/permission.ts'
import type { KnownRoute } from '../src/http/route-rules.ts'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from './app.ts'

let server: TestApp
let people: TestPeople
let routes: KnownRoute[]

beforeAll(async () => {
  server = await createTestApp()
  people = await seedPeople(server.context)
  routes = server.app.knownRoutes.filter(({ url }) => url.startsWith('/api/') && !url.startsWith('/api/docs'))
})
afterAll(() => server?.close())

const pathOf = (url: string): string => url.replace(/:\w+/g, 'somebody')
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** Asks each route; answers those that did not answer `status`, by name. */
async function exceptions(
  among: (route: KnownRoute) => boolean,
  status: number,
  ask: (route: KnownRoute) => Promise<{ status: number }>,
): Promise<string[]> {
  const wrong: string[] = []
  const asked = routes.filter(among)
  for (const route of asked) {
    const answer = await ask(route)
    if (answer.status !== status) wrong.push(`${route.method} ${route.url} answered ${answer.status}`)
  }
  expect(asked.length).toBeGreaterThan(0)
  return wrong
}

const isForAdmins = (permission: KnownRoute['permission']): boolean =>
  permission !== 'public' && scopeOf('admin', permission) !== 'none'

const guarded = ({ permission }: KnownRoute): boolean => permission !== 'public'

describe('without a valid session no route answers', () => {
  const unsigned = `${encode({ alg: 'none', typ: 'JWT' })}.${encode({ sub: 'ada', sid: 'x', exp: 4e9 })}.`
  test.each([
    ['no token', undefined],
    ['garbage', 'garbage'],
    ['an unsigned token', unsigned],
  ])('%s', async (_what, token) => {
    const given = token === undefined ? {} : { token }
    const wrong = await exceptions(guarded, 401, ({ method, url }) =>
      server.request(method, pathOf(url), given),
    )
    expect(wrong).toEqual([])
  })

  test('a token of a changed payload', async () => {
    const [header = '', payload = '', signature = ''] = people.eva.token.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object
    const token = `${header}.${encode({ ...claims, sub: 'ada' })}.${signature}`
    const wrong = await exceptions(guarded, 401, ({ method, url }) =>
      server.request(method, pathOf(url), { token }),
    )
    expect(wrong).toEqual([])
  })

  test('a session that has ended', async () => {
    await server.context.pool.query(`update sessions set revoked_at = now() where user_id = 'erik'`)
    const { token } = people.erik
    const wrong = await exceptions(guarded, 401, ({ method, url }) =>
      server.request(method, pathOf(url), { token }),
    )
    expect(wrong).toEqual([])
  })
})

test.each([
  ['employee', 'eva'],
  ['manager', 'max'],
  ['admin', 'ada'],
] as const)('what a role may not do is 403 for the %s', async (role, name) => {
  const { token } = people[name]
  const forbidden = ({ permission }: KnownRoute) =>
    permission !== 'public' && scopeOf(role, permission) === 'none'
  const wrong = await exceptions(forbidden, 403, ({ method, url }) =>
    server.request(method, pathOf(url), { token }),
  )
  expect(wrong).toEqual([])
})

describe('a kiosk', () => {
  test('gets in where kiosks do, and nowhere else', async () => {
    const token = await pairDevice()
    const isForDevices = ({ permission }: KnownRoute) =>
      permission !== 'public' && scopeOf('device', permission) !== 'none'
    const strange = (route: KnownRoute) => guarded(route) && !isForDevices(route)
    const ask = ({ method, url }: KnownRoute) => server.request(method, pathOf(url), { token })
    expect(await exceptions(strange, 403, ask)).toEqual([])
    const own = routes.filter((route) => isForDevices(route) && route.method !== 'HEAD')
    expect(own.map(({ url }) => url).every((url) => url.startsWith('/api/kiosk/'))).toBe(true)
    for (const route of own) expect([200, 422]).toContain((await ask(route)).status)
  })

  test('that was revoked gets in nowhere', async () => {
    const token = await pairDevice()
    await server.context.pool.query('update kiosks set revoked_at = now()')
    const ask = ({ method, url }: KnownRoute) => server.request(method, pathOf(url), { token })
    expect(await exceptions(guarded, 401, ask)).toEqual([])
  })

  async function pairDevice(): Promise<string> {
    await server.context.pool.query(
      `insert into branches (id, name, time_zone) values ('hall', 'Hall', 'UTC') on conflict do nothing`,
    )
    const body = { branchId: 'hall', name: 'Door' }
    const made = await server.request('POST', '/api/kiosks/pairing-codes/', { token: people.ada.token, body })
    const paired = await server.request('POST', '/api/kiosk/pair/', { body: { code: made.body.data.code } })
    return paired.body.data.token
  }
})

test('an object of somebody else is as if it were not there', async () => {
  const { token } = people.eva
  for (const url of ['/api/timeclock/omar/', '/api/timeclock/omar/punches/', '/api/users/omar/']) {
    const other = await server.request('GET', url, { token })
    const missing = await server.request('GET', url.replace('omar', 'nobody'), { token })
    expect([url, other.status, other.body.message]).toEqual([url, 404, missing.body.message])
  }
})

test('a method that a path does not take is 405 and names the others', async () => {
  const wrong = await exceptions(
    () => true,
    405,
    async ({ url }) => {
      const answer = await server.request('TRACE', pathOf(url))
      return { status: answer.headers['allow'] === undefined ? 0 : answer.status }
    },
  )
  expect(wrong).toEqual([])
})

test('no route takes an unknown parameter', async () => {
  const { token } = people.ada
  const reads = ({ method, permission }: KnownRoute) => method === 'GET' && isForAdmins(permission)
  const wrong = await exceptions(reads, 422, ({ url }) =>
    server.request('GET', `${pathOf(url)}?nope=1`, { token }),
  )
  expect(wrong).toEqual([])
})

test('no write takes an unknown field, or a body that is no object', async () => {
  const { token } = people.ada
  const writes = ({ method, permission }: KnownRoute) =>
    /POST|PUT|PATCH/.test(method) && isForAdmins(permission)
  const withBody = (route: KnownRoute): boolean => writes(route) && takesBody(route)
  for (const body of [{ nope: 1 }, [], null, 'text', 5]) {
    const wrong = await exceptions(withBody, 422, ({ method, url }) =>
      server.request(method, pathOf(url), { token, body }),
    )
    expect(wrong).toEqual([])
  }
})

interface Document {
  paths: Record<string, Record<string, { requestBody?: unknown }>>
}

function takesBody({ method, url }: KnownRoute): boolean {
  const document = server.app.swagger() as unknown as Document
  return document.paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]?.requestBody !== undefined
}
