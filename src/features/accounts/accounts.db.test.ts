import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  createTestApp,
  openSession,
  type PersonName,
  seedPeople,
  type TestApp,
  type TestPeople,
  testPassword,
} from '../../../test/app.ts'
import { testNow } from '../../../test/database.ts'
import { accountRoutes } from './account.routes.ts'

let now = testNow
let server: TestApp
let people: TestPeople

beforeAll(async () => {
  server = await createTestApp({ routes: [accountRoutes], now: () => now })
  people = await seedPeople(server.context)
})
afterAll(() => server.close())
beforeEach(() => {
  // Each test an hour later, so that none meets the throttle of another.
  now += 60 * 60_000
})
const tokenOf = (name: PersonName) => openSession(server.context, name)

const newcomer = {
  email: 'nina@example.com',
  password: 'a long night in June',
  firstName: 'Nina',
  lastName: 'Novák',
}

const post = (path: string, body: unknown, token?: string) =>
  server.request('POST', path, { body, ...(token !== undefined && { token }) })
const get = (path: string, token: string) => server.request('GET', path, { token })
const logIn = async (email = people.eva.email, password = testPassword) => {
  const answer = await post('/api/auth/login/', { email, password })
  expect(answer.status).toBe(200)
  return answer.body.data as { access: string; refresh: string }
}
const countUsers = async () =>
  Number((await server.context.pool.query('select count(*) as n from users')).rows[0].n)

