/** Who is where at this moment, by state. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { boardStates } from '../../src/core/presence.ts'
import type { BoardPerson } from '../../src/features/board/board.contract.ts'
import { getAll } from '../api.ts'
import type { Filters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { addressOf, searchOf } from '../insight.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { Chart } from './chart.tsx'
import { Answered } from './states.tsx'

const refreshAfter = 60_000

/** Everybody in scope, for the chart and for the list behind it. */
export const useToday = ({ branch, department }: Filters) =>
  useQuery({
    queryKey: ['today', branch, department],
    queryFn: () => getAll<BoardPerson>(apiPaths.board, { branch, department }, 20_000),
    placeholderData: keepPreviousData,
    refetchInterval: refreshAfter,
  })

export function TodayChart({ filters }: { filters: Filters }) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const query = useToday(filters)
  const title = t('dash.today')
  return (
    <Answered query={query}>
      {(people) => {
        const counts = boardStates.map((state) => people.filter((one) => one.state === state).length)
        const hrefs = boardStates.map((state) =>
          addressOf(pagePaths.peopleBehind, { ...searchOf(filters), of: 'today', state }),
        )
        const names = boardStates.map((state) => t(`board.${state}`))
        return (
          <Chart
            title={title}
            columns={[t('dash.state'), t('dash.people')]}
            rows={boardStates.map((state, index) => ({
              key: state,
              cells: [names[index]!, formats.number(counts[index]!)],
              href: hrefs[index]!,
            }))}
            option={{
              tooltip: { trigger: 'axis' },
              legend: { show: false },
              grid: { left: 8, right: 40, top: 8, bottom: 8, containLabel: true },
              xAxis: { type: 'value', minInterval: 1 },
              yAxis: { type: 'category', data: names, inverse: true },
              series: [
                {
                  type: 'bar',
                  name: t('dash.people'),
                  data: counts,
                  barMaxWidth: 24,
                  label: { show: true, position: 'right', color: 'inherit' },
                },
              ],
            }}
            onOpen={(index) => void navigate({ href: hrefs[index]! })}
          />
        )
      }}
    </Answered>
  )
}
