/** Somebody's time: a month as calendar or list, each day opening to its punches, and the records as a file. */
import { SegmentedControl, Title } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { monthStart } from '../../src/core/calendar.ts'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { dateIn, deviceZone } from '../clock.ts'
import { fetchMonth, type MonthOfTime } from '../month-of-time.ts'
import { serverNow } from '../network.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import { DayDrawer } from './day-drawer.tsx'
import { DayList } from './day-list.tsx'
import { MonthChoice } from './month-choice.tsx'
import { MonthTotals } from './month-totals.tsx'
import { MonthCalendar } from './month-calendar.tsx'
import { PersonPeriods } from './person-periods.tsx'
import { Consents, PersonRequests } from './person-requests.tsx'
import styles from './person-month.module.css'
import { RecordsDownload } from './records-download.tsx'
import { Answered, Empty } from './states.tsx'

const views = ['calendar', 'list'] as const

interface Props {
  person: Pick<UserView, 'id' | 'timeZone'>
  title: string
  /** Under the title: whose time it is, where it is not one's own. */
  children?: ReactNode
}

/** `?at=` shows a month or opens a day of it, so that a link can lead there. */
function useAddress(): { month: string | undefined; day: string | undefined } {
  const { at }: Record<string, unknown> = useSearch({ strict: false })
  const [, month, day] = /^(\d{4}-\d\d)(-\d\d)?$/.exec(String(at)) ?? []
  return { month: month && `${month}-01`, day: month && day && month + day }
}

export function PersonMonth({ person, title, children }: Props) {
  const { t } = useTexts()
  const asked = useAddress()
  const isOwn = userOf(useSignal(session))?.id === person.id
  const today = dateIn(person.timeZone ?? deviceZone(), serverNow())
  const [month, setMonth] = useState(asked.month ?? monthStart(today))
  const [view, setView] = useState<(typeof views)[number]>('calendar')
  const [opened, setOpened] = useState(asked.day)
  const query = useQuery({
    queryKey: ['time', person.id, month],
    queryFn: () => fetchMonth(person.id, month),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{title}</Title>
        <MonthChoice className={styles.months} month={month} onChange={setMonth} />
        <SegmentedControl
          aria-label={title}
          value={view}
          onChange={(value) => setView(value as typeof view)}
          data={views.map((value) => ({ value, label: t(`time.${value}`) }))}
        />
      </header>
      {children}
      {isOwn && <Consents userId={person.id} />}
      <Answered query={query} lines={8}>
        {(found) => (
          <div className={styles.body} data-stale={query.isPlaceholderData || undefined}>
            <MonthTotals totals={found.summary.totals} />
            <Days found={found} view={view} onOpen={setOpened} />
            <RecordsDownload userId={person.id} month={month} />
            <PersonPeriods userId={person.id} month={month} />
            <PersonRequests userId={person.id} />
            <DayDrawer
              userId={person.id}
              day={found.days.find(({ date }) => date === opened)}
              onClose={() => setOpened(undefined)}
            />
          </div>
        )}
      </Answered>
    </>
  )
}

interface DaysProps {
  found: MonthOfTime
  view: (typeof views)[number]
  onOpen: (date: string) => void
}

function Days({ found: { summary, days }, view, onOpen }: DaysProps) {
  const { t } = useTexts()
  if (view === 'calendar')
    return <MonthCalendar days={days} today={dateIn(summary.timeZone, serverNow())} onOpen={onOpen} />
  if (days.every(({ records }) => records.length === 0)) return <Empty text={t('time.noRecords')} />
  return <DayList days={days} onOpen={onOpen} />
}
