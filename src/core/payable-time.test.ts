import { describe, expect, test } from 'vitest'
import { june } from '../../test/marks.ts'
import { payableTime, type CountedShift } from './payable-time.ts'
import { completePolicy, type PolicyInput, type PolicyRounding } from './policy.ts'
import { shiftSpans } from './shift-spans.ts'

/** Times of Monday, 2025-06-02, UTC: '08:00-17:00', with what of the breaks is paid in seconds. */
const at = (time: string): number => june(`02 ${time}`)
const spans = (text: string) =>
  text === ''
    ? []
    : text.split(' ').map((pair) => {
        const [start = '', end = ''] = pair.split('-')
        return { start: at(start), end: at(end) }
      })

interface More {
  breaks?: string
  planned?: string
  plannedBreaks?: string
  paid?: number[]
}

function shift(
  work: string,
  { breaks = '', planned, plannedBreaks = '', paid = [] }: More = {},
): CountedShift {
  const [whole] = spans(work)
  const pauses = spans(breaks)
  return {
    ...whole!,
    workDate: '2025-06-02',
    timeZone: 'UTC',
    breaks: pauses,
    planned: planned === undefined ? null : { ...spans(planned)[0]!, breaks: spans(plannedBreaks) },
    worked: shiftSpans(whole!, pauses, paid).worked,
    paidBreakSeconds: paid,
  }
}

/** The paid spans, and the seconds of tolerance, rounding and window. */
function pay(policy: PolicyInput, ...shifts: CountedShift[]) {
  const { spans: paid, ...rest } = payableTime(shifts, completePolicy(policy))
  const time = (instant: number) => new Date(instant).toISOString().slice(11, 19).replace(/:00$/, '')
  return {
    paid: paid.map(({ start, end }) => `${time(start)}-${time(end)}`).join(' '),
    moved: [rest.toleranceSeconds, rest.roundingSeconds, rest.windowSeconds],
    tolerated: rest.tolerated,
  }
}

const rounding = (change: Partial<PolicyRounding> = {}): PolicyInput => ({
  rounding: {
    apply: 'marks',
    rule: { stepMinutes: 15, mode: 'nearest' },
    outRule: null,
    breaks: 'exact',
    snapToPlannedMinutes: null,
    ...change,
  },
})

test('without a rule what was worked is paid', () => {
  expect(pay({}, shift('08:03-12:00'), shift('13:01-17:00', { breaks: '15:00-15:10' }))).toEqual({
    paid: '08:03-12:00 13:01-15:00 15:10-17:00',
    moved: [0, 0, 0],
    tolerated: null,
  })
})

