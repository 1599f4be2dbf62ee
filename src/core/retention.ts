/**
 * How long records are kept. A record may be purged on the same date so many years after what the
 * rule counts from, and not a day before; where that date does not exist, 29 February, on 1 March.
 */
import { dateOfDay, dayNumber } from './calendar.ts'

/**
 * What the years count from: the record's own date, the last entry of the record (a card that runs
 * over a period), or the end of the calendar year in which the employment ended.
 */
export type RetentionStart = 'record' | 'last_entry' | 'employment_year_end'

export interface RetentionRule {
  years: number
  from: RetentionStart
}

/**
 * ES: Estatuto de los Trabajadores art. 34.9. DE: ArbZG s. 16(2). PT: Código do Trabalho art. 202.
 * PL: Kodeks pracy art. 94 no. 9b. UK: Working Time Regulations 1998, reg. 9. JP: Labour Standards
 * Act arts. 109 and 143 (5 years, for the time being 3). US_FLSA: 29 CFR 516.5 and 516.6 (payroll 3
 * years, time cards 2: the longer covers both). US_CA: Labor Code 226 and 1174.
 */
export const retentionRules = {
  ES: { years: 4, from: 'record' },
  DE: { years: 2, from: 'record' },
  PT: { years: 5, from: 'record' },
  PL: { years: 10, from: 'employment_year_end' },
  UK: { years: 2, from: 'record' },
  JP: { years: 3, from: 'last_entry' },
  US_FLSA: { years: 3, from: 'last_entry' },
  US_CA: { years: 3, from: 'last_entry' },
} as const satisfies Record<string, RetentionRule>

/** Dates of a record, 'YYYY-MM-DD'. */
export interface RetainedRecord {
  recordDate: string
  /** Where it is missing, the record's own date is its last entry. */
  lastEntryDate?: string | undefined
  /** The last day of employment; missing while it lasts. */
  employmentEnd?: string | undefined
}

/** The first date on which the record may be purged; `undefined` while what the rule counts from has not come. */
export function earliestPurge(rule: RetentionRule, record: RetainedRecord): string | undefined {
  const start = starts[rule.from](record)
  return start && sameDateAfter(start, rule.years)
}

/** The same date so many years later; 29 February becomes 1 March in a year without it. */
export function sameDateAfter(date: string, years: number): string {
  // 29 February counts on to 1 March by itself.
  return dateOfDay(dayNumber(`${Number(date.slice(0, -6)) + years}${date.slice(-6)}`))
}

const starts = {
  record: ({ recordDate }) => recordDate,
  last_entry: ({ recordDate, lastEntryDate }) =>
    lastEntryDate !== undefined && lastEntryDate > recordDate ? lastEntryDate : recordDate,
  // The years begin when the year is over.
  employment_year_end: ({ employmentEnd }) =>
    employmentEnd && `${Number(employmentEnd.slice(0, -6)) + 1}-01-01`,
} as const satisfies Record<RetentionStart, (record: RetainedRecord) => string | undefined>
