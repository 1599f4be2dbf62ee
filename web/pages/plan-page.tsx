/** What is planned for a person, as a month; their managers change single days there. */
import { Select, Text, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { monthStart, periodBounds } from '../../src/core/calendar.ts'
import { scopeOf } from '../../src/core/permission.ts'
import { get } from '../api.ts'
import { MonthChoice } from '../components/month-choice.tsx'
import { type Plan, PlanCalendar } from '../components/plan-calendar.tsx'
import { PlanDay } from '../components/plan-day.tsx'
import styles from '../components/planning.module.css'
import { Answered } from '../components/states.tsx'
import { apiPaths, pagePaths } from '../paths.ts'
import { usePeople } from '../people.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'

export function PlanPage() {
  const { t } = useTexts()
  const me = userOf(useSignal(session))!
  const today = useToday()
  const mayWrite = scopeOf(me.role, 'plan:write') !== 'none'
  const people = usePeople(mayWrite)
  const [userId, setUserId] = useState(me.id)
  const [month, setMonth] = useState(monthStart(today))
  const [opened, setOpened] = useState<string>()
  const { from, to } = periodBounds('month', month)
  const query = useQuery({
    queryKey: ['plan', userId, month],
    queryFn: async () => (await get<Plan>(apiPaths.plan, { userId, from, to })).data,
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('plan.title')}</Title>
        {mayWrite && (
          <Select
            label={t('plan.person')}
            searchable
            limit={100}
            allowDeselect={false}
            data={people}
            value={userId}
            onChange={(value) => value && setUserId(value)}
          />
        )}
        <MonthChoice month={month} onChange={setMonth} />
      </header>
      <Answered query={query} lines={8}>
        {(plan) => (
          <>
            <PlanCalendar plan={plan} today={today} onOpen={setOpened} />
            {plan.days.every(({ shifts }) => shifts.length === 0) && (
              <Text c="dimmed" mt="md">
                {t('plan.empty')}{' '}
                {scopeOf(me.role, 'organisation:write') === 'all' && (
                  <Link to={pagePaths.schedules}>{t('plan.toSchedules')}</Link>
                )}
              </Text>
            )}
            <PlanDay
              plan={plan}
              day={plan.days.find(({ date }) => date === opened)}
              mayWrite={mayWrite}
              people={people.filter(({ value }) => value !== plan.userId)}
              onClose={() => setOpened(undefined)}
            />
          </>
        )}
      </Answered>
    </>
  )
}
