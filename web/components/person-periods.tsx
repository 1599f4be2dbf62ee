/** Somebody's pay periods of a month: what each comes to, where it stands, and, of one's own, confirming it. */
import { Badge, Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { periodBounds } from '../../src/core/calendar.ts'
import type { PeriodPersonView, PeriodView } from '../../src/features/periods/period.contract.ts'
import { get, post } from '../api.ts'
import { useFormats } from '../format.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import { deviceToday } from '../today.ts'
import { Card } from './card.tsx'
import { confirm } from './confirm.tsx'
import { ErrorNote } from './error-note.tsx'

interface PersonPeriod {
  period: PeriodView
  me: PeriodPersonView | undefined
}

async function fetchPeriods(userId: string, month: string): Promise<PersonPeriod[]> {
  const query = { ...periodBounds('month', month), user: userId }
  const { data: periods } = await get<PeriodView[]>(apiPaths.periods, query)
  return Promise.all(
    periods.map(async (period) => {
      const { data } = await get<PeriodPersonView[]>(apiPaths.periodPeople(period.id), { user: userId })
      return { period, me: data[0] }
    }),
  )
}

export function PersonPeriods({ userId, month }: { userId: string; month: string }) {
  const { t } = useTexts()
  const isOwn = userOf(useSignal(session))?.id === userId
  const { data = [] } = useQuery({
    queryKey: ['person-periods', userId, month],
    queryFn: () => fetchPeriods(userId, month),
  })
  const mine = data.flatMap(({ period, me }) => (me ? [{ period, me }] : []))
  if (mine.length === 0) return null
  return (
    <Card title={t('period.mine')}>
      {mine.map(({ period, me }) => (
        <OnePeriod key={period.id} period={period} me={me} isOwn={isOwn} />
      ))}
    </Card>
  )
}

interface OneProps {
  period: PeriodView
  me: PeriodPersonView
  isOwn: boolean
}

function OnePeriod({ period, me, isOwn }: OneProps) {
  const { t } = useTexts()
  const formats = useFormats()
  const client = useQueryClient()
  const [error, setError] = useState<unknown>()
  const span = `${formats.date(period.from)} – ${formats.date(period.to)}`
  const hours = formats.hours(me.totals.workedSeconds)
  const isOver = period.to < deviceToday()
  async function confirmIt() {
    const yes = t('period.confirm')
    if (!(await confirm({ title: span, text: t('period.confirmText', { hours }), yes }))) return
    try {
      await post(apiPaths.periodStep(period.id, 'confirm'), { body: {} })
      setError(undefined)
    } catch (problem) {
      setError(problem)
    }
    void client.invalidateQueries({ queryKey: ['person-periods'] })
  }
  return (
    <>
      <div className={styles.line}>
        <strong>{span}</strong>
        <Badge variant="light" color={me.state === 'open' ? 'gray' : 'pine'}>
          {t(`period.${me.state}`)}
        </Badge>
        <span className="tc-number">{t('correction.total', { hours })}</span>
        {me.comment && <span className={styles.dim}>{me.comment}</span>}
        {isOwn && isOver && (me.state === 'open' || me.state === 'reopened') && (
          <Button size="sm" onClick={() => void confirmIt()}>
            {t('period.confirm')}
          </Button>
        )}
      </div>
      <ErrorNote error={error} />
    </>
  )
}
