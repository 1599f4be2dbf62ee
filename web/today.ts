/** The date where the person is. */
import { dateIn } from './clock.ts'
import { serverNow } from './network.ts'
import { session, userOf } from './session.ts'
import { useSignal } from './signal.ts'

export function useToday(): string {
  const user = userOf(useSignal(session))
  return dateIn(user?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, serverNow())
}
