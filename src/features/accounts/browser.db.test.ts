import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, seedPeople, testPassword, type TestAnswer, type TestApp } from '../../../test/app.ts'
import { accountRoutes } from './account.routes.ts'
import { browserRoutes } from './browser.routes.ts'

let server: TestApp

beforeAll(async () => {
  server = await createTestApp({ routes: [accountRoutes, browserRoutes] })
  await seedPeople(server.context)
})
afterAll(() => server?.close())

const own = { host: 'clock.example.com', origin: 'http://clock.example.com', 'sec-fetch-site': 'same-origin' }

const logIn = (headers: Record<string, string> = own, password = testPassword) =>
  server.request('POST', '/api/auth/browser/login/', {
    body: { email: 'eva@example.com', password },
    headers,
  })

const cookieOf = (answer: TestAnswer): string => String(answer.headers['set-cookie'])
const jar = (answer: TestAnswer): string => cookieOf(answer).split(';')[0]!

const refresh = (cookie: string, headers: Record<string, string> = own) =>
  server.request('POST', '/api/auth/browser/refresh/', { headers: { ...headers, cookie } })

describe('the login of a browser', () => {
  test('keeps the refresh token where no script reads it', async () => {
    const answer = await logIn()
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body.data).sort()).toEqual(['access', 'user'])
    expect(answer.text).not.toContain('refresh')
    const cookie = cookieOf(answer)
    expect(cookie).toMatch(
      /^timeclock-refresh=[^;]+; Max-Age=2592000; Path=\/api\/auth\/; HttpOnly; SameSite=Strict$/,
    )
    const me = await server.request('GET', '/api/auth/me/', { token: answer.body.data.access })
    expect(me.body.data.id).toBe('eva')
  })

  test('sets no cookie for a wrong password', async () => {
    const answer = await logIn(own, 'wrong')
    expect(answer.status).toBe(401)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test('is refused to pages of another origin, also of a neighbour', async () => {
    for (const headers of [
      { ...own, 'sec-fetch-site': 'cross-site' },
      { ...own, 'sec-fetch-site': 'same-site' },
      { host: own.host, origin: 'http://evil.example.com' },
      { host: own.host, origin: 'null' },
    ]) {
      expect([headers, (await logIn(headers)).status]).toEqual([headers, 403])
    }
  })

  test('leaves the login of programs as it was: a token in the answer, no cookie', async () => {
    const answer = await server.request('POST', '/api/auth/login/', {
      body: { email: 'eva@example.com', password: testPassword },
    })
    expect(Object.keys(answer.body.data).sort()).toEqual(['access', 'refresh', 'user'])
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('the refresh of a browser', () => {
  test('rotates the cookie, and the one before but one ends the login', async () => {
    const first = jar(await logIn())
    const answer = await refresh(first)
    expect(answer.status).toBe(200)
    expect(Object.keys(answer.body.data)).toEqual(['access'])
    const second = jar(answer)
    expect(second).not.toBe(first)
    const third = jar(await refresh(second))
    const stolen = await refresh(first)
    expect(stolen.status).toBe(401)
    expect(cookieOf(stolen)).toMatch(/^timeclock-refresh=; /)
    expect((await refresh(third)).status).toBe(401)
  })

  test('needs the cookie, and our own origin', async () => {
    expect((await refresh('other=1')).body.code).toBe('invalid_refresh_token')
    const cookie = jar(await logIn())
    expect((await refresh(cookie, { ...own, 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect((await refresh(cookie)).status).toBe(200)
  })

  test('the cookie opens nothing else', async () => {
    const cookie = jar(await logIn())
    expect((await server.request('GET', '/api/auth/me/', { headers: { ...own, cookie } })).status).toBe(401)
  })
})

test('the logout of a browser ends the session and takes the cookie away', async () => {
  const login = await logIn()
  const answer = await server.request('POST', '/api/auth/browser/logout/', {
    token: login.body.data.access,
    headers: own,
  })
  expect(answer.status).toBe(200)
  expect(cookieOf(answer)).toMatch(/^timeclock-refresh=; .*Path=\/api\/auth\//)
  expect((await refresh(jar(login))).status).toBe(401)
})

test('the options say how one gets in', async () => {
  const answer = await server.request('GET', '/api/auth/options/')
  expect(answer.body.data).toEqual({ registration: 'open', needsSetup: false })
})
