/** Date with its year, and time, of an instant: where the person is. */
import { dateIn, deviceZone } from './clock.ts'
import { useFormats } from './format.ts'
import { session, userOf } from './session.ts'
import { useSignal } from './signal.ts'

export function useStamp(): (instant: string) => string {
  const formats = useFormats()
  const zone = userOf(useSignal(session))?.timeZone ?? deviceZone()
  return (instant) =>
    `${formats.date(dateIn(zone, Date.parse(instant)), 'short')}, ${formats.time(instant, zone)}`
}
