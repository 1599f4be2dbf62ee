import { describe, expect, it } from 'vitest'
import { boardPresence, clockPresence, secondsWithin, type PresentShift } from './presence.ts'
import type { PlannedShift } from './schedule.ts'

const day = '2025-08-20'
const at = (time: string, date = day): number => Date.parse(`${date}T${time}Z`)

const shift = (given: Partial<PresentShift>): PresentShift => ({
  status: 'complete',
  start: at('09:00'),
  end: null,
  breaks: [],
  plannedStart: null,
  plannedEnd: null,
  ...given,
})

const planned = (start: string, end: string, date = day, endDate = date): PlannedShift => ({
  scheduleId: 's',
  date,
  start: at(start, date),
  end: at(end, endDate),
  windowStart: at(start, date) - 4 * 3_600_000,
  windowEnd: at(end, endDate) + 4 * 3_600_000,
  graceInSeconds: 300,
  graceOutSeconds: 0,
})

const office = planned('09:00', '17:00')
const came = { plannedStart: office.start, plannedEnd: office.end }
const openShift = shift({ status: 'open', ...came })
const left = shift({ end: at('12:00'), ...came })
const forgotten = shift({ status: 'missing_out', start: at('09:00', '2025-08-19') })

describe('what the clock says', () => {
  it.each<[string, PresentShift | undefined, string, number | null]>([
    ['nothing yet', undefined, 'out', null],
    ['in', openShift, 'in', at('09:00')],
    [
      'on a break that runs',
      {
        ...openShift,
        breaks: [
          { start: at('10:00'), end: at('10:05') },
          { start: at('12:00'), end: null },
        ],
      },
      'break',
      at('12:00'),
    ],
    ['back from it', { ...openShift, breaks: [{ start: at('12:00'), end: at('12:30') }] }, 'in', at('09:00')],
    ['out', left, 'out', at('12:00')],
    ['forgotten', forgotten, 'missing_out', at('09:00', '2025-08-19')],
  ])('%s', (_name, latest, state, since) => {
    expect(clockPresence(latest)).toEqual({ state, since })
  })
})

describe('what the board says', () => {
  const night = planned('22:00', '06:00', '2025-08-19', day)
  it.each<[string, PresentShift[], PlannedShift[], string, string]>([
    ['no plan, no punch', [], [], '10:00', 'out'],
    ['before the start', [], [office], '08:59:59', 'expected'],
    ['exactly at the end of the grace', [], [office], '09:05', 'expected'],
    ['just after it', [], [office], '09:05:00.001', 'late'],
    ['the window as it ends', [], [office], '21:00', 'late'],
    ['the window over', [], [office], '21:00:00.001', 'absent'],
    ['in, though late', [{ ...openShift, start: at('10:00') }], [office], '10:30', 'in'],
    ['came and left', [left], [office], '13:00', 'out'],
    [
      'came to the first of two, second to come',
      [left],
      [office, planned('18:00', '20:00')],
      '17:50',
      'expected',
    ],
    [
      'came to the first of two, not to the second',
      [left],
      [office, planned('18:00', '20:00')],
      '18:06',
      'late',
    ],
    ['missed the night that began yesterday, window open', [], [night], '05:00', 'late'],
    ['missed it, window over, not planned for today', [], [night], '10:01', 'out'],
    ['forgot yesterday, today to come', [forgotten], [office], '08:00', 'missing_out'],
    ['forgot yesterday, and is late', [forgotten], [office], '09:06', 'late'],
    ['planned tomorrow only', [], [planned('09:00', '17:00', '2025-08-21')], '10:00', 'out'],
  ])('%s', (_name, shifts, plan, now, state) => {
    expect(boardPresence(shifts, plan, day, at(now)).state).toBe(state)
  })

  it('tells the planned shift that it is about', () => {
    const about = { plannedStart: office.start, plannedEnd: office.end }
    expect(boardPresence([], [office], day, at('08:00'))).toMatchObject({ since: null, ...about })
    expect(boardPresence([], [office], day, at('10:00'))).toMatchObject({
      since: office.start,
      ...about,
    })
    expect(boardPresence([openShift], [office], day, at('10:00'))).toMatchObject({
      since: at('09:00'),
      ...about,
    })
    expect(boardPresence([left], [office], day, at('13:00'))).toMatchObject({
      since: at('12:00'),
      ...about,
    })
    expect(boardPresence([], [], day, at('10:00'))).toMatchObject({
      plannedStart: null,
      plannedEnd: null,
    })
  })
})