describe('register', () => {
  test('makes an employee who can log in and look at themselves', async () => {
    const body = { ...newcomer, department: 'ASSEMBLY', employeeNumber: '0042', timeZone: 'Europe/Prague' }
    const answer = await post('/api/auth/register', body)
    expect(answer.status).toBe(201)
    expect(answer.body.status).toBe('success')
    const { data } = answer.body
    expect(data).toMatchObject({
      email: 'nina@example.com',
      firstName: 'Nina',
      lastName: 'Novák',
      role: 'employee',
    })
    expect(data).toMatchObject({ status: 'active', employeeNumber: '0042', timeZone: 'Europe/Prague' })
    expect(JSON.stringify(answer.body)).not.toMatch(/argon2|password/)
    const { access } = await logIn('NINA@example.com', newcomer.password)
    expect((await get('/api/auth/me/', access)).body.data).toEqual(data)
  })

  test('of a known address answers alike and changes nothing, unless the password is the own one', async () => {
    const before = await countUsers()
    const stranger = { ...newcomer, email: 'EVA@example.com', password: 'not the one of Eva' }
    const known = await post('/api/auth/register/', stranger)
    const fresh = await post('/api/auth/register/', { ...stranger, email: 'fresh@example.com' })
    expect(known.status).toBe(fresh.status)
    const shape = ({ data, ...rest }: Record<string, Record<string, unknown>>) => ({
      ...rest,
      ...data,
      id: 0,
      email: 0,
    })
    expect(shape(known.body)).toEqual(shape(fresh.body))
    expect(known.body.data.id).not.toBe('eva')
    expect(known.body.data.id).toMatch(/^[0-9a-f-]{36}$/)
    expect(await countUsers()).toBe(before + 1)
    const me = await get('/api/auth/me/', await tokenOf('eva'))
    expect(me.body.data).toMatchObject({ firstName: 'Eva', lastName: 'Evans' })
    const retry = await post('/api/auth/register/', { ...stranger, password: testPassword })
    expect(retry.body.data).toMatchObject({ id: 'eva', firstName: 'Eva' })
  })

  test('of the same address many times at once makes one person', async () => {
    const body = { ...newcomer, email: 'twin@example.com' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/api/auth/register/', body)))
    expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201])
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(1)
  })

  test('guesses at a password through it are throttled, without telling', async () => {
    const body = { ...newcomer, email: people.erik.email }
    for (let i = 0; i < 11; i++) {
      expect((await post('/api/auth/register/', { ...body, password: `a wrong guess ${i}` })).status).toBe(
        201,
      )
    }
    const right = await post('/api/auth/register/', { ...body, password: testPassword })
    expect(right.status).toBe(201)
    expect(right.body.data.id).not.toBe('erik')
  })

  test('refuses role and userId from anyone but an administrator', async () => {
    for (const token of [undefined, await tokenOf('eva'), await tokenOf('max')]) {
      const body = { ...newcomer, email: 'boss@example.com', role: 'admin', userId: 'boss' }
      const answer = await post('/api/auth/register/', body, token)
      expect(answer.status).toBe(403)
      expect(answer.body.errors.map((error: { field: string }) => error.field)).toEqual(['role', 'userId'])
    }
  })

  test('takes role and an id of choice from an administrator, also the one of the documentation', async () => {
    const userId = 'a12b34c5-d678-90ef-gh12-ijk345lmn678'
    const body = { ...newcomer, email: 'lead@example.com', role: 'manager', userId }
    const answer = await post('/api/auth/register/', body, await tokenOf('ada'))
    expect(answer.status).toBe(201)
    expect(answer.body.data).toMatchObject({ id: userId, role: 'manager' })
    const again = await post('/api/auth/register/', { ...body, userId: 'other' }, await tokenOf('ada'))
    expect(again.status).toBe(409)
    expect(again.body.errors[0].field).toBe('email')
    const sameId = await post(
      '/api/auth/register/',
      { ...body, email: 'lead2@example.com' },
      await tokenOf('ada'),
    )
    expect(sameId.status).toBe(409)
  })

  test.each(['summary', 'Status', 'punches', 'clock-in', 'break-end', 'me', '..', 'a/b'])(
    'refuses the id %s',
    async (userId) => {
      const body = { ...newcomer, email: 'reserved@example.com', userId }
      const answer = await post('/api/auth/register/', body, await tokenOf('ada'))
      expect(answer.status).toBe(422)
      expect(answer.body.errors[0].field).toBe('userId')
    },
  )

  test('a bad token is refused, not ignored', async () => {
    const answer = await post('/api/auth/register/', { ...newcomer, email: 'bad@example.com' }, 'a.b.c')
    expect(answer.status).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('Bearer')
  })

  test.each([
    ['an unknown field', { nickname: 'N' }, 'nickname'],
    ['a number as text', { firstName: 5 }, 'firstName'],
    ['an e-mail address that is none', { email: 'nina' }, 'email'],
    ['a NUL in a name', { lastName: 'a\0b' }, 'lastName'],
    ['a name of a megabyte', { lastName: 'x'.repeat(60_000) }, 'lastName'],
    ['a blank name', { firstName: ' ' }, 'firstName'],
    ['an unknown zone', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['an unknown department', { department: 'Nowhere' }, 'department'],
    ['an unknown branch', { branch: 'Nowhere' }, 'branch'],
    ['a short password', { password: 'short' }, 'password'],
    ['a common password', { password: 'password123' }, 'password'],
    ['the own address as password', { password: 'odd@example.com' }, 'password'],
  ])('with %s names the field', async (_, change, field) => {
    const answer = await post('/api/auth/register/', { ...newcomer, email: 'odd@example.com', ...change })
    expect(answer.status).toBe(422)
    expect(answer.body.errors[0].field).toBe(field)
  })

  test('takes names of any script, and keeps __proto__ out', async () => {
    const names = { firstName: 'नीना 🎉', lastName: 'شهرزاد' }
    const answer = await post('/api/auth/register/', { ...newcomer, ...names, email: 'names@example.com' })
    expect(answer.body.data).toMatchObject(names)
    const polluted = await server.app.inject({
      method: 'POST',
      url: '/api/auth/register/',
      headers: { 'content-type': 'application/json' },
      payload: '{"__proto__":{"role":"admin"},"email":"p@example.com"}',
    })
    expect(polluted.statusCode).toBe(400)
  })

  test('a body of a megabyte is refused as too large', async () => {
    const answer = await post('/api/auth/register/', { ...newcomer, lastName: 'x'.repeat(1_000_000) })
    expect(answer.status).toBe(413)
  })
})

