import { expect, test } from 'vitest'
import type { PresenceMessage } from '../src/live/live.contract.ts'
import { countStates, secondsToday, withPresence, type Present } from './board.ts'

const at = Date.parse('2026-03-02T09:00:00Z')

const eva: Present = {
  userId: 'eva',
  firstName: 'Eva',
  lastName: 'Evans',
  departmentId: null,
  branchId: null,
  state: 'in',
  since: '2026-03-02T08:00:00Z',
  plannedStart: '2026-03-02T08:00:00Z',
  plannedEnd: '2026-03-02T16:00:00Z',
  todaySeconds: 3600,
  workDate: '2026-03-02',
  timeZone: 'UTC',
  seq: 5,
  countedAt: at,
}
const message = (change: Partial<PresenceMessage>): PresenceMessage => ({
  type: 'presence',
  userId: 'eva',
  state: 'break',
  since: '2026-03-02T09:30:00Z',
  workDate: '2026-03-02',
  departmentId: null,
  branchId: null,
  seq: 6,
  ...change,
})

test('time runs while somebody is in, and only then', () => {
  const later = at + 1_800_000
  expect(secondsToday(eva, later)).toBe(5400)
  const resting = withPresence(eva, message({}), later)
  expect(resting).toMatchObject({ state: 'break', todaySeconds: 5400 })
  expect(secondsToday(resting, later + 600_000)).toBe(5400)
  const back = withPresence(resting, message({ state: 'in', seq: 7 }), later + 600_000)
  expect(secondsToday(back, later + 660_000)).toBe(5460)
})

test('an older message changes nothing', () => {
  expect(withPresence(eva, message({ seq: 4 }), at)).toBe(eva)
})

test.each([
  ['2026-03-02T08:00:00Z', 'out'],
  ['2026-03-02T13:00:00Z', 'expected'],
  [null, 'out'],
] as const)('who leaves with a shift planned at %s is %s', (plannedStart, state) => {
  expect(withPresence({ ...eva, plannedStart }, message({ state: 'out' }), at).state).toBe(state)
})

test('counts everybody once', () => {
  expect(countStates([eva, eva, { ...eva, state: 'late' }])).toMatchObject({ in: 2, late: 1, out: 0 })
})
