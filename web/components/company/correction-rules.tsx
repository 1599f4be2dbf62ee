/** Whose consent a correction needs, and who may decide about their own hours. */
import { useQueryClient } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { ownApprovals } from '../../../src/core/correction.ts'
import type { SettingsView } from '../../../src/features/corrections/correction.contract.ts'
import { patch } from '../../api.ts'
import { apiPaths } from '../../paths.ts'
import { useTexts } from '../../text.ts'
import { Card } from '../card.tsx'
import { ChoiceSetting } from './choice-setting.tsx'

type Settings = Static<typeof SettingsView>

const consents = ['none', 'both'] as const

export function CorrectionRules({ settings }: { settings: Settings }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const save = async (body: Partial<Settings>) =>
    client.setQueryData(['correction-settings'], await patch<Settings>(apiPaths.correctionSettings, { body }))
  return (
    <Card title={t('inbox.corrections')}>
      <ChoiceSetting
        label={t('company.consent')}
        description={t('company.consentText')}
        value={settings.consent}
        choices={consents.map((value) => ({
          value,
          label: t(`company.consent.${value}`),
          description: t(`company.consentText.${value}`),
        }))}
        save={(consent) => save({ consent })}
      />
      <ChoiceSetting
        label={t('company.own')}
        description={t('company.ownText')}
        value={settings.ownApproval}
        choices={ownApprovals.map((value) => ({
          value,
          label: t(`company.own.${value}`),
          description: t(`company.ownText.${value}`),
        }))}
        save={(ownApproval) => save({ ownApproval })}
      />
    </Card>
  )
}
