/** How pay periods are cut, from a date on, and whether days close by themselves. */
import { Button, Group, NumberInput, Radio, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { Static } from 'typebox'
import { periodLengths } from '../../../src/core/period.ts'
import type { SettingsView } from '../../../src/features/periods/period.contract.ts'
import { patch, post } from '../../api.ts'
import { useFormats } from '../../format.ts'
import { apiPaths } from '../../paths.ts'
import { useTexts } from '../../text.ts'
import { useToday } from '../../today.ts'
import { Card } from '../card.tsx'
import { ErrorNote } from '../error-note.tsx'
import { useApiForm } from '../form.ts'
import styles from '../planning.module.css'
import { toast } from '../toasts.tsx'

type Settings = Static<typeof SettingsView>
type Length = (typeof periodLengths)[number]

export function PeriodRules({ settings }: { settings: Settings }) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <Card title={t('period.mine')}>
      <Text size="sm" c="dimmed">
        {t('company.periodsText')}
      </Text>
      <ul className={styles.list}>
        {settings.rules.length === 0 && (
          <li>
            <Text fw={600}>{t('company.length.monthly')}</Text>
          </li>
        )}
        {settings.rules.map(({ from, length }) => (
          <li key={from}>
            <Text fw={600}>{t(`company.length.${length as Length}`)}</Text>
            <Text c="dimmed">{t('assign.since', { from: formats.date(from, 'short') })}</Text>
          </li>
        ))}
      </ul>
      <NewRule />
      <Closing key={`${settings.editableDays} ${settings.graceDays}`} settings={settings} />
    </Card>
  )
}

function useSaved() {
  const { t } = useTexts()
  const client = useQueryClient()
  return (settings: Settings) => {
    client.setQueryData(['period-settings'], settings)
    toast(t('company.saved'))
  }
}

function NewRule() {
  const { t } = useTexts()
  const saved = useSaved()
  const form = useApiForm({
    initial: { length: 'monthly' as string, from: useToday() },
    check: ({ from }) => ({ ...(from === '' && { from: t('field.required') }) }),
    send: async (body) => saved(await post<Settings>(apiPaths.periodRules, { body })),
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack gap="sm">
        <ErrorNote error={form.error} />
        <div className={styles.fields}>
          <Select
            label={t('company.length')}
            data={periodLengths.map((value) => ({ value, label: t(`company.length.${value}`) }))}
            {...form.input('length')}
          />
          <TextInput
            type="date"
            label={t('assign.firstDate')}
            description={t('company.fromText')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...form.input('from')}
          />
        </div>
        <Group>
          <Button type="submit" variant="light" loading={form.isBusy}>
            {t('company.cutSo')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const ways = ['never', 'age', 'grace'] as const

function Closing({ settings: { editableDays, graceDays } }: { settings: Settings }) {
  const { t } = useTexts()
  const saved = useSaved()
  const by = editableDays !== null ? 'age' : graceDays !== null ? 'grace' : 'never'
  const form = useApiForm({
    initial: { by: by as string, days: (editableDays ?? graceDays ?? 30) as number | string },
    names: { editableDays: 'days', graceDays: 'days' },
    check: ({ by: way, days }) => ({ ...(way !== 'never' && days === '' && { days: t('field.required') }) }),
    async send({ by: way, days }) {
      const body = {
        age: { editableDays: days },
        grace: { graceDays: days },
        never: { editableDays: null, graceDays: null },
      }[way as (typeof ways)[number]]
      saved(await patch<Settings>(apiPaths.periodSettings, { body }))
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack gap="sm">
        <ErrorNote error={form.error} />
        <Radio.Group
          label={t('company.closing')}
          description={t('company.closingText')}
          value={form.values.by}
          onChange={(value) => form.set('by', value)}
        >
          <Stack gap="xs" mt={8}>
            {ways.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`company.closing.${value}`)}
                description={t(`company.closingText.${value}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        {form.values.by !== 'never' && (
          <NumberInput
            label={t('company.closingDays')}
            min={0}
            max={3660}
            maw={220}
            allowDecimal={false}
            {...form.input('days')}
          />
        )}
        <Group>
          <Button type="submit" variant="light" loading={form.isBusy}>
            {t('action.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
