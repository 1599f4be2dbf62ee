/** Schedules and who has them. */
import { Type, type Static } from 'typebox'
import { Body, DateText, IdText, Name, Nullable, OneOf } from '../../http/fields.ts'

export const levels = ['company', 'branch', 'department', 'user'] as const

const HourMinute = (options: { description?: string }) =>
  Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', examples: ['22:00'], ...options })

const Minutes = (description: string) => Type.Integer({ minimum: 0, maximum: 720, description })

const fields = {
  name: Name(),
  days: Type.Array(
    Body({
      weekday: Type.Integer({ minimum: 1, maximum: 7, description: 'ISO: 1 is Monday.' }),
      start: HourMinute({}),
      end: HourMinute({ description: 'Not after the start: it lies on the next day.' }),
    }),
    { minItems: 1, maxItems: 50, description: 'The planned shifts of a week.' },
  ),
  graceInMinutes: Minutes('Late is strictly after the start and these minutes.'),
  graceOutMinutes: Minutes('Early is strictly before the end less these minutes.'),
  windowBeforeMinutes: Minutes('How long before the start a clock-in is taken for the shift.'),
  windowAfterMinutes: Minutes('How long after the end.'),
}

const { graceInMinutes, graceOutMinutes, windowBeforeMinutes, windowAfterMinutes } = fields
const optionalMinutes = {
  graceInMinutes: Type.Optional(graceInMinutes),
  graceOutMinutes: Type.Optional(graceOutMinutes),
  windowBeforeMinutes: Type.Optional(windowBeforeMinutes),
  windowAfterMinutes: Type.Optional(windowAfterMinutes),
}

export const NewSchedule = Body({ name: fields.name, days: fields.days, ...optionalMinutes })
export type NewSchedule = Static<typeof NewSchedule>

export const ScheduleChange = Body({
  name: Type.Optional(fields.name),
  days: Type.Optional(fields.days),
  ...optionalMinutes,
})
export type ScheduleChange = Static<typeof ScheduleChange>

export const ScheduleView = Type.Object({ id: Type.String(), ...fields, endedOn: Nullable(Type.String()) })

export const NewAssignment = Body({
  scheduleId: IdText(),
  level: OneOf(levels, { description: 'The narrowest wins: user, then department, branch, company.' }),
  targetId: Type.Optional(IdText({ description: 'The branch, department or person; not for the company.' })),
  from: DateText({ description: 'The first date.' }),
  to: Type.Optional(DateText({ description: 'The last date; without it, until further notice.' })),
})
export type NewAssignment = Static<typeof NewAssignment>

export const AssignmentView = Type.Object({
  id: Type.String(),
  scheduleId: Type.String(),
  level: OneOf(levels),
  targetId: Nullable(Type.String()),
  from: Type.String(),
  to: Nullable(Type.String()),
})
