/** Which day it is. */
import { dateIn, deviceZone } from './clock.ts'
import { serverNow } from './network.ts'
import { session, userOf } from './session.ts'
import { useSignal } from './signal.ts'

/** Where the person is. */
export function useToday(): string {
  const user = userOf(useSignal(session))
  return dateIn(user?.timeZone ?? deviceZone(), serverNow())
}

/** Where the device is: for what is not about one person. */
export const deviceToday = (): string => dateIn(deviceZone(), serverNow())
