/** The company's settings: each says in a sentence what it changes. */
import { Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { SettingsView as CorrectionSettings } from '../../src/features/corrections/correction.contract.ts'
import type { CompanyView } from '../../src/features/people/company.contract.ts'
import type { SettingsView as PeriodSettings } from '../../src/features/periods/period.contract.ts'
import { get } from '../api.ts'
import { CompanyForm } from '../components/company/company-form.tsx'
import { CorrectionRules } from '../components/company/correction-rules.tsx'
import { PeriodRules } from '../components/company/period-rules.tsx'
import { Registration } from '../components/company/registration.tsx'
import styles from '../components/planning.module.css'
import { Recomputing } from '../components/recomputing.tsx'
import { Answered } from '../components/states.tsx'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'

const useSettings = <D,>(key: string, path: string) =>
  useQuery({ queryKey: [key], queryFn: async () => (await get<D>(path)).data })

export function CompanyPage() {
  const { t } = useTexts()
  const company = useSettings<CompanyView>('company', apiPaths.company)
  const corrections = useSettings<Static<typeof CorrectionSettings>>(
    'correction-settings',
    apiPaths.correctionSettings,
  )
  const periods = useSettings<Static<typeof PeriodSettings>>('period-settings', apiPaths.periodSettings)
  return (
    <>
      <Title order={1} mb="lg">
        {t('company.title')}
      </Title>
      <Recomputing />
      <div className={styles.stack}>
        <Answered query={company}>
          {(data) => (
            <>
              <CompanyForm company={data} />
              <Registration company={data} />
            </>
          )}
        </Answered>
        <Answered query={corrections}>{(data) => <CorrectionRules settings={data} />}</Answered>
        <Answered query={periods}>{(data) => <PeriodRules settings={data} />}</Answered>
      </div>
    </>
  )
}
