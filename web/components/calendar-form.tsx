/** Makes a holiday calendar: of a country or region, or empty. */
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { CalendarView } from '../../src/features/schedules/holiday.contract.ts'
import { get, post } from '../api.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import styles from './planning.module.css'

export type Calendar = Static<typeof CalendarView>

function usePlaces(country?: string) {
  const { data = {} } = useQuery({
    queryKey: ['holiday-places', country],
    queryFn: async () => (await get<Record<string, string>>(apiPaths.holidayPlaces, { country })).data,
    enabled: country !== '',
    staleTime: Infinity,
  })
  return Object.entries(data).map(([value, label]) => ({ value, label }))
}

export function CalendarForm({ onSaved }: { onSaved: (id: string) => void }) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const form = useApiForm({
    initial: { name: '', country: '', region: '' },
    check: ({ name }) => ({ ...(name.trim() === '' && { name: t('field.required') }) }),
    async send({ name, country, region }) {
      const body = { name, ...(country && { country, ...(region && { region }) }) }
      const { id } = await post<Calendar>(apiPaths.holidayCalendars, { body })
      await queryClient.invalidateQueries({ queryKey: ['holiday-calendars'] })
      onSaved(id)
    },
  })
  const { country } = form.values
  const countries = usePlaces()
  const regions = usePlaces(country)
  return (
    <Card title={t('holiday.new')}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          <ErrorNote error={form.error} />
          <div className={styles.fields}>
            <TextInput label={t('holiday.name')} {...form.input('name')} />
            <Select
              label={t('holiday.country')}
              searchable
              clearable
              clearButtonProps={{ 'aria-label': t('action.clear') }}
              data={countries}
              {...form.input('country')}
              value={country || null}
              onChange={(value) => {
                form.set('country', value ?? '')
                form.set('region', '')
              }}
            />
            {country !== '' && regions.length > 0 && (
              <Select
                label={t('holiday.region')}
                searchable
                clearable
                clearButtonProps={{ 'aria-label': t('action.clear') }}
                data={regions}
                {...form.input('region')}
                value={form.values.region || null}
                onChange={(value) => form.set('region', value ?? '')}
              />
            )}
          </div>
          <Text size="sm" c="dimmed">
            {t('holiday.countryText')}
          </Text>
          <Group>
            <Button type="submit" loading={form.isBusy}>
              {t('action.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
