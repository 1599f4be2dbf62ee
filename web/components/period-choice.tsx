/** One of the pay periods of about a year, the latest first. */
import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { addDays } from '../../src/core/calendar.ts'
import type { PeriodView } from '../../src/features/periods/period.contract.ts'
import { get } from '../api.ts'
import { dateIn } from '../clock.ts'
import { useFormats } from '../format.ts'
import { serverNow } from '../network.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { Answered } from './states.tsx'

const daysShown = 366

async function recentPeriods(): Promise<PeriodView[]> {
  const to = dateIn(Intl.DateTimeFormat().resolvedOptions().timeZone, serverNow())
  return (await get<PeriodView[]>(apiPaths.periods, { from: addDays(to, -daysShown), to })).data.toReversed()
}

export function PeriodChoice({ children }: { children: (period: PeriodView) => ReactNode }) {
  const { t } = useTexts()
  const formats = useFormats()
  const [chosen, setChosen] = useState<string | null>(null)
  const query = useQuery({ queryKey: ['periods'], queryFn: recentPeriods })
  return (
    <Answered query={query}>
      {(periods) => {
        const period = periods.find(({ id }) => id === chosen) ?? periods[0]
        return (
          <>
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
            {period && children(period)}
          </>
        )
      }}
    </Answered>
  )
}
