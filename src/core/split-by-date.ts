/** Spans cut at the local midnights, by date: what each date has of a shift under the rule `split`. */
import { cutByPeriod } from './cut-span.ts'
import type { Interval } from './overlap.ts'
import { workdayOf } from './workweek.ts'

export interface DatePart {
  date: string
  spans: Interval[]
  seconds: number
}

/** In order of the dates. */
export function splitByDate(spans: readonly Interval[], timeZone: string): DatePart[] {
  const parts: DatePart[] = []
  for (const span of spans) {
    for (const { start, end, period } of cutByPeriod(span, (at) => workdayOf(timeZone, at, '00:00'))) {
      const last = parts.at(-1)
      const part = last?.date === period.date ? last : { date: period.date, spans: [], seconds: 0 }
      if (part !== last) parts.push(part)
      part.spans.push({ start, end })
      part.seconds += (end - start) / 1000
    }
  }
  return parts
}
