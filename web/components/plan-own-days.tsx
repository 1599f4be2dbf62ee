/** What was changed of a planned day, and taking it back. */
import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { DayOffView, OverrideView, SwapView } from '../../src/features/schedules/own-day.contract.ts'
import { get, post, remove } from '../api.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { useErrorText } from './error-text.ts'
import type { Choice } from './plan-change.tsx'
import { usePlanRefresh } from './plan-refresh.ts'
import styles from './planning.module.css'
import { Answered } from './states.tsx'
import { toast } from './toasts.tsx'

type Override = Static<typeof OverrideView>
type Swap = Static<typeof SwapView>
type DayOff = Static<typeof DayOffView>

export function PlanOwnDays({ userId, date, people }: { userId: string; date: string; people: Choice[] }) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const refresh = usePlanRefresh()
  const query = useQuery({
    queryKey: ['own-days', userId, date],
    queryFn: async () => {
      const filter = { userId, from: date, to: date }
      const [overrides, swaps, daysOff] = await Promise.all([
        get<Override[]>(apiPaths.overrides, filter),
        get<Swap[]>(apiPaths.swaps, filter),
        get<DayOff[]>(apiPaths.daysOff, filter),
      ])
      return { overrides: overrides.data, swaps: swaps.data, daysOff: daysOff.data }
    },
  })
  async function act(work: () => Promise<unknown>) {
    try {
      await work()
      await refresh()
      toast(t('plan.takenBack'))
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  const nameOf = (id: string) => people.find(({ value }) => value === id)?.label ?? '…'
  return (
    <Answered query={query} lines={1}>
      {({ overrides, swaps, daysOff }) => {
        const lines = [
          ...overrides
            .filter(({ swapId }) => swapId === null)
            .map(({ id, kind, reason }) => ({
              id,
              text: [t(`plan.override.${kind}`), reason].filter(Boolean).join(' · '),
              undo: () => remove(apiPaths.override(id)),
            })),
          ...swaps
            .filter(({ cancelledAt }) => cancelledAt === null)
            .map((swap) => ({
              id: swap.id,
              text: t('plan.swapWith', { name: nameOf(swap.userId === userId ? swap.otherId : swap.userId) }),
              undo: () => post(apiPaths.cancelSwap(swap.id)),
            })),
          ...daysOff.map(({ id, kind, note }) => ({
            id,
            text: [t(`plan.dayOff.${kind}`), note].filter(Boolean).join(' · '),
            undo: () => remove(apiPaths.dayOff(id)),
          })),
        ]
        if (lines.length === 0) return null
        return (
          <ul className={styles.list}>
            {lines.map(({ id, text, undo }) => (
              <li key={id}>
                <Text>{text}</Text>
                <Button
                  variant="subtle"
                  color="red"
                  size="sm"
                  aria-label={t('plan.takeBackNamed', { what: text })}
                  onClick={() => void act(undo)}
                >
                  {t('plan.takeBack')}
                </Button>
              </li>
            ))}
          </ul>
        )
      }}
    </Answered>
  )
}