describe('the tolerance', () => {
  const policy = { tolerance: { perMarkMinutes: 5, perDayMinutes: 10 } }
  test.each<[string, CountedShift[], paid: string, tolerated: boolean | null, seconds: number]>([
    ['nothing planned', [shift('07:58-17:00')], '07:58-17:00', null, 0],
    [
      'one of two not planned',
      [shift('07:58-12:00', { planned: '08:00-12:00' }), shift('13:00-17:00')],
      '07:58-12:00 13:00-17:00',
      null,
      0,
    ],
    ['within it', [shift('07:56-17:05', { planned: '08:00-17:00' })], '08:00-17:00', true, -540],
    ['a mark beyond it', [shift('07:54-17:00', { planned: '08:00-17:00' })], '07:54-17:00', false, 0],
    [
      'seconds do not count',
      [shift('07:55:01-17:05:59', { planned: '08:00-17:00' })],
      '08:00-17:00',
      true,
      -658,
    ],
    [
      'breaks where as many are planned',
      [shift('08:02-17:00', { breaks: '12:01-12:58', planned: '08:00-17:00', plannedBreaks: '12:00-13:00' })],
      '08:00-12:00 13:00-17:00',
      true,
      -60,
    ],
    [
      'a break beyond it',
      [shift('08:00-17:00', { breaks: '12:00-12:50', planned: '08:00-17:00', plannedBreaks: '12:00-13:00' })],
      '08:00-12:00 12:50-17:00',
      false,
      0,
    ],
    [
      'a break that is not planned, beside the ends',
      [shift('08:02-17:01', { breaks: '12:00-12:50', planned: '08:00-17:00' })],
      '08:00-12:00 12:50-17:00',
      true,
      60,
    ],
    [
      'out and in for the planned break',
      [
        shift('08:02-12:01', { planned: '08:00-17:00', plannedBreaks: '12:00-13:00' }),
        shift('12:58-17:00', { planned: '08:00-17:00', plannedBreaks: '12:00-13:00' }),
      ],
      '08:00-12:00 13:00-17:00',
      true,
      -60,
    ],
    [
      'two planned shifts',
      [shift('08:02-12:00', { planned: '08:00-12:00' }), shift('13:00-16:58', { planned: '13:00-17:00' })],
      '08:00-12:00 13:00-17:00',
      true,
      240,
    ],
    [
      'three shifts for one: the ends alone',
      [
        shift('08:01-10:00', { planned: '08:00-17:00' }),
        shift('11:00-12:00', { planned: '08:00-17:00' }),
        shift('13:00-17:02', { planned: '08:00-17:00' }),
      ],
      '08:00-10:00 11:00-12:00 13:00-17:00',
      true,
      -60,
    ],
  ])('%s', (_, shifts, paid, tolerated, seconds) => {
    expect(pay(policy, ...shifts)).toEqual({ paid, tolerated, moved: [seconds, 0, 0] })
  })
})

describe('rounding of marks', () => {
  test.each<[string, Partial<PolicyRounding>, CountedShift, paid: string, seconds: number]>([
    ['nearest', {}, shift('08:03-16:46'), '08:00-16:45', 120],
    [
      'in and out by rules of their own',
      { rule: { stepMinutes: 15, mode: 'up' }, outRule: { stepMinutes: 15, mode: 'down' } },
      shift('08:01-16:59'),
      '08:15-16:45',
      -1680,
    ],
    [
      'never below nothing',
      { rule: { stepMinutes: 15, mode: 'up' }, outRule: { stepMinutes: 15, mode: 'down' } },
      shift('08:01-08:14'),
      '',
      -780,
    ],
    [
      'breaks as they were',
      {},
      shift('08:00-17:00', { breaks: '12:07-12:37' }),
      '08:00-12:07 12:37-17:00',
      0,
    ],
    [
      'breaks on the grid',
      { breaks: 'marks' },
      shift('08:00-17:00', { breaks: '12:07-12:38' }),
      '08:00-12:00 12:45-17:00',
      -840,
    ],
    [
      'breaks by their length',
      { breaks: 'length' },
      shift('08:00-17:00', { breaks: '12:07-12:44' }),
      '08:00-12:07 12:37-17:00',
      420,
    ],
    [
      'paid breaks stay paid',
      { breaks: 'length' },
      shift('08:00-17:00', { breaks: '12:07-12:44', paid: [600] }),
      '08:00-12:17 12:37-17:00',
      420,
    ],
    [
      'near the plan, as planned',
      { snapToPlannedMinutes: 5, rule: { stepMinutes: 1, mode: 'down' } },
      shift('07:55-17:05', { planned: '08:00-17:00' }),
      '08:00-17:00',
      -600,
    ],
    [
      'not near it, not',
      { snapToPlannedMinutes: 5, rule: { stepMinutes: 1, mode: 'down' } },
      shift('07:54-17:06', { planned: '08:00-17:00' }),
      '07:54-17:06',
      0,
    ],
    [
      'nothing planned to be near to',
      { snapToPlannedMinutes: 5, rule: { stepMinutes: 1, mode: 'down' } },
      shift('07:58-17:03'),
      '07:58-17:03',
      0,
    ],
  ])('%s', (_, change, work, paid, seconds) => {
    expect(pay(rounding(change), work)).toEqual({ paid, tolerated: null, moved: [0, seconds, 0] })
  })

  test('a shift that is moved into the next counts once', () => {
    const up = rounding({ outRule: { stepMinutes: 60, mode: 'up' } })
    expect(pay(up, shift('08:00-09:10'), shift('09:30-10:00'))).toEqual({
      paid: '08:00-10:00',
      tolerated: null,
      moved: [0, 1200, 0],
    })
  })
})

