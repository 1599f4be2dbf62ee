/** What a string must look like: each format with its check and with what to tell who wrote it wrong. */
import { parseDate, parseTime } from '../core/calendar.ts'
import { isTimeZone } from '../core/zone.ts'

interface TextFormat {
  accepts: (text: string) => boolean
  /** Completes "… must be": says what to write. */
  expected: string
}

// oxlint-disable-next-line no-control-regex -- these are the characters to refuse
const unsafeText = /[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/u
// oxlint-disable-next-line no-control-regex -- these are the characters to refuse
const unsafeLine = /[\u0000-\u001f\u007f\u2028\u2029]|\p{Surrogate}/u

const isLine = (text: string): boolean => !unsafeLine.test(text)

/** Linear in the length of the text, whatever is written. A mail server decides whether it exists. */
const emailShape = /^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\.]+(?:\.[^\s@"(),:;<>[\]\\.]+)*$/u

export const formats = {
  'plain-text': {
    accepts: (text) => !unsafeText.test(text),
    expected: 'plain text without control characters',
  },
  'plain-line': {
    accepts: (text) => isLine(text) && text.trim() !== '',
    expected: 'one line of text that is not blank',
  },
  email: {
    accepts: (text) => isLine(text) && emailShape.test(text) && text.indexOf('@') <= 64,
    expected: 'an e-mail address, such as eva@example.com',
  },
  date: {
    accepts: (text) => parseDate(text) !== undefined,
    expected: 'a date of the calendar as YYYY-MM-DD, such as 2025-08-20',
  },
  'local-time': {
    accepts: (text) => parseTime(text) !== undefined,
    expected: 'a time of the day as HH:MM or HH:MM:SS, such as 08:45:00',
  },
  'time-zone': {
    accepts: (text) => isTimeZone(text),
    expected: 'an IANA time zone, such as Europe/Madrid',
  },
  cursor: {
    accepts: (text) => /^[\w-]+$/.test(text),
    expected: 'the nextCursor of the page before, unchanged',
  },
} as const satisfies Record<string, TextFormat>

export type Format = keyof typeof formats

/** The sentence part for a format of ours; undefined for any other. */
export function expectedOf(format: string): string | undefined {
  return (formats as Record<string, TextFormat>)[format]?.expected
}
