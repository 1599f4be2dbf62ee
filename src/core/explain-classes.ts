/**
 * Tells how the paid time of each date got its classes. Pieces of one workday are told together, and
 * of the workweek it is told once how much came before, where it is the same.
 */
import { weekday } from './calendar.ts'
import type { ClassedTime, HolidayOn } from './class-pieces.ts'
import type { Step, Tell } from './explanation.ts'
import { nightSeconds } from './night.ts'
import { rateOf } from './overtime.ts'
import { overtimeOf } from './policy.ts'

export function explainClasses(pieces: readonly ClassedTime[], holidayOn: HolidayOn, tell: Tell): void {
  const byDate = new Map<string, ClassedTime[]>()
  for (const piece of pieces) {
    const list = byDate.get(piece.date)
    if (list) list.push(piece)
    else byDate.set(piece.date, [piece])
  }
  for (const [date, list] of byDate) {
    let week: string | undefined
    for (const run of runsOf(list)) {
      explainRun(date, run, week, tell)
      week = run[0]!.week?.date
    }
    explainOvertimeAtNight(date, list, tell)
    explainSpecialDays(date, list, holidayOn, tell)
  }
}

/** Pieces that follow each other in one workday and one workweek, by one policy. */
function runsOf(pieces: readonly ClassedTime[]): ClassedTime[][] {
  const runs: ClassedTime[][] = []
  for (const piece of pieces) {
    const last = runs.at(-1)?.[0]
    const isSame =
      last?.workday === piece.workday && last.week?.date === piece.week?.date && last.policy === piece.policy
    if (isSame) runs.at(-1)!.push(piece)
    else runs.push([piece])
  }
  return runs
}

function explainRun(
  date: string,
  run: readonly ClassedTime[],
  weekBefore: string | undefined,
  tell: Tell,
): void {
  const { policy, workday, dayBefore, week } = run[0]!
  const overtime = overtimeOf(policy)
  if (overtime.daily.length > 0) {
    const seconds = run.reduce((sum, piece) => sum + piece.seconds, 0)
    tell(date, { code: 'workday', date: workday, kind: policy.workday.kind, before: dayBefore, seconds })
  }
  if (week && week.date !== weekBefore) {
    tell(date, { code: 'workweek', date: week.date, before: week.before })
    if (week.moved) tell(date, { code: 'workweek_moved', counted: week.moved })
    const tests = (['daily', 'weekly', 'consecutive'] as const).filter((test) => overtime[test].length > 0)
    if (week.test) tell(date, { code: 'greater', test: week.test, tests: tests.join(', ') })
  }
  for (const band of bandsOf(run)) tell(date, band)
}

type BandStep = Extract<Step, { code: 'band' }>

/** The bands of the run, those of the same reason and tier together. */
function bandsOf(run: readonly ClassedTime[]): BandStep[] {
  const bands = new Map<string, BandStep>()
  for (const { reason, tier, seconds } of run.flatMap((piece) => piece.bands)) {
    const ratePercent = rateOf(tier)
    const key = `${reason} ${tier.afterMinutes} ${tier.class} ${ratePercent}`
    const known = bands.get(key)
    if (known) known.seconds += seconds
    else {
      const { afterMinutes, class: name } = tier
      bands.set(key, { code: 'band', reason, seconds, afterMinutes, class: name, ratePercent })
    }
  }
  return [...bands.values()]
}

/** Overtime at night has a rate of its own in some countries (Japan): it is the end of its piece. */
function explainOvertimeAtNight(date: string, pieces: readonly ClassedTime[], tell: Tell): void {
  const { policy, timeZone } = pieces[0]!
  if (!policy.night) return
  const spans = pieces.map(({ end, overtime, double }) => ({ start: end - (overtime + double) * 1000, end }))
  const window = { start: policy.night.from, end: policy.night.to }
  const seconds = nightSeconds(spans, timeZone, window)
  if (seconds > 0) tell(date, { code: 'overtime_at_night', seconds })
}

function explainSpecialDays(
  date: string,
  pieces: readonly ClassedTime[],
  holidayOn: HolidayOn,
  tell: Tell,
): void {
  const holidays = new Map<string, number>()
  let rest = 0
  for (const { policy, localDate, seconds } of pieces) {
    const name = policy.holiday ? holidayOn(localDate) : undefined
    if (name !== undefined) holidays.set(name, (holidays.get(name) ?? 0) + seconds)
    if (policy.restDay?.weekdays.includes(weekday(localDate))) rest += seconds
  }
  for (const [name, seconds] of holidays) tell(date, { code: 'holiday', seconds, name })
  if (rest > 0) tell(date, { code: 'rest_day', seconds: rest })
}
