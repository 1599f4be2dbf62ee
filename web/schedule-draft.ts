/** A schedule while it is edited, and what is sent of it. */
import type { Static } from 'typebox'
import type { ScheduleView } from '../src/features/schedules/schedule.contract.ts'
import { type DayDraft, draftOf, shiftBody } from './shift-draft.ts'

export type Schedule = Static<typeof ScheduleView>

export function draftOfSchedule(schedule: Schedule | undefined, today: string) {
  const isWeek = !schedule || (schedule.anchor === null && schedule.cycleDays === 7)
  return {
    name: schedule?.name ?? '',
    kind: isWeek ? 'week' : 'cycle',
    cycleDays: schedule?.cycleDays ?? 7,
    anchor: schedule?.anchor ?? today,
    days: (schedule?.days ?? []).map((day): DayDraft => ({
      on: day.weekday ?? day.day ?? 1,
      ...draftOf(day),
    })),
    worksOnHolidays: schedule?.worksOnHolidays ?? false,
    holidayCalendarId: schedule?.holidayCalendarId ?? null,
    graceInMinutes: schedule?.graceInMinutes ?? 0,
    graceOutMinutes: schedule?.graceOutMinutes ?? 0,
    windowBeforeMinutes: schedule?.windowBeforeMinutes ?? 240,
    windowAfterMinutes: schedule?.windowAfterMinutes ?? 240,
  }
}

export function bodyOf({ kind, cycleDays, anchor, days, ...rest }: ReturnType<typeof draftOfSchedule>) {
  const isWeek = kind === 'week'
  return {
    ...rest,
    cycleDays: isWeek ? 7 : cycleDays,
    anchor: isWeek ? null : anchor,
    days: days.map(({ on, ...shift }) => ({
      ...(isWeek ? { weekday: on } : { day: on }),
      ...shiftBody(shift),
    })),
  }
}

/** Only what differs is sent: another name alone derives no day again. The pattern belongs together. */
export function changedOf(body: ReturnType<typeof bodyOf>, before: ReturnType<typeof bodyOf>) {
  const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const { cycleDays, anchor, days, ...rest } = body
  const pattern = { cycleDays, anchor, days }
  const was = { cycleDays: before.cycleDays, anchor: before.anchor, days: before.days }
  return {
    ...(!isSame(pattern, was) && pattern),
    ...Object.fromEntries(
      Object.entries(rest).filter(([name, value]) => !isSame(value, before[name as keyof typeof rest])),
    ),
  }
}
