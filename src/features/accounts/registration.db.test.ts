import { afterEach, describe, expect, test } from 'vitest'
import { createTestApp, seedPeople, type TestApp, type TestAppOptions } from '../../../test/app.ts'
import { accountRoutes } from './account.routes.ts'

let server: TestApp
const open = async (config: TestAppOptions['config']) => {
  server = await createTestApp({ routes: [accountRoutes], ...(config && { config }) })
  return seedPeople(server.context)
}
afterEach(() => server.close())

const person = {
  email: 'nina@example.com',
  password: 'a long night in June',
  firstName: 'Nina',
  lastName: 'Novák',
}
const register = (change: object = {}, token?: string) =>
  server.request('POST', '/api/auth/register/', {
    body: { ...person, ...change },
    ...(token !== undefined && { token }),
  })

describe('REGISTRATION', () => {
  test('approval: pending until somebody lets them in, known or not', async () => {
    await open({ registration: 'approval' })
    const fresh = await register()
    const known = await register({ email: 'eva@example.com' })
    expect(fresh.body.data.status).toBe('pending')
    expect(known.body.data.status).toBe('pending')
    expect(known.body.message).toBe(fresh.body.message)
    const login = { body: { email: person.email, password: person.password } }
    expect((await server.request('POST', '/api/auth/login/', login)).status).toBe(401)
    await server.context.pool.query("update users set status = 'active' where email = $1", [person.email])
    expect((await server.request('POST', '/api/auth/login/', login)).status).toBe(200)
  })

  test('closed: for everybody but an administrator', async () => {
    const people = await open({ registration: 'closed' })
    for (const token of [undefined, people.eva.token, people.max.token]) {
      const answer = await register({}, token)
      expect([answer.status, answer.body.code]).toEqual([403, 'registration_closed'])
    }
    expect((await register({}, people.ada.token)).status).toBe(201)
  })

  test('domains: the whole domain, for everybody but an administrator', async () => {
    const people = await open({ registrationDomains: ['example.org'] })
    for (const email of [
      'a@example.com',
      'a@sub.example.org',
      'a@badexample.org',
      'a@example.org.evil.example',
    ]) {
      expect((await register({ email })).status).toBe(403)
    }
    expect((await register({ email: 'eva@example.com' })).status).toBe(403)
    expect((await register({ email: 'a@EXAMPLE.org' })).status).toBe(201)
    expect((await register({ email: 'a@example.com' }, people.ada.token)).status).toBe(201)
  })
})
