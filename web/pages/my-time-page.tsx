/** My time. */
import { PersonMonth } from '../components/person-month.tsx'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'

export function MyTimePage() {
  const { t } = useTexts()
  return <PersonMonth person={userOf(useSignal(session))!} title={t('time.title')} />
}