describe('login', () => {
  test('takes the address, the username or the id', async () => {
    await server.context.pool.query("update users set username = 'evie' where id = 'eva'")
    for (const name of [
      { email: 'Eva@Example.com' },
      { username: 'EVIE' },
      { userId: 'eva' },
      { email: 'eva' },
    ]) {
      const answer = await post('/api/auth/login/', { ...name, password: testPassword })
      expect(answer.status).toBe(200)
      expect(answer.body.data.user.id).toBe('eva')
      expect(Object.keys(answer.body.data)).toEqual(['access', 'refresh', 'user'])
    }
    const both = await post('/api/auth/login/', {
      email: 'a@example.com',
      userId: 'eva',
      password: testPassword,
    })
    expect(both.status).toBe(422)
  })

  test('says the same of an unknown account, a wrong password, and who is not let in', async () => {
    await server.context.pool.query(
      `insert into users (id, email, first_name, last_name, password_hash, status, ended_on)
       select v.name, v.name || '@example.com', 'N', 'N', u.password_hash, v.status, v.ended_on::date
         from users u, (values ('dora', 'disabled', null), ('pia', 'pending', null), ('emil', 'active', '2020-01-31'))
           as v (name, status, ended_on)
        where u.id = 'eva'`,
    )
    const answers = []
    for (const [email, password] of [
      ['nobody@example.com', testPassword],
      ['eva@example.com', `${testPassword}!`],
      ['eva@example.com', testPassword.toUpperCase()],
      ['dora@example.com', testPassword],
      ['pia@example.com', testPassword],
      ['emil@example.com', testPassword],
    ]) {
      const { status, body } = await post('/api/auth/login/', { email, password })
      answers.push({ status, code: body.code, message: body.message })
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 401, code: 'invalid_credentials' })
  })

  test('verifies the whole password, in any composition of its letters', async () => {
    const password = `${'long and longer '.repeat(10)}é`
    await post('/api/auth/register/', { ...newcomer, email: 'long@example.com', password })
    await logIn('long@example.com', password.normalize('NFD'))
    for (const wrong of [password.slice(0, -1), password.slice(0, 72), `${password} `]) {
      expect((await post('/api/auth/login/', { email: 'long@example.com', password: wrong })).status).toBe(
        401,
      )
    }
  })

  test('of a person several times at once gives as many sessions', async () => {
    const logins = await Promise.all(Array.from({ length: 15 }, () => logIn('max@example.com')))
    expect(new Set(logins.map((login) => login.refresh)).size).toBe(15)
  })
})

describe('refresh', () => {
  const refresh = (token: string) => post('/api/auth/refresh/', { refresh: token })

  test('rotates, and a used token that comes back late ends the login', async () => {
    const first = await logIn()
    const second = (await refresh(first.refresh)).body.data
    expect(Object.keys(second)).toEqual(['access', 'refresh'])
    expect(second.refresh).not.toBe(first.refresh)
    expect((await get('/api/auth/me/', second.access)).status).toBe(200)
    now += 31_000
    const stolen = await refresh(first.refresh)
    expect(stolen.status).toBe(401)
    expect(stolen.body.code).toBe('invalid_refresh_token')
    expect((await refresh(second.refresh)).status).toBe(401)
    expect((await get('/api/auth/me/', second.access)).status).toBe(401)
  })

  test('asked again within the grace, because the answer was lost, gives the same successor once', async () => {
    const first = await logIn()
    const lost = (await refresh(first.refresh)).body.data
    now += 29_000
    const again = await refresh(first.refresh)
    expect(again.status).toBe(200)
    expect(again.body.data.refresh).toBe(lost.refresh)
    expect((await refresh(first.refresh)).status).toBe(401)
    expect((await refresh(lost.refresh)).status).toBe(401)
  })

  test('a token of two rotations ago ends the login even within the grace', async () => {
    const first = await logIn()
    const second = (await refresh(first.refresh)).body.data
    const third = (await refresh(second.refresh)).body.data
    expect((await refresh(first.refresh)).status).toBe(401)
    expect((await refresh(third.refresh)).status).toBe(401)
  })

  test('many times at once leaves at most one live token', async () => {
    const first = await logIn()
    const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(first.refresh)))
    const given = answers.filter((answer) => answer.status === 200).map((answer) => answer.body.data.refresh)
    expect(new Set(given).size).toBeLessThanOrEqual(1)
  })

  test('ends with the life of the login, however often it is rotated', async () => {
    let { refresh: token } = await logIn()
    const end = now + 30 * 86_400_000
    now = end - 1000
    const answer = await refresh(token)
    expect(answer.status).toBe(200)
    token = answer.body.data.refresh
    now = end
    expect((await refresh(token)).status).toBe(401)
    expect((await get('/api/auth/me/', answer.body.data.access)).status).toBe(401)
  })

  test('knows its own tokens from others, and from those for access', async () => {
    const login = await logIn()
    const [session, secret] = login.refresh.split('.')
    for (const token of [
      'x',
      login.access,
      `${session}.${secret}.AAAA`,
      `${session}.AAAA.${login.refresh.split('.')[2]}`,
    ]) {
      expect((await refresh(token)).status).toBe(401)
    }
    expect((await refresh(login.refresh)).status).toBe(200)
    expect((await get('/api/auth/me/', login.refresh)).status).toBe(401)
  })

  test('is refused to who was disabled', async () => {
    const login = await logIn('omar@example.com')
    await server.context.pool.query("update users set status = 'disabled' where id = 'omar'")
    expect((await refresh(login.refresh)).status).toBe(401)
    expect((await get('/api/auth/me/', login.access)).status).toBe(401)
    await server.context.pool.query("update users set status = 'active' where id = 'omar'")
  })
})

