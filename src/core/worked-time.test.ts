import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  dayStatus,
  pairLogs,
  workedSeconds,
  type Log,
  type PairCalculation,
  type PairMode,
} from './worked-time.ts'

const at = (time: string) => Date.parse(`2025-06-02T${time}:00Z`)
const spans = (list: readonly [string, string][]) =>
  list.map(([start, end]) => ({ start: at(start), end: at(end) }))
const hour = 3600

const workCases: { id: string; work: [string, string][]; breaks: [string, string][]; expected: number }[] = [
  { id: 'GC-207 no length', work: [['09:00', '09:00']], breaks: [], expected: 0 },
  {
    id: 'ZE-04 break outside work',
    work: [['08:00', '17:00']],
    breaks: [['07:00', '09:00']],
    expected: 8 * hour,
  },
  {
    id: 'ZE-06 break across a gap',
    work: [
      ['08:00', '12:15'],
      ['12:45', '17:00'],
    ],
    breaks: [['12:00', '13:15']],
    expected: 7.75 * hour,
  },
  {
    id: 'breaks that overlap count once',
    work: [['08:00', '17:00']],
    breaks: [
      ['12:00', '13:00'],
      ['12:30', '13:30'],
    ],
    expected: 7.5 * hour,
  },
  {
    id: 'TT-13',
    work: [
      ['10:00', '14:00'],
      ['16:00', '20:00'],
      ['20:00', '21:00'],
    ],
    breaks: [],
    expected: 9 * hour,
  },
]

test.each(workCases)('worked: $id', ({ work, breaks, expected }) => {
  expect(workedSeconds(spans(work), spans(breaks))).toBe(expected)
})

type Rows = [string, Log['type']][]
const untyped: Rows = ['02:30', '04:00', '04:30', '07:30', '09:00'].map((time) => [time, ''])
const typed: Rows = [
  ['02:30', 'OUT'],
  ['03:00', 'IN'],
  ['04:00', 'OUT'],
  ['04:10', 'IN'],
  ['04:40', 'OUT'],
  ['05:00', 'IN'],
  ['06:30', 'IN'],
  ['08:00', 'OUT'],
]

const pairCases: { id: string; mode: PairMode; calculation: PairCalculation; logs: Rows; hours: number }[] = [
  { id: 'GC-181, FH-50', mode: 'alternating', calculation: 'first_last', logs: untyped, hours: 6.5 },
  { id: 'the same, summed', mode: 'alternating', calculation: 'every', logs: untyped, hours: 4.5 },
  { id: 'GC-183, FH-52', mode: 'strict', calculation: 'first_last', logs: typed, hours: 5 },
  { id: 'the same, summed', mode: 'strict', calculation: 'every', logs: typed, hours: 4.5 },
  {
    id: 'GC-185, FH-54',
    mode: 'strict',
    calculation: 'every',
    logs: [
      ['03:00', 'IN'],
      ['08:00', 'OUT'],
    ],
    hours: 5,
  },
  { id: 'OR-03 an IN alone', mode: 'strict', calculation: 'every', logs: [['03:00', 'IN']], hours: 0 },
  { id: 'nothing', mode: 'alternating', calculation: 'first_last', logs: [], hours: 0 },
]

const logsOf = (rows: Rows): Log[] => rows.map(([time, type]) => ({ at: at(time), type }))

test.each(pairCases)('pairs: $id ($mode, $calculation)', ({ mode, calculation, logs, hours }) => {
  expect(pairLogs(logsOf(logs), mode, calculation).seconds).toBe(hours * hour)
})

test('GC-209: the order in which punches arrive changes nothing', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray(logsOf(typed), { minLength: typed.length }),
      fc.constantFrom<PairMode>('alternating', 'strict'),
      fc.constantFrom<PairCalculation>('every', 'first_last'),
      (logs, mode, calculation) => {
        expect(pairLogs(logs, mode, calculation)).toEqual(pairLogs(logsOf(typed), mode, calculation))
      },
    ),
    { numRuns: 100 },
  )
})

test.each([
  { id: 'GC-189 below half', worked: 1.5, thresholds: { halfDaySeconds: 2 * hour }, expected: 'half_day' },
  {
    id: 'GC-191 between the two',
    worked: 1.5,
    thresholds: { halfDaySeconds: 2 * hour, absentSeconds: hour },
    expected: 'half_day',
  },
  { id: 'FH-65 below absent', worked: 1.5, thresholds: { absentSeconds: 2 * hour }, expected: 'absent' },
  {
    id: 'FH-67 below both',
    worked: 0.75,
    thresholds: { halfDaySeconds: 2 * hour, absentSeconds: hour },
    expected: 'absent',
  },
  {
    id: 'exactly at the threshold',
    worked: 2,
    thresholds: { halfDaySeconds: 2 * hour },
    expected: 'present',
  },
  { id: 'no threshold', worked: 0, thresholds: {}, expected: 'present' },
  { id: 'no punch', worked: undefined, thresholds: {}, expected: 'absent' },
])('status: $id', ({ worked, thresholds, expected }) => {
  expect(dayStatus(worked === undefined ? undefined : worked * hour, thresholds)).toBe(expected)
})
