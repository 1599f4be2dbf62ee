/**
 * Laws of the hours, through the API, for every preset and random work: the order of arrival does not
 * matter, a correction that is undone restores every total, days add up to weeks, months and years, who
 * looks does not matter, and a rebuild gives what is stored.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, openSession, seedPeople, type TestApp } from '../../../test/app.ts'
import { addDays, datesBetween } from '../../core/calendar.ts'
import { presets } from '../../core/presets.ts'
import { createUser } from '../people/create-user.ts'
import { verify } from '../timeclock/verify.ts'

let server: TestApp
let admin: string

beforeAll(async () => {
  server = await createTestApp({ now: () => Date.parse('2026-06-30T12:00:00Z') })
  admin = (await seedPeople(server.context)).ada.token
  await server.context.pool.query(`update users set time_zone = 'Pacific/Kiritimati' where id = 'ada'`)
})
afterAll(() => server?.close())

/** The night of the 29th of March 2026 has a change of clocks in Berlin, the 8th in New York, the 5th of April at Lord Howe. */
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu']
const seconds = [
  'workedSeconds',
  'payableSeconds',
  'regularSeconds',
  'overtimeSeconds',
  'doubleSeconds',
] as const

async function send(method: string, path: string, token: string, body?: object) {
  const answer = await server.request(method, path, { token, ...(body && { body }) })
  expect([method, path, answer.status < 300 ? '' : answer.body]).toEqual([method, path, ''])
  return answer.body.data
}

/** A person in a zone, with the policy from the first of March on. */
async function join(userId: string, timeZone: string, rules: object): Promise<string> {
  const address = { email: `${userId}@example.com`, passwordHash: '' }
  const name = { firstName: 'Law', lastName: userId, role: 'employee', status: 'active' } as const
  await createUser(server.context.db, { userId, timeZone, ...address, ...name })
  const policy = await send('POST', '/api/policies/', admin, { name: userId, from: '2026-01-01', rules })
  const assignment = { policyId: policy.id, level: 'user', targetId: userId, from: '2026-03-01' }
  await send('POST', '/api/policy-assignments/', admin, assignment)
  return openSession(server.context, userId)
}

interface Work {
  in: number
  out: number
}

/** Some twenty shifts from the 2nd of March on, by day and by night, now and then two of a day. */
const works = fc
  .array(
    fc.record({
      pause: fc.oneof(fc.integer({ min: 300, max: 14_000 }), fc.integer({ min: 20_000, max: 90_000 })),
      work: fc.integer({ min: 600, max: 50_000 }),
    }),
    { minLength: 16, maxLength: 22 },
  )
  .map((parts) => {
    let at = Date.parse('2026-03-02T05:00:00Z')
    return parts.map(({ pause, work }): Work => {
      const start = at + pause * 1000
      at = start + work * 1000
      return { in: start, out: at }
    })
  })

async function punch(token: string, { in: start, out }: Work) {
  const taken = await send('POST', '/api/timeclock/clock-in/', token, {
    timeIn: new Date(start).toISOString(),
  })
  await send('POST', '/api/timeclock/clock-out/', token, { timeOut: new Date(out).toISOString() })
  return taken.id as string
}

const totalsOf = (totals: Record<string, number>) => seconds.map((name) => totals[name]!)
const summary = async (userId: string, token: string, query: string) =>
  totalsOf((await send('GET', `/api/timeclock/summary/?userId=${userId}&${query}`, token)).totals)
const dates = datesBetween('2026-02-28', '2026-05-31')

async function daysOf(userId: string, token: string) {
  const { buckets } = await send(
    'GET',
    `/api/timeclock/summary/?userId=${userId}&from=${dates[0]}&to=${dates.at(-1)}`,
    token,
  )
  return buckets as Record<string, number>[]
}

const shuffled = (list: readonly Work[], order: readonly number[]): Work[] =>
  list
    .map((work, i) => ({ work, key: order[i]! }))
    .sort((a, b) => a.key - b.key)
    .map(({ work }) => work)

test.each(presets.map(({ code }, i) => [code, i] as const))('%s', async (code, i) => {
  const rules = presets[i]!.rules
  const zone = zones[i % zones.length]!
  const [list] = fc.sample(works, { seed: 40 + i, numRuns: 1 })
  const [order] = fc.sample(fc.array(fc.nat(), { minLength: 22, maxLength: 22 }), {
    seed: 80 + i,
    numRuns: 1,
  })
  const inOrder = await join(`law-${i}`, zone, rules)
  const mixed = await join(`mixed-${i}`, zone, rules)
  const ids: string[] = []
  for (const work of list!) ids.push(await punch(inOrder, work))
  for (const work of shuffled(list!, order!)) await punch(mixed, work)
  const before = await daysOf(`law-${i}`, inOrder)
  expect(await daysOf(`mixed-${i}`, mixed)).toEqual(before)
  expect(await daysOf(`law-${i}`, admin)).toEqual(before)

  const sum = (list: readonly Record<string, number>[]) =>
    seconds.map((name) => list.reduce((total, one) => total + one[name]!, 0))
  const [worked, payable, regular, overtime, double] = sum(before)
  expect(regular! + overtime! + double!).toBe(payable)
  expect(payable).toBe(worked)
  const weeks: number[][] = []
  for (let monday = '2026-02-23'; monday < '2026-06-01'; monday = addDays(monday, 7))
    weeks.push(await summary(`law-${i}`, inOrder, `period=week&date=${monday}`))
  const whole = seconds.map((_, column) => weeks.reduce((total, week) => total + week[column]!, 0))
  expect(whole).toEqual(sum(before))
  expect(await summary(`law-${i}`, inOrder, 'period=year&date=2026-03-01')).toEqual(sum(before))

  // In the middle of the history a clock-in is moved into the shift, and back.
  const moved = ids[Math.floor(ids.length / 2)]!
  const at = list![Math.floor(ids.length / 2)]!.in
  const correct = (time: number) =>
    send('POST', '/api/timeclock/corrections/', admin, {
      userId: `law-${i}`,
      reason: 'Tried',
      changes: [{ action: 'change', punchId: moved, time: new Date(time).toISOString() }],
    })
  await correct(at + 420_000)
  expect(sum(await daysOf(`law-${i}`, inOrder))[0]).toBe(worked! - 420)
  await correct(at)
  expect([code, await daysOf(`law-${i}`, inOrder)]).toEqual([code, before])
})

test('all of it is what a rebuild gives', async () => {
  expect((await verify(server.context.pool, () => {})).findings).toEqual([])
})
