/** Who may register. */
import { useQueryClient } from '@tanstack/react-query'
import type { CompanyView } from '../../../src/features/people/company.contract.ts'
import { patch } from '../../api.ts'
import { apiPaths } from '../../paths.ts'
import { useTexts } from '../../text.ts'
import { Card } from '../card.tsx'
import { ChoiceSetting } from './choice-setting.tsx'

const choices = ['settings', 'open', 'approval', 'closed'] as const

export function Registration({ company }: { company: CompanyView }) {
  const { t } = useTexts()
  const client = useQueryClient()
  return (
    <Card title={t('company.registration')}>
      <ChoiceSetting
        label={t('company.whoRegisters')}
        description={t('company.whoRegistersText')}
        value={company.registrationIsSet ? company.registration : 'settings'}
        choices={choices.map((value) => ({
          value,
          label: t(`company.registration.${value}`),
          description: t(`company.registrationText.${value}`),
        }))}
        save={async (value) => {
          const body = { registration: value === 'settings' ? null : value }
          client.setQueryData(['company'], await patch<CompanyView>(apiPaths.company, { body }))
        }}
      />
    </Card>
  )
}
