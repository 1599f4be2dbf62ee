/** Worked shifts of June 2025, written short. */
import type { WorkedShift } from '../src/core/payable-time.ts'
import { june } from './marks.ts'

/** '02 08:00-17:00', with breaks and a plan of the same day. UTC; hours above 24 are on the next day. */
export function workedShift(text: string, { breaks = '', planned = '' } = {}): WorkedShift {
  const [day = '', times = ''] = text.split(' ')
  const at = (time: string) =>
    june(`${day} 00:00`) + Number(time.slice(0, 2)) * 3_600_000 + Number(time.slice(3, 5)) * 60_000
  const span = (pair: string) => {
    const [start = '', end = ''] = pair.split('-')
    return { start: at(start), end: at(end) }
  }
  return {
    ...span(times),
    workDate: `2025-06-${day}`,
    timeZone: 'UTC',
    breaks: breaks === '' ? [] : breaks.split(' ').map(span),
    planned: planned === '' ? null : span(planned),
  }
}
