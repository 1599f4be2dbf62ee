import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestApp, seedPeople, type TestApp, testPassword } from '../../../test/app.ts'
import { testNow } from '../../../test/database.ts'
import { accountRoutes } from './account.routes.ts'

let now = testNow
let server: TestApp

beforeAll(async () => {
  server = await createTestApp({ routes: [accountRoutes], now: () => now })
  await seedPeople(server.context)
})
afterAll(() => server.close())
beforeEach(() => server.context.pool.query('delete from login_attempts'))

const minute = 60_000

const tryLogin = async (email: string, password: string, remoteAddress: string) => {
  const payload = { email, password }
  const answer = await server.app.inject({ method: 'POST', url: '/api/auth/login/', payload, remoteAddress })
  return { status: answer.statusCode, retryAfter: Number(answer.headers['retry-after']), body: answer.json() }
}
const right = (address: string, email = 'eva@example.com') => tryLogin(email, testPassword, address)
const wrong = (address: string, email = 'eva@example.com') => tryLogin(email, 'wrong wrong', address)

/** As if these failures had been made. */
const addFailures = (count: number, { account, address }: { account: string; address: string }) =>
  server.context.pool.query(
    `insert into login_attempts (account, address, succeeded, at)
     select sha256(convert_to($1, 'utf8')), replace($2, '#', n::text), false, $3
       from generate_series(1, $4) n`,
    [account, address, new Date(now - minute), count],
  )

describe('wrong passwords', () => {
  test('ten from one address close that account to it for a quarter of an hour, also with the right one', async () => {
    for (let i = 0; i < 10; i++) expect((await wrong('192.0.2.1')).status).toBe(401)
    const refused = await right('192.0.2.1')
    expect(refused.status).toBe(429)
    expect(refused.body.code).toBe('too_many_attempts')
    expect(refused.retryAfter).toBe(15 * 60)
    expect((await tryLogin('eva', testPassword, '192.0.2.1')).status).toBe(429)
    expect((await right('192.0.2.2')).status).toBe(200)
    expect((await right('192.0.2.1', 'max@example.com')).status).toBe(200)
    now += 15 * minute
    expect((await right('192.0.2.1')).status).toBe(200)
  })

  test('of an account that does not exist count alike', async () => {
    for (let i = 0; i < 10; i++) expect((await wrong('192.0.2.1', 'nobody@example.com')).status).toBe(401)
    expect((await wrong('192.0.2.1', 'NOBODY@example.com')).status).toBe(429)
  })

  test('are forgotten with a right one', async () => {
    for (let i = 0; i < 9; i++) await wrong('192.0.2.3')
    expect((await right('192.0.2.3')).status).toBe(200)
    for (let i = 0; i < 10; i++) expect((await wrong('192.0.2.3')).status).toBe(401)
    expect((await wrong('192.0.2.3')).status).toBe(429)
  })

  test('sent side by side do not slip past the limit', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => wrong('192.0.2.4')))
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(10)
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(20)
  })

  test('a hundred from one address close it for every account', async () => {
    await addFailures(99, { account: 'one of many', address: '192.0.2.5' })
    expect((await wrong('192.0.2.5')).status).toBe(401)
    expect((await right('192.0.2.5', 'max@example.com')).status).toBe(429)
    expect((await right('192.0.2.6', 'max@example.com')).status).toBe(200)
  })

  test('addresses of one IPv6 network count together', async () => {
    for (let i = 1; i <= 10; i++) expect((await wrong(`2001:db8:1:2::${i}`)).status).toBe(401)
    expect((await wrong('2001:db8:1:2:ffff::1')).status).toBe(429)
  })
})

describe('an attack on one account from everywhere', () => {
  test('leaves each strange address one attempt, and the owner as many as always', async () => {
    expect((await right('198.51.100.7')).status).toBe(200)
    await addFailures(101, { account: 'eva@example.com', address: '203.0.113.#' })
    for (let i = 0; i < 9; i++) expect((await wrong('198.51.100.7')).status).toBe(401)
    expect((await right('198.51.100.7')).status).toBe(200)
    expect((await wrong('198.51.100.8')).status).toBe(401)
    const second = await right('198.51.100.8')
    expect(second.status).toBe(429)
    expect(second.retryAfter).toBe(15 * 60)
    // The owner at a new place needs one attempt too.
    expect((await right('198.51.100.9')).status).toBe(200)
    expect((await right('198.51.100.9')).status).toBe(200)
    // Thirty days later, the owner's place is a strange one.
    now += 31 * 24 * 60 * minute
    await addFailures(101, { account: 'eva@example.com', address: '203.0.113.#' })
    expect((await wrong('198.51.100.7')).status).toBe(401)
    expect((await right('198.51.100.7')).status).toBe(429)
  })
})
