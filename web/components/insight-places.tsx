/** Who is where at this moment, by branch or department; each number leads to its people. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { withoutPlace } from '../../src/core/membership.ts'
import type { PlaceView } from '../../src/features/people/place.contract.ts'
import { getAll } from '../api.ts'
import type { Filters } from '../filters.ts'
import { useFormats } from '../format.ts'
import { addressOf, searchOf } from '../insight.ts'
import { byPlace, statesShown } from '../places-today.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import styles from '../pages/insight.module.css'
import { Chart } from './chart.tsx'
import { useToday } from './insight-today.tsx'
import { Answered } from './states.tsx'

interface Props {
  filters: Filters
  by: 'department' | 'branch'
}

export function PlacesToday({ filters, by }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const navigate = useNavigate()
  const people = useToday(filters)
  const places = useQuery({
    queryKey: ['places', by],
    queryFn: () => getAll<PlaceView>(by === 'branch' ? apiPaths.branches : apiPaths.departments),
    staleTime: 300_000,
  })
  const nameOf = (id: string) =>
    id === withoutPlace ? t(`filter.no.${by}`) : (places.data?.find((place) => place.id === id)?.name ?? id)
  return (
    <Answered query={people}>
      {(all) => {
        const rows = byPlace(all, by).toSorted((a, b) => nameOf(a.id).localeCompare(nameOf(b.id)))
        // Nobody belongs anywhere: the chart of all says it already.
        if (rows.every(({ id }) => id === withoutPlace)) return null
        const hrefOf = (id: string, state?: string) =>
          addressOf(state === undefined ? pagePaths.board : pagePaths.peopleBehind, {
            ...searchOf(filters),
            [by]: id,
            ...(state !== undefined && { of: 'today', state }),
          })
        const states = statesShown(all)
        return (
          <div className={styles.broad}>
            <Chart
              title={t(`dash.today.${by}`)}
              isTableFirst
              columns={[t(`report.${by}`), ...states.map((state) => t(`board.${state}`))]}
              rows={rows.map(({ id, counts }) => ({
                key: id,
                cells: [nameOf(id), ...states.map((state) => formats.number(counts[state]))],
                href: hrefOf(id),
                hrefs: [
                  undefined,
                  ...states.map((state) => (counts[state] > 0 ? hrefOf(id, state) : undefined)),
                ],
              }))}
              option={{
                tooltip: { trigger: 'axis' },
                grid: { left: 8, right: 24, top: 44, bottom: 8, containLabel: true },
                xAxis: { type: 'value', minInterval: 1 },
                yAxis: { type: 'category', data: rows.map(({ id }) => nameOf(id)), inverse: true },
                series: states.map((state) => ({
                  type: 'bar' as const,
                  stack: 'all',
                  name: t(`board.${state}`),
                  data: rows.map(({ counts }) => counts[state]),
                  barMaxWidth: 24,
                })),
              }}
              onOpen={(index, series) =>
                void navigate({ href: hrefOf(rows[index]!.id, states[series ?? 0]) })
              }
            />
          </div>
        )
      }}
    </Answered>
  )
}
