/** Periods by person: what they come to, and approving, sending back, locking, reopening them. */
import { PeriodPeople } from './period-people.tsx'
import { PeriodChoice } from './period-choice.tsx'

export function InboxPeriods() {
  return <PeriodChoice>{({ id }) => <PeriodPeople key={id} id={id} />}</PeriodChoice>
}
