/** The company's name and zone. */
import { Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { CompanyView } from '../../../src/features/people/company.contract.ts'
import { patch } from '../../api.ts'
import { apiPaths } from '../../paths.ts'
import { useTexts } from '../../text.ts'
import { Card } from '../card.tsx'
import { ErrorNote } from '../error-note.tsx'
import { useApiForm } from '../form.ts'
import { ZonePicker } from '../pickers/zone-picker.tsx'
import { SaveButton } from '../save-button.tsx'
import { toast } from '../toasts.tsx'

export function CompanyForm({ company }: { company: CompanyView }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const form = useApiForm({
    initial: { name: company.name, timeZone: company.timeZone },
    check: ({ name, timeZone }) => ({
      ...(name.trim() === '' && { name: t('field.required') }),
      ...(timeZone === '' && { timeZone: t('field.required') }),
    }),
    async send(body) {
      client.setQueryData(['company'], await patch<CompanyView>(apiPaths.company, { body }))
      toast(t('company.saved'))
      await client.invalidateQueries({ queryKey: ['recomputations'] })
    },
  })
  const { onChange: _change, value: _value, ...zoneInput } = form.input('timeZone')
  return (
    <Card title={t('field.company')}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack maw={520}>
          <ErrorNote error={form.error} />
          <TextInput
            label={t('company.name')}
            description={t('company.nameText')}
            maxLength={100}
            {...form.input('name')}
          />
          <ZonePicker
            {...zoneInput}
            label={t('field.timeZone')}
            description={t('company.zoneText')}
            isRequired
            value={form.values.timeZone}
            onChange={(value) => form.set('timeZone', value)}
          />
          <SaveButton isBusy={form.isBusy} />
        </Stack>
      </form>
    </Card>
  )
}
