import { expect, test } from 'vitest'
import type { UserImportView } from '../src/features/people/user.contract.ts'
import { addPeople, type Added, checkPeople, type Refused } from './import-people.ts'
import { readPeople } from './people-lines.ts'

interface Body {
  people: { email: string; branch: string }[]
  checkOnly?: boolean
  keepGood?: boolean
}

const many = (count: number) =>
  readPeople(Array.from({ length: count }, (_, i) => `Eva,Evans,eva${i + 1}@example.com`).join('\n'))

/** A server that refuses these addresses, and breaks down after so many requests. */
function serverThat(refuses: readonly string[], breaksAfter = Infinity) {
  const bodies: Body[] = []
  const post = async (given: object): Promise<UserImportView> => {
    const body = given as Body
    if (bodies.push(body) > breaksAfter) throw new Error('no network')
    const lines = body.people.map(({ email }, index) => {
      const isGood = !refuses.includes(email)
      const errors = isGood ? [] : [{ field: 'email', message: 'Taken.' }]
      const good = body.checkOnly ? ('good' as const) : ('added' as const)
      return { index, state: isGood ? good : ('refused' as const), userId: null, errors }
    })
    return { added: body.checkOnly ? 0 : lines.length, lines }
  }
  return { bodies, sending: { post, branch: 'north', onProgress: () => {} } }
}

test('a check names the lines of every part and adds nobody', async () => {
  const { bodies, sending } = serverThat(['eva3@example.com', 'eva1200@example.com'])
  const refused = await checkPeople(many(1201), sending)
  expect(refused.map(({ line }) => line)).toEqual([3, 1200])
  expect(bodies.map(({ people }) => people.length)).toEqual([500, 500, 201])
  expect(bodies.every(({ checkOnly, keepGood }) => checkOnly && !keepGood)).toBe(true)
})

test('who is kept is handed over part by part, also when a later part fails', async () => {
  const { bodies, sending } = serverThat(['eva150@example.com'], 2)
  const kept: Added[] = []
  const refused: Refused[] = []
  const work = addPeople(many(250), sending, (added, not) => {
    kept.push(...added)
    refused.push(...not)
  })
  await expect(work).rejects.toThrow('no network')
  expect(kept).toHaveLength(199)
  expect(new Set(kept.map(({ password }) => password)).size).toBe(199)
  expect(refused.map(({ line }) => line)).toEqual([150])
  expect(bodies.map(({ people }) => people.length)).toEqual([100, 100, 50])
})

test('a branch of the line goes before the only branch', async () => {
  const { bodies, sending } = serverThat([])
  await addPeople(readPeople('Eva,Evans,a@b.c,,,South\nMax,Maier,m@b.c'), sending, () => {})
  expect(bodies[0]!.people.map(({ branch }) => branch)).toEqual(['South', 'north'])
})

test('5,000 lines are read without a pause that one would feel', () => {
  const text = Array.from({ length: 5000 }, (_, i) => `小龙,李,li${i}@example.com,组装,${i}`).join('\n')
  const people = readPeople(text)
  expect(people).toHaveLength(5000)
  expect(people.filter(({ problem }) => problem)).toEqual([])
})

test('a number that stands twice is told with its first line', () => {
  const [, second] = readPeople('Eva,Evans,a@b.c,,7\nMax,Maier,m@b.c,,7')
  expect(second!.problem).toEqual({ kind: 'twice', what: '7', line: 1 })
})
