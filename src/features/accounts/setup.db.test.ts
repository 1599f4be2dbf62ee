import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTestApp, seedPeople, type TestApp } from '../../../test/app.ts'
import { createTestContext } from '../../../test/database.ts'
import { accountRoutes } from './account.routes.ts'
import { ensureAdmin, setupLink } from './setup.ts'
import { setupRoutes } from './setup.routes.ts'

const form = {
  email: 'ada@example.com',
  password: 'a machine of engines',
  firstName: 'Ada',
  lastName: 'Lovelace',
}

describe('the set-up link', () => {
  let server: TestApp
  beforeEach(async () => {
    server = await createTestApp({ routes: [accountRoutes, setupRoutes] })
  })
  afterEach(() => server.close())

  const newToken = async () => new URL((await setupLink(server.context))!).searchParams.get('token')!
  const setUp = (body: object) => server.request('POST', '/api/auth/setup/', { body })

  test('makes the first administrator, names the company, and works once', async () => {
    const token = await newToken()
    const body = { ...form, token, companyName: 'Engines Ltd', timeZone: 'Europe/London' }
    const answer = await setUp(body)
    expect(answer.status).toBe(201)
    expect(answer.body.data).toMatchObject({ email: form.email, role: 'admin', status: 'active' })
    const { rows } = await server.context.pool.query(
      'select name, time_zone, config_version, setup_token_hash from company',
    )
    expect(rows[0]).toEqual({
      name: 'Engines Ltd',
      time_zone: 'Europe/London',
      config_version: 2,
      setup_token_hash: null,
    })
    expect((await setUp({ ...body, email: 'eve@example.com' })).status).toBe(403)
    expect(await setupLink(server.context)).toBeUndefined()
    const login = await server.request('POST', '/api/auth/login/', {
      body: { email: form.email, password: form.password },
    })
    expect(login.status).toBe(200)
  })

  test('is not stored, and a newer one replaces it', async () => {
    const [first, second] = [await newToken(), await newToken()]
    const { rows } = await server.context.pool.query(
      "select encode(setup_token_hash, 'escape') as text from company",
    )
    expect(rows[0].text).not.toContain(second)
    expect((await setUp({ ...form, token: first })).status).toBe(403)
    expect((await setUp({ ...form, token: second, password: 'password' })).status).toBe(422)
    expect((await setUp({ ...form, token: second })).status).toBe(201)
  })

  test('of several who come at once, one becomes administrator', async () => {
    const token = await newToken()
    const sent = [1, 2, 3, 4].map((n) => setUp({ ...form, token, email: `ada${n}@example.com` }))
    const statuses = (await Promise.all(sent)).map((answer) => answer.status).sort()
    expect(statuses).toEqual([201, 403, 403, 403])
    const { rows } = await server.context.pool.query(
      "select count(*)::int as n from users where role = 'admin'",
    )
    expect(rows[0].n).toBe(1)
  })

  test('is dead once there is an administrator from elsewhere', async () => {
    const token = await newToken()
    await seedPeople(server.context)
    expect((await setUp({ ...form, token })).status).toBe(403)
  })

  test.each(['', 'x', 'é'.repeat(50)])('with the token %j is refused', async (token) => {
    await newToken()
    expect([403, 422]).toContain((await setUp({ ...form, token })).status)
  })

  test('never comes from registering first', async () => {
    const answer = await server.request('POST', '/api/auth/register/', { body: form })
    expect(answer.body.data.role).toBe('employee')
    expect(await setupLink(server.context)).toContain('/setup?token=')
  })

  test('tells the page whether it is still good, and what the company is called by now', async () => {
    const token = await newToken()
    const ask = (given: string) => server.request('POST', '/api/auth/setup/link/', { body: { token: given } })
    const answer = await ask(token)
    expect(answer.status).toBe(200)
    expect(answer.body.data).toEqual({ companyName: expect.any(String), timeZone: expect.any(String) })
    expect((await ask('another')).status).toBe(403)
    expect((await setUp({ ...form, token })).status).toBe(201)
    expect((await ask(token)).status).toBe(403)
  })

  test('a conflict uses up nothing', async () => {
    await server.request('POST', '/api/auth/register/', { body: form })
    const token = await newToken()
    const taken = await setUp({ ...form, token, companyName: 'C', timeZone: 'UTC' })
    expect(taken.status).toBe(409)
    const { rows } = await server.context.pool.query('select setup_token_hash is null as used from company')
    expect(rows[0].used).toBe(false)
  })
})

describe('ADMIN_EMAIL and ADMIN_PASSWORD', () => {
  const settings = { adminEmail: 'root@example.com', adminPassword: 'a machine of engines' }

  test('make the first administrator, once, also when two processes start', async () => {
    const context = await createTestContext({ config: settings })
    await Promise.all([ensureAdmin(context), ensureAdmin(context)])
    await ensureAdmin({
      ...context,
      config: { ...context.config, adminPassword: 'another machine of engines' },
    })
    await ensureAdmin({ ...context, config: { ...context.config, adminEmail: 'second@example.com' } })
    const { rows } = await context.pool.query('select email, role, status from users')
    expect(rows).toEqual([{ email: 'root@example.com', role: 'admin', status: 'active' }])
    expect(await setupLink(context)).toBeUndefined()
    await context.close()
  })

  test('name what is wrong with them, and promote nobody', async () => {
    const context = await createTestContext({ config: { ...settings, adminPassword: 'password' } })
    await expect(ensureAdmin(context)).rejects.toThrow(/^ADMIN_PASSWORD/)
    const withAddress = (adminEmail: string) => ({
      ...context,
      config: { ...context.config, ...settings, adminEmail },
    })
    await expect(ensureAdmin(withAddress('root'))).rejects.toThrow(/^ADMIN_EMAIL/)
    await context.pool.query(
      "insert into users (id, email, first_name, last_name, password_hash) values ('x', 'ROOT@example.com', 'R', 'R', '')",
    )
    await expect(ensureAdmin(withAddress('root@example.com'))).rejects.toThrow(/^ADMIN_EMAIL/)
    await context.close()
  })
})
