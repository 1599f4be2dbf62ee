/**
 * The rules of a policy as they are written and answered: the shape of `Policy` in core/policy.ts.
 * Everything may be left out; what is left out is what TimeClock does without a policy. What a shape
 * cannot say (thresholds ascend, rules agree) is in core/policy-problems.ts.
 */
import { Type, type Static, type TProperties, type TSchema } from 'typebox'
import type { Policy } from '../../core/policy.ts'
import { roundingModes } from '../../core/rounding.ts'
import { Body, Nullable, OneOf } from '../../http/fields.ts'

const dayMinutes = 24 * 60
const weekMinutes = 7 * dayMinutes

const Minutes = (maximum: number, description = '') => Type.Integer({ minimum: 0, maximum, description })
const Clock = (description = '') =>
  Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$', examples: ['22:00'], description })
const Weekday = () => Type.Integer({ minimum: 1, maximum: 7, description: 'ISO: 1 is Monday.' })
const classes = ['regular', 'overtime', 'double'] as const

const Tiers = (maximum: number, description: string) =>
  Type.Array(
    Body({
      afterMinutes: Minutes(maximum, 'What is beyond so many minutes gets the class.'),
      class: OneOf(['overtime', 'double']),
      ratePercent: Type.Optional(Type.Integer({ minimum: 101, maximum: 1000 })),
    }),
    { maxItems: 10, description },
  )

const RoundingRule = Body({
  stepMinutes: Type.Integer({ minimum: 1, maximum: 60 }),
  mode: OneOf(roundingModes),
  seconds: Type.Optional(OneOf(['truncate', 'keep'])),
  tie: Type.Optional(OneOf(['up', 'down'])),
  graceMinutes: Type.Optional(Minutes(59)),
  upAfterMinutes: Type.Optional(Minutes(59)),
})

const breaks = {
  autoDeduct: Nullable(
    Body({
      afterMinutes: Minutes(dayMinutes),
      minutes: Type.Integer({ minimum: 1, maximum: 240 }),
      whenTaken: OneOf(['cancel', 'difference', 'deduct']),
    }),
  ),
  paidUpToMinutes: Minutes(240, 'A break no longer than this is worked time.'),
  paidAllowanceMinutes: Minutes(240, 'So much of the other breaks of a day is paid.'),
  required: Type.Array(
    Type.Array(Type.Integer({ minimum: 0, maximum: dayMinutes }), { minItems: 2, maxItems: 2 }),
    { maxItems: 10, description: '[more than so many minutes worked, minutes of break due]' },
  ),
  blockMinutes: Minutes(240),
  longestStretchMinutes: Nullable(Minutes(dayMinutes)),
}

const overtime = {
  daily: Tiers(dayMinutes, 'By the workday.'),
  weekly: Tiers(weekMinutes, 'By the straight time of the workweek.'),
  seventhDay: Nullable(Body({ doubleAfterMinutes: Minutes(dayMinutes) })),
  weekCountsFirstMinutes: Nullable(Minutes(dayMinutes)),
  consecutive: Tiers(dayMinutes, 'By one stretch of work.'),
  combine: OneOf(['all', 'greater']),
  dailyOnlyIfRateBelow: Nullable(
    Type.Number({
      minimum: 0,
      maximum: 1_000_000,
      description: 'Daily overtime holds for a rate below this.',
    }),
  ),
  hourlyRate: Nullable(
    Type.Number({
      minimum: 0,
      maximum: 1_000_000,
      description: 'What the people of this policy earn an hour. Unknown: daily overtime holds.',
    }),
  ),
}

const dayLimits = {
  normalMinutes: Nullable(Minutes(dayMinutes)),
  maxMinutes: Nullable(Minutes(dayMinutes)),
  spreadOverMinutes: Nullable(Minutes(dayMinutes)),
}

const rest = { dailyMinutes: Nullable(Minutes(dayMinutes)), weeklyMinutes: Nullable(Minutes(weekMinutes)) }

