/**
 * Days a second that the core derives, without a database: `npm run bench:core`. Each person has a
 * year of five days a week with two breaks and a night now and then.
 */
import { deriveTimesheet } from '../src/core/timesheet.ts'
import { accountDays } from '../src/core/apply-policy.ts'
import { addDays, datesBetween, weekday } from '../src/core/calendar.ts'
import type { WorkedShift } from '../src/core/payable-time.ts'
import { findPreset } from '../src/core/presets.ts'
import { localDate, resolveLocal } from '../src/core/zone.ts'
import { defaultPairingRules } from '../src/core/pairing.ts'
import type { Mark } from '../src/core/punch.ts'

const zone = 'America/Los_Angeles'

function shiftsOfYear(): WorkedShift[] {
  return datesBetween('2025-01-01', '2025-12-31').flatMap((date, i) => {
    if (weekday(date) > 5) return []
    const night = i % 10 === 0
    const at = (time: string, on = date) => resolveLocal(zone, on, time).instant
    const start = at(night ? '22:00' : '08:00') + (i % 7) * 61_000
    const end = at(night ? '06:30' : '17:10', night ? addDays(date, 1) : date)
    const breaks = [
      { start: start + 2 * 3_600_000, end: start + 2.25 * 3_600_000 },
      { start: start + 4 * 3_600_000, end: start + 4.5 * 3_600_000 },
    ]
    return { start, end, workDate: localDate(zone, start), timeZone: zone, breaks, planned: null }
  })
}

function marksOf(shifts: readonly WorkedShift[]): Mark[] {
  let seq = 0
  const mark = (kind: Mark['kind'], at: number): Mark => ({
    seq: ++seq,
    id: String(seq),
    kind,
    at,
    timeZone: zone,
    branchId: null,
    flags: [],
    description: null,
    location: null,
    latitude: null,
    longitude: null,
    accuracy: null,
  })
  return shifts.flatMap((shift) => [
    mark('in', shift.start),
    ...shift.breaks.flatMap((pause) => [mark('break_start', pause.start), mark('break_end', pause.end)]),
    mark('out', shift.end),
  ])
}

function measure(name: string, days: number, work: () => void): void {
  for (let i = 0; i < 20; i++) work()
  const rounds = 60
  const start = process.hrtime.bigint()
  for (let i = 0; i < rounds; i++) work()
  const seconds = Number(process.hrtime.bigint() - start) / 1e9
  console.log(
    `${name.padEnd(34)} ${Math.round((days * rounds) / seconds).toLocaleString('en')} days a second`,
  )
}

const shifts = shiftsOfYear()
const marks = marksOf(shifts)
for (const code of ['DE', 'US-CA', 'US-CO', 'BR']) {
  const version = { id: code, name: code, policy: findPreset(code)!.rules }
  const rules = { policyOn: () => version, holidayOn: () => undefined }
  measure(`account, ${code}`, shifts.length, () => void accountDays(shifts, rules))
}
measure('marks to days, no policy', shifts.length, () => {
  deriveTimesheet(marks, { ...defaultPairingRules, plan: () => [] })
})
