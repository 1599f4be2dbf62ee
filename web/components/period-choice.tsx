/** One of the pay periods, the latest first: those of a year, and of the years before it as they are asked for. */
import { Button, Group, Select } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { addDays } from '../../src/core/calendar.ts'
import type { PeriodView } from '../../src/features/periods/period.contract.ts'
import { get } from '../api.ts'
import { useFormats } from '../format.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { deviceToday } from '../today.ts'
import { Answered } from './states.tsx'

const year = 365

/** A period that lies in two of the years is answered with both. */
async function recentPeriods(years: number): Promise<PeriodView[]> {
  const today = deviceToday()
  const found = new Map<string, PeriodView>()
  for (let back = 0; back < years; back++) {
    const to = addDays(today, -back * year)
    const { data } = await get<PeriodView[]>(apiPaths.periods, { from: addDays(to, -year), to })
    for (const period of data.toReversed()) found.set(period.id, period)
  }
  return [...found.values()]
}

export function PeriodChoice({ children }: { children: (period: PeriodView) => ReactNode }) {
  const { t } = useTexts()
  const formats = useFormats()
  const [chosen, setChosen] = useState<string | null>(null)
  const [years, setYears] = useState(1)
  const query = useQuery({
    queryKey: ['periods', years],
    queryFn: () => recentPeriods(years),
    placeholderData: keepPreviousData,
  })
  return (
    <Answered query={query}>
      {(periods) => {
        const period = periods.find(({ id }) => id === chosen) ?? periods[0]
        return (
          <>
            <Group align="end" gap="sm">
              <Select
                label={t('inbox.period')}
                w={280}
                allowDeselect={false}
                value={period?.id ?? null}
                onChange={setChosen}
                data={periods.map(({ id: value, from, to }) => ({
                  value,
                  label: `${formats.date(from, 'short')} – ${formats.date(to, 'short')}`,
                }))}
              />
              <Button variant="subtle" loading={query.isPlaceholderData} onClick={() => setYears(years + 1)}>
                {t('periods.earlier')}
              </Button>
            </Group>
            {period && children(period)}
          </>
        )
      }}
    </Answered>
  )
}
