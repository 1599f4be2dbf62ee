/** Known days and weeks through the core: what they give, and what their explanation tells. */
import { expect, test } from 'vitest'
import { hoursCases, type HoursCase } from '../../test/hours-cases.ts'
import { figuresOf, marksOfCase } from '../../test/read-hours-case.ts'
import { defaultPairingRules } from './pairing.ts'
import { completePolicy } from './policy.ts'
import { findPreset } from './presets.ts'
import { plannedShifts, type Plan } from './schedule.ts'
import type { Schedule } from './schedule-pattern.ts'
import { deriveTimesheet, type TimesheetRules } from './timesheet.ts'

function rulesOf(one: HoursCase): TimesheetRules {
  const policy = typeof one.policy === 'string' ? findPreset(one.policy)!.rules : completePolicy(one.policy)
  return {
    ...defaultPairingRules,
    plan: planOf(one),
    policyOn: () => ({ id: 'v', name: 'v', policy }),
    holidayOn: (date) => (date === one.holiday ? 'Holiday' : undefined),
  }
}

function planOf({ planned, breakPlanned, grace = 0 }: HoursCase): Plan {
  if (planned === undefined) return () => []
  const [start = '', end = ''] = planned.split('-')
  const [from = '', to = ''] = breakPlanned?.split('-') ?? []
  const breaks = breakPlanned === undefined ? {} : { breaks: [{ start: from, end: to, paid: false }] }
  const schedule: Schedule = {
    id: 's',
    days: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start, end, ...breaks })),
    graceInMinutes: grace,
    graceOutMinutes: grace,
    windowBeforeMinutes: 240,
    windowAfterMinutes: 240,
  }
  return (zone, first, last) => plannedShifts(() => schedule, zone, first, last)
}

test.each(hoursCases.map((one) => [one.name, one] as const))('%s', (_name, one) => {
  const { days } = deriveTimesheet(marksOfCase(one), rulesOf(one))
  for (const [date, text] of Object.entries(one.gives)) {
    const { figures, findings } = figuresOf(text)
    const day = days.find(({ workDate }) => workDate === date)
    expect({ date, ...day }).toMatchObject({ date, ...figures })
    if (findings) expect([date, day?.findings.map(({ code }) => code)]).toEqual([date, findings])
  }
})