describe('rounding of totals', () => {
  test.each<[string, Partial<PolicyRounding>, CountedShift[], paid: string, seconds: number]>([
    [
      'each shift',
      { apply: 'shift' },
      [shift('08:00-12:05'), shift('13:00-17:10')],
      '08:00-12:00 13:00-17:15',
      0,
    ],
    [
      'the day',
      { apply: 'day' },
      [shift('08:00-12:05'), shift('13:00-17:05')],
      '08:00-12:05 13:00-17:10',
      300,
    ],
    [
      'a loss that is more than the last span',
      { apply: 'day', rule: { stepMinutes: 60, mode: 'down' } },
      [shift('08:00-12:20'), shift('13:00-13:10')],
      '08:00-12:00',
      -1800,
    ],
    [
      'a loss of the last span to the second',
      { apply: 'day', rule: { stepMinutes: 60, mode: 'down' } },
      [shift('08:00-12:00'), shift('13:00-13:10')],
      '08:00-12:00',
      -600,
    ],
    [
      'a loss of all',
      { apply: 'shift', rule: { stepMinutes: 60, mode: 'down' } },
      [shift('08:00-08:20')],
      '',
      -1200,
    ],
    ['nothing to round', { apply: 'day' }, [shift('08:00-08:00')], '', 0],
  ])('%s', (_, change, shifts, paid, seconds) => {
    expect(pay(rounding(change), ...shifts)).toEqual({ paid, tolerated: null, moved: [0, seconds, 0] })
  })
})

describe('the payable window', () => {
  const planned = { planned: '08:00-17:00' }
  test.each<[string, [number | null, number | null], CountedShift, paid: string, seconds: number]>([
    ['neither before nor after', [0, 0], shift('07:30-17:20', planned), '08:00-17:00', -3000],
    ['some before', [15, null], shift('07:30-17:20', planned), '07:45-17:20', -900],
    ['some after', [null, 10], shift('07:30-17:20', planned), '07:30-17:10', -600],
    ['nothing outside of it', [0, 0], shift('08:10-16:50', planned), '08:10-16:50', 0],
    ['nothing planned', [0, 0], shift('07:30-17:20'), '07:30-17:20', 0],
    ['all before it', [0, 0], shift('06:00-07:00', planned), '', -3600],
    ['up to it', [0, 0], shift('06:00-08:00', planned), '', -7200],
  ])('%s', (_, [beforeMinutes, afterMinutes], work, paid, seconds) => {
    expect(pay({ payableWindow: { beforeMinutes, afterMinutes } }, work)).toEqual({
      paid,
      tolerated: null,
      moved: [0, 0, seconds],
    })
  })

  test('it has whole seconds from the clock-in', () => {
    const early = { ...shift('07:30-17:20', planned), start: at('07:59:58') + 500 }
    const worked = [{ start: early.start, end: early.start + 9_000_000 }]
    const { spans: paid, windowSeconds } = payableTime(
      [{ ...early, worked }],
      completePolicy({ payableWindow: { beforeMinutes: 0, afterMinutes: 0 } }),
    )
    expect(paid).toEqual([{ start: at('08:00:00') + 500, end: early.start + 9_000_000 }])
    expect(windowSeconds).toBe(-2)
  })

  test('after rounding, before that of the day', () => {
    const policy = {
      ...rounding({ apply: 'day' }),
      payableWindow: { beforeMinutes: 0, afterMinutes: 0 },
    }
    expect(pay(policy, shift('07:50-16:55', planned))).toEqual({
      paid: '08:00-17:00',
      tolerated: null,
      moved: [0, 300, -600],
    })
  })
})
