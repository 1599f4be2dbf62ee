/** What is planned for a person, as a month; their managers change single days there. */
import { ActionIcon, Group, Select, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { addDays, monthStart, periodBounds } from '../../src/core/calendar.ts'
import { scopeOf } from '../../src/core/permission.ts'
import { get } from '../api.ts'
import { type Plan, PlanCalendar } from '../components/plan-calendar.tsx'
import { PlanDay } from '../components/plan-day.tsx'
import styles from '../components/planning.module.css'
import { Answered } from '../components/states.tsx'
import { useFormats } from '../format.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { usePeople } from '../people.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'

export function PlanPage() {
  const { t } = useTexts()
  const formats = useFormats()
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
  const move = (days: number) => setMonth(monthStart(addDays(month, days)))
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
        <Group gap={4}>
          <ActionIcon
            variant="subtle"
            size="lg"
            aria-label={t('time.previousMonth')}
            onClick={() => move(-1)}
          >
            <IconChevronLeft />
          </ActionIcon>
          <Text fw={650} miw={150} ta="center" aria-live="polite">
            {formats.date(month, 'month')}
          </Text>
          <ActionIcon variant="subtle" size="lg" aria-label={t('time.nextMonth')} onClick={() => move(32)}>
            <IconChevronRight />
          </ActionIcon>
        </Group>
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