const sections = {
  jurisdiction: Nullable(
    Type.String({ maxLength: 20, description: 'The code of a preset whose law it follows.' }),
  ),
  workday: Body({
    kind: OneOf(['work_date', 'clock', 'from_first_start']),
    startsAt: Type.Optional(Clock('Only for "clock".')),
  }),
  workweek: Body({ startsOn: Weekday(), startsAt: Clock() }),
  dayAttribution: OneOf(['start', 'end', 'most', 'split']),
  maxShiftMinutes: Type.Integer({ minimum: 60, maximum: 48 * 60 }),
  newShiftGapMinutes: Minutes(dayMinutes),
  rounding: Nullable(
    Body({
      apply: OneOf(['marks', 'shift', 'day']),
      rule: RoundingRule,
      outRule: Nullable(RoundingRule),
      breaks: OneOf(['exact', 'marks', 'length']),
      snapToPlannedMinutes: Nullable(Minutes(60)),
    }),
  ),
  payableWindow: Nullable(
    Body({ beforeMinutes: Nullable(Minutes(dayMinutes)), afterMinutes: Nullable(Minutes(dayMinutes)) }),
  ),
  tolerance: Nullable(Body({ perMarkMinutes: Minutes(60), perDayMinutes: Minutes(240) })),
  night: Nullable(
    Body({
      from: Clock(),
      to: Clock('Not after the start: it lies on the next day.'),
      hourSeconds: Type.Integer({ minimum: 60, maximum: 3600 }),
      prorogation: Type.Boolean(),
      nightWorkOverMinutes: Nullable(Minutes(dayMinutes)),
    }),
  ),
  holiday: Nullable(Body({ class: OneOf(classes) })),
  restDay: Nullable(
    Body({ weekdays: Type.Array(Weekday(), { minItems: 1, maxItems: 7 }), class: OneOf(classes) }),
  ),
  averages: Type.Array(
    Body({
      of: OneOf(['week', 'working_day', 'night_day']),
      limitMinutes: Minutes(weekMinutes),
      reference: Body({
        weeks: Type.Optional(Type.Integer({ minimum: 1, maximum: 104 })),
        months: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 })),
      }),
      excludedDays: OneOf(['taken_out', 'made_up']),
    }),
    { maxItems: 5 },
  ),
  mealPeriods: Nullable(
    Body({
      meals: Type.Array(
        Body({ afterMinutes: Minutes(dayMinutes), waivableUpToMinutes: Minutes(dayMinutes) }),
        { minItems: 1, maxItems: 4 },
      ),
      minimumMinutes: Minutes(240),
      waived: Type.Optional(
        Type.Array(Type.Integer({ minimum: 1, maximum: 4 }), {
          maxItems: 4,
          uniqueItems: true,
          description: 'The meals that were waived by agreement; the first is 1.',
        }),
      ),
      rests: Type.Optional(
        Nullable(
          Body({
            fromMinutes: Minutes(dayMinutes),
            perMinutes: Type.Integer({
              minimum: 1,
              maximum: dayMinutes,
              description: 'One paid rest break for so much work, or a major fraction of it.',
            }),
          }),
        ),
      ),
    }),
  ),
  automaticClockOut: Nullable(Body({ after: OneOf(['start', 'planned_end']), minutes: Minutes(48 * 60) })),
  monthRoundingMinutes: Nullable(Minutes(60)),
  retentionYears: Nullable(Type.Integer({ minimum: 0, maximum: 100 })),
  retentionFrom: OneOf(['record', 'employment_year_end'], {
    description: 'The date of the record, or the end of the year in which the employment ended.',
  }),
  corrections: Body({ consent: OneOf(['employer', 'both']) }),
}

/** Each field may be left out. */
function Optional<P extends TProperties>(properties: P) {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, Type.Optional(schema)]),
  ) as { [Key in keyof P]: ReturnType<typeof Type.Optional<P[Key] & TSchema>> }
}

/** Shared schemas: the document describes them once, and the routes refer to them. */
export const rulesSchema = {
  ...Body({
    ...Optional(sections),
    breaks: Type.Optional(Body(Optional(breaks))),
    overtime: Type.Optional(Body(Optional(overtime))),
    dayLimits: Type.Optional(Body(Optional(dayLimits))),
    rest: Type.Optional(Body(Optional(rest))),
  }),
  $id: 'PolicyRules',
}
export type PolicyRules = Static<typeof rulesSchema>
export const PolicyRules = Type.Unsafe<PolicyRules>({ $ref: 'PolicyRules#' })

/** The whole policy, nothing left out. */
export const policySchema = {
  ...Type.Object({
    ...sections,
    breaks: Type.Object(breaks),
    overtime: Type.Object(overtime),
    dayLimits: Type.Object(dayLimits),
    rest: Type.Object(rest),
  }),
  $id: 'Policy',
}
export const PolicyRulesView = Type.Unsafe<Policy>({ $ref: 'Policy#' })
