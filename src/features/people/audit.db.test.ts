/** The log through HTTP: found by who, what, about whom, when and by its text, a page at a time. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, seedPeople, type TestApp, type TestPeople } from '../../../test/app.ts'

let server: TestApp
let people: TestPeople

beforeAll(async () => {
  server = await createTestApp({ config: { timeZone: 'UTC' } })
  people = await seedPeople(server.context)
  const insert = (at: string, actor: string | null, action: string, target: string | null, detail: object) =>
    server.context.pool.query(
      'insert into audit_log (at, actor_id, action, target, detail) values ($1, $2, $3, $4, $5)',
      [at, actor, action, target, JSON.stringify(detail)],
    )
  await server.context.pool.query(`update company set time_zone = 'Asia/Tokyo'`)
  await insert('2025-01-01T14:59:59Z', null, 'user.create', 'eva', { from: 'terminal' })
  await insert('2025-01-01T15:00:00Z', 'ada', 'department.change', 'office', { name: '100%_Büro' })
  await insert('2025-01-02T15:00:00Z', 'ada', 'policy.assign', 'a1', { level: 'user', targetId: 'eva' })
  await insert('2025-01-03T03:00:00Z', 'max', 'correction.approve', 'r1', {
    userId: 'evan',
    comment: 'Bus strike',
  })
})
afterAll(() => server?.close())

const ask = (query: string, token = people.ada.token) =>
  server.request('GET', `/api/audit/?${query}`, { token })

const found = async (query: string): Promise<string[]> => {
  const { body } = await ask(query)
  return body.data.map((entry: { action: string }) => entry.action)
}

test.each([
  ['', ['correction.approve', 'policy.assign', 'department.change', 'user.create']],
  ['actor=max', ['correction.approve']],
  ['action=user.create', ['user.create']],
  ['target=a1', ['policy.assign']],
  // As a target and within a detail, and not as a part of another id.
  ['about=eva', ['policy.assign', 'user.create']],
  // Dates are those of the company: the second of January begins at 15:00 of UTC the day before.
  ['from=2025-01-02', ['correction.approve', 'policy.assign', 'department.change']],
  ['to=2025-01-01', ['user.create']],
  ['from=2025-01-02&to=2025-01-02', ['department.change']],
  ['search=BUS+STRIKE', ['correction.approve']],
  ['search=100%25_b', ['department.change']],
  ['search=%25', ['department.change']],
  // Names: of who did it, and of whom or what it was done to.
  ['search=max+man', ['correction.approve']],
  ['search=evans', ['user.create']],
  ['search=Office', ['department.change']],
  ['search=nothing+like+it', []],
  ['search=a&actor=ada&from=2025-01-03', ['policy.assign']],
])('"%s" finds %j', async (query, expected) => expect(await found(query)).toEqual(expected))

test('says by name who did it and what it was about', async () => {
  const { body } = await ask('from=2025-01-02')
  expect(body.data).toMatchObject([
    { actorName: 'Max Manager', subject: { kind: 'person', id: 'evan', name: null }, recipient: null },
    {
      actorName: 'Ada Admin',
      subject: { kind: 'policy', id: 'a1', name: null },
      recipient: { name: 'Eva Evans' },
    },
    { subject: { kind: 'department', id: 'office', name: 'Office' } },
  ])
})

test('goes on where a page ended', async () => {
  const { body: first } = await ask('actor=ada&limit=1')
  const { body: second } = await ask(`actor=ada&limit=1&cursor=${first.meta.nextCursor}`)
  expect([first.data[0].action, second.data[0].action]).toEqual(['policy.assign', 'department.change'])
  expect(second.meta.nextCursor).toBe(null)
})

test('lists the actions that stand in it', async () => {
  const { body } = await server.request('GET', '/api/audit/actions/', { token: people.ada.token })
  expect(body.data).toEqual(['correction.approve', 'department.change', 'policy.assign', 'user.create'])
})

test('refuses dates that are the wrong way round, and whoever is no administrator', async () => {
  expect((await ask('from=2025-01-02&to=2025-01-01')).body.errors[0].field).toBe('to')
  expect((await ask('', people.max.token)).status).toBe(403)
  expect((await server.request('GET', '/api/audit/actions/', { token: people.eva.token })).status).toBe(403)
})
