/** What a report is grouped by, and how long a range it takes. */
import { invalidField } from '../../errors.ts'
import type { Bucket, Dimension } from './report.queries.ts'

const dimensions = ['user', 'department', 'branch'] as const satisfies Dimension[]
const buckets = ['day', 'week', 'month', 'year'] as const satisfies Bucket[]

/** The longest range, in days, by the bucket. */
export const longestRange: Record<Bucket | 'none', number> = {
  day: 400,
  week: 1100,
  month: 4000,
  year: 11_000,
  none: 11_000,
}

export interface Groups {
  by: Dimension[]
  bucket: Bucket | undefined
}

/** Words with commas between them, in any order. Throws `invalid` for an unknown one and for two of time. */
export function readGroups(text: string): Groups {
  const words = [...new Set(text.split(',').map((word) => word.trim()))]
  const by = dimensions.filter((word) => words.includes(word))
  const time = buckets.filter((word) => words.includes(word))
  const unknown = words.find(
    (word) =>
      !(dimensions as readonly string[]).includes(word) && !(buckets as readonly string[]).includes(word),
  )
  if (unknown !== undefined) {
    throw invalidField(
      'groupBy',
      `"${unknown.slice(0, 40)}" is no group. Take ${[...dimensions, ...buckets].join(', ')}.`,
    )
  }
  if (time.length > 1) throw invalidField('groupBy', 'Take one of day, week, month, year.')
  return { by, bucket: time[0] }
}