describe('the planned shift beside the state', () => {
  const evening = planned('18:00', '20:00')
  const tomorrow = planned('09:00', '17:00', '2025-08-21')
  const none = { plannedStart: null, plannedEnd: null }
  const of = (one: PlannedShift) => ({ plannedStart: one.start, plannedEnd: one.end })
  it.each<[string, PresentShift[], PlannedShift[], string, object]>([
    ['absent', [], [office], '21:01', { state: 'absent', since: office.start, ...of(office) }],
    [
      'on a break',
      [{ ...openShift, breaks: [{ start: at('12:00'), end: null }] }],
      [office],
      '12:10',
      { state: 'break', since: at('12:00'), ...of(office) },
    ],
    [
      'forgotten, with today to come',
      [forgotten],
      [office],
      '08:00',
      { state: 'missing_out', since: forgotten.start, ...of(office) },
    ],
    [
      'forgotten, with nothing to come',
      [forgotten],
      [tomorrow],
      '08:00',
      { state: 'missing_out', since: forgotten.start, ...none },
    ],
    [
      'left, with another to come',
      [left],
      [office, evening],
      '17:50',
      { state: 'expected', since: at('12:00'), ...of(evening) },
    ],
    [
      'came early for the second, and left: nothing is to come',
      [shift({ end: at('17:40'), ...of(evening) }), left],
      [office, evening],
      '17:50',
      { state: 'out', since: at('17:40'), ...none },
    ],
    [
      'left what was not planned, after what was',
      [shift({ start: at('13:00'), end: at('14:00') }), left],
      [office],
      '15:00',
      { state: 'out', since: at('14:00'), ...none },
    ],
    [
      'left what was not planned, where nothing is',
      [shift({ start: at('13:00'), end: at('14:00') })],
      [],
      '15:00',
      { state: 'out', since: at('14:00'), ...none },
    ],
    ['no punch, and planned tomorrow', [], [tomorrow], '15:00', { state: 'out', since: null, ...none }],
  ])('%s', (_name, shifts, plan, now, expected) => {
    expect(boardPresence(shifts, plan, day, at(now))).toEqual(expected)
  })
})

describe('seconds of today', () => {
  const today = { start: at('00:00'), end: at('00:00', '2025-08-21') }
  it.each<[string, PresentShift[], string, number]>([
    [
      'a running shift less its breaks',
      [{ ...openShift, breaks: [{ start: at('10:00'), end: at('10:30') }] }],
      '12:00',
      9000,
    ],
    [
      'a running break stops the count',
      [{ ...openShift, breaks: [{ start: at('10:00'), end: null }] }],
      '12:00',
      3600,
    ],
    [
      'only the part after midnight',
      [shift({ start: at('22:00', '2025-08-19'), end: at('06:00') })],
      '12:00',
      21_600,
    ],
    ['nothing for a forgotten one', [forgotten], '12:00', 0],
    [
      'a shift that a policy ended, with a break that ran and one after the end',
      [
        shift({
          end: at('17:00'),
          breaks: [
            { start: at('16:00'), end: null },
            { start: at('18:00'), end: at('18:30') },
          ],
        }),
      ],
      '20:00',
      25_200,
    ],
    [
      'nothing of yesterday',
      [shift({ start: at('08:00', '2025-08-19'), end: at('17:00', '2025-08-19') })],
      '12:00',
      0,
    ],
    [
      'not what lies behind the end of the day, nor a break there',
      [
        shift({
          start: at('20:00'),
          end: at('06:00', '2025-08-21'),
          breaks: [{ start: at('23:30'), end: at('00:30', '2025-08-21') }],
        }),
      ],
      '23:59',
      12_600,
    ],
    ['several', [openShift, shift({ start: at('06:00'), end: at('08:00') })], '10:00', 10_800],
  ])('%s', (_name, shifts, now, seconds) => {
    expect(secondsWithin(shifts, today, at(now))).toBe(seconds)
  })
})
