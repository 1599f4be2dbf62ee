import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'

let server: TestApp
let people: TestPeople

beforeAll(async () => {
  server = await createTestApp()
  people = await seedPeople(server.context)
})
afterAll(() => server?.close())

const line = (name: string, more: object = {}) => ({
  firstName: name,
  lastName: 'Novak',
  email: `${name.toLowerCase()}@example.com`,
  password: 'three quiet green boats',
  ...more,
})

const send = (lines: object[], more: object = {}, token = people.ada.token) =>
  server.request('POST', '/api/users/import/', { token, body: { people: lines, ...more } })

const known = async (email: string) => {
  const { rows } = await server.context.pool.query('select department_id from users where email = $1', [
    email,
  ])
  return rows
}

const wrong = [
  line('Nina'),
  line('Nora', { email: 'nora' }),
  line('', { email: 'x@example.com' }),
  line('Nils', { email: 'eva@example.com' }),
  line('Nela', { department: 'Nowhere' }),
  line('Nuno', { password: 'password' }),
  line('Nina', { firstName: 'Another' }),
]

test('names each wrong line, and adds nobody unless asked to', async () => {
  const { status, body } = await send(wrong)
  expect(status).toBe(200)
  expect(body.data.added).toBe(0)
  const seen = body.data.lines.map(({ state, errors }: { state: string; errors: { field: string }[] }) => [
    state,
    errors.map(({ field }) => field).join(),
  ])
  expect(seen).toEqual([
    ['good', ''],
    ['refused', 'email'],
    ['refused', 'firstName'],
    ['refused', 'email'],
    ['refused', 'department'],
    ['refused', 'password'],
    ['refused', 'email'],
  ])
  expect(await known('nina@example.com')).toEqual([])
})

test('only checks where it is asked to, even with keepGood', async () => {
  const { body } = await send(wrong, { checkOnly: true, keepGood: true, addDepartments: true })
  expect(body.data.added).toBe(0)
  expect(body.data.lines.map(({ state }: { state: string }) => state)).toEqual([
    'good',
    'refused',
    'refused',
    'refused',
    'good',
    'refused',
    'refused',
  ])
  expect(await known('nina@example.com')).toEqual([])
})

test('keeps the good lines on request', async () => {
  const { body } = await send(wrong, { keepGood: true })
  expect(body.data.added).toBe(1)
  expect(body.data.lines[0]).toMatchObject({ index: 0, state: 'added', errors: [] })
  expect(await known('nina@example.com')).toHaveLength(1)
})

test('makes the departments that are missing, once, and finds the others by name', async () => {
  const lines = [
    line('Olga', { department: 'Paint shop' }),
    line('Olaf', { department: ' paint Shop ' }),
    line('Oona', { department: 'ASSEMBLY' }),
  ]
  const { body } = await send(lines, { addDepartments: true })
  expect(body.data.added).toBe(3)
  const { rows } = await server.context.pool.query(
    "select count(*)::int as n from departments where lower(name) = 'paint shop'",
  )
  expect(rows[0].n).toBe(1)
  expect(await known('oona@example.com')).toEqual([{ department_id: 'assembly' }])
  const login = await server.request('POST', '/api/auth/login/', {
    body: { email: 'olga@example.com', password: 'three quiet green boats' },
  })
  expect(login.status).toBe(200)
})

test('keeps no department when it keeps nobody', async () => {
  await send([line('Petr', { department: 'Lab' }), line('Pia', { email: 'pia' })], { addDepartments: true })
  const { rows } = await server.context.pool.query("select 1 from departments where name = 'Lab'")
  expect(rows).toEqual([])
})

test('is for administrators', async () => {
  expect((await send([line('Quim')], {}, people.max.token)).status).toBe(403)
})
