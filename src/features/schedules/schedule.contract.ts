/** Shift definitions, schedules and who has them. */
import { Type, type Static } from 'typebox'
import { Body, DateText, IdText, Name, Nullable } from '../../http/fields.ts'

const HourMinute = (options: { description?: string } = {}) =>
  Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', examples: ['22:00'], ...options })

const Minutes = (description: string) => Type.Integer({ minimum: 0, maximum: 720, description })

const nextDay = 'Not after the start: it lies on the next day.'

export const BreakFields = Body(
  {
    start: Type.Optional(HourMinute()),
    end: Type.Optional(HourMinute()),
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 960 })),
    paid: Type.Optional(Type.Boolean({ description: 'Counts as work; false unless given.' })),
  },
  { description: 'Start and end, or minutes for a break at any time.' },
)

const breakList = () => Type.Array(BreakFields, { maxItems: 10, description: 'The planned breaks.' })

export const ShiftFields = {
  definitionId: Type.Optional(IdText({ description: 'A shift definition, instead of times.' })),
  start: Type.Optional(HourMinute()),
  end: Type.Optional(HourMinute({ description: nextDay })),
  breaks: Type.Optional(breakList()),
}

const minutes = {
  graceInMinutes: Minutes('Late is strictly after the start and these minutes.'),
  graceOutMinutes: Minutes('Early is strictly before the end less these minutes.'),
  windowBeforeMinutes: Minutes('How long before the start a clock-in is taken for the shift.'),
  windowAfterMinutes: Minutes('How long after the end.'),
}

const optionalMinutes = {
  graceInMinutes: Type.Optional(minutes.graceInMinutes),
  graceOutMinutes: Type.Optional(minutes.graceOutMinutes),
  windowBeforeMinutes: Type.Optional(minutes.windowBeforeMinutes),
  windowAfterMinutes: Type.Optional(minutes.windowAfterMinutes),
}

export const NewDefinition = Body({
  name: Name(),
  start: HourMinute(),
  end: HourMinute({ description: nextDay }),
  breaks: Type.Optional(breakList()),
  ...optionalMinutes,
})
export type NewDefinition = Static<typeof NewDefinition>

export const DefinitionChange = Body({
  name: Type.Optional(Name()),
  start: Type.Optional(HourMinute()),
  end: Type.Optional(HourMinute({ description: nextDay })),
  breaks: Type.Optional(breakList()),
  ...optionalMinutes,
})
export type DefinitionChange = Static<typeof DefinitionChange>

const BreakView = Type.Object({
  start: Type.Optional(Type.String()),
  end: Type.Optional(Type.String()),
  minutes: Type.Optional(Type.Integer()),
  paid: Type.Boolean(),
})

export const DefinitionView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  start: Type.String(),
  end: Type.String(),
  breaks: Type.Array(BreakView),
  ...minutes,
  endedOn: Nullable(Type.String()),
})

const days = Type.Array(
  Body({
    weekday: Type.Optional(Type.Integer({ minimum: 1, maximum: 7, description: 'ISO: 1 is Monday.' })),
    day: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 366, description: 'Of the cycle; 1 is the date of the anchor.' }),
    ),
    ...ShiftFields,
  }),
  {
    minItems: 1,
    maxItems: 400,
    description: 'The planned shifts: of the weekdays of a week, or of the days of a cycle.',
  },
)

const rest = {
  cycleDays: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 366,
      description: 'Days until the pattern repeats. 7, the week, unless given.',
    }),
  ),
  anchor: Type.Optional(
    Nullable(DateText({ description: 'The date of day 1, where the pattern is no week.' })),
  ),
  worksOnHolidays: Type.Optional(
    Type.Boolean({ description: 'Planned on holidays too; else they are free.' }),
  ),
  holidayCalendarId: Type.Optional(
    Nullable(IdText({ description: "Its holidays count, instead of those of the person's place." })),
  ),
  ...optionalMinutes,
}

export const NewSchedule = Body({ name: Name(), days, ...rest })
export type NewSchedule = Static<typeof NewSchedule>

export const ScheduleChange = Body({ name: Type.Optional(Name()), days: Type.Optional(days), ...rest })
export type ScheduleChange = Static<typeof ScheduleChange>

export const ShiftView = {
  definitionId: Type.Optional(Type.String()),
  start: Type.String(),
  end: Type.String(),
  breaks: Type.Optional(Type.Array(BreakView)),
}

export const ScheduleView = Type.Object({
  id: Type.String(),
  name: Type.String(),
  cycleDays: Type.Integer(),
  anchor: Nullable(Type.String()),
  days: Type.Array(
    Type.Object({
      weekday: Type.Optional(Type.Integer()),
      day: Type.Optional(Type.Integer()),
      ...ShiftView,
    }),
  ),
  ...minutes,
  worksOnHolidays: Type.Boolean(),
  holidayCalendarId: Nullable(Type.String()),
  endedOn: Nullable(Type.String()),
})