describe('sessions', () => {
  test('end at once with the logout, one or all', async () => {
    const [one, two, three] = [await logIn(), await logIn(), await logIn()]
    expect((await server.request('POST', '/api/auth/logout/', { token: one.access })).status).toBe(200)
    expect((await get('/api/auth/me/', one.access)).status).toBe(401)
    expect((await post('/api/auth/refresh/', { refresh: one.refresh })).status).toBe(401)
    expect((await get('/api/auth/me/', two.access)).status).toBe(200)
    await post('/api/auth/logout/', { all: true }, two.access)
    expect((await get('/api/auth/me/', three.access)).status).toBe(401)
  })

  test('are listed for their person alone, who can end each', async () => {
    const [one, two] = [await logIn('max@example.com'), await logIn('max@example.com')]
    const list = (await get('/api/auth/sessions/', one.access)).body.data
    const other = list.find((session: { current: boolean }) => !session.current && session)
    expect(list.filter((session: { current: boolean }) => session.current)).toHaveLength(1)
    expect(JSON.stringify(list)).not.toContain('hash')
    const strange = await server.request('DELETE', `/api/auth/sessions/${other.id}/`, {
      token: (await logIn()).access,
    })
    expect(strange.status).toBe(404)
    for (const id of ['x', '01990000-0000-7000-8000-000000000000']) {
      expect(
        (await server.request('DELETE', `/api/auth/sessions/${id}/`, { token: one.access })).status,
      ).toBe(404)
    }
    const ids = list
      .filter((session: { current: boolean }) => !session.current)
      .map((session: { id: string }) => session.id)
    for (const id of ids) {
      expect(
        (await server.request('DELETE', `/api/auth/sessions/${id}/`, { token: one.access })).status,
      ).toBe(200)
    }
    expect((await get('/api/auth/me/', two.access)).status).toBe(401)
    expect((await get('/api/auth/me/', one.access)).status).toBe(200)
  })

  test('a change of role acts at once', async () => {
    const { access } = await logIn('erik@example.com')
    await server.context.pool.query("update users set role = 'manager' where id = 'erik'")
    expect((await get('/api/auth/me/', access)).body.data.role).toBe('manager')
  })
})

describe('password', () => {
  const next = 'another battery of horses'

  test('changes with the present one, and ends the other sessions', async () => {
    await post('/api/auth/register/', { ...newcomer, email: 'pwd@example.com' })
    const [mine, other] = [
      await logIn('pwd@example.com', newcomer.password),
      await logIn('pwd@example.com', newcomer.password),
    ]
    const wrong = await post('/api/auth/password/', { currentPassword: 'x', newPassword: next }, mine.access)
    expect(wrong.status).toBe(422)
    expect(wrong.body.errors[0].field).toBe('currentPassword')
    const weak = await post(
      '/api/auth/password/',
      { currentPassword: newcomer.password, newPassword: 'password' },
      mine.access,
    )
    expect(weak.body.errors[0].field).toBe('newPassword')
    const body = { currentPassword: newcomer.password, newPassword: next }
    expect((await post('/api/auth/password/', body, mine.access)).status).toBe(200)
    expect((await get('/api/auth/me/', mine.access)).status).toBe(200)
    expect((await get('/api/auth/me/', other.access)).status).toBe(401)
    expect(
      (await post('/api/auth/login/', { email: 'pwd@example.com', password: newcomer.password })).status,
    ).toBe(401)
    await logIn('pwd@example.com', next)
  })

  test('guesses at the present one are throttled', async () => {
    const { access } = await logIn('max@example.com')
    const statuses = []
    for (let i = 0; i < 12; i++) {
      const body = { currentPassword: `guess ${i}`, newPassword: next }
      statuses.push((await post('/api/auth/password/', body, access)).status)
    }
    expect(statuses).toEqual([...Array<number>(10).fill(422), 429, 429])
  })
})
