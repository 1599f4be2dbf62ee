/** My time: a month as calendar or list, each day opening to its punches, and the records as a file. */
import { ActionIcon, Button, Group, SegmentedControl, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight, IconDownload } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { addDays, monthStart, periodBounds } from '../../src/core/calendar.ts'
import type { RecordView } from '../../src/features/records/record.contract.ts'
import type { SummaryView } from '../../src/features/summary/summary.contract.ts'
import { get, getAll } from '../api.ts'
import { dateIn } from '../clock.ts'
import { DayDrawer } from '../components/day-drawer.tsx'
import { DayList } from '../components/day-list.tsx'
import { MonthCalendar } from '../components/month-calendar.tsx'
import { MyPeriods } from '../components/my-periods.tsx'
import { MyRequests } from '../components/my-requests.tsx'
import { Answered, Empty } from '../components/states.tsx'
import { csvOf, download } from '../download.ts'
import { useFormats } from '../format.ts'
import { serverNow } from '../network.ts'
import { apiPaths } from '../paths.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import styles from './my-time-page.module.css'

export interface DayOfMonth {
  date: string
  totals: SummaryView['buckets'][number] | undefined
  records: RecordView[]
}

interface MonthOfTime {
  summary: SummaryView
  days: DayOfMonth[]
}

const views = ['calendar', 'list'] as const

async function fetchMonth(userId: string, month: string): Promise<MonthOfTime> {
  const { from, to } = periodBounds('month', month)
  const [{ data: summary }, records] = await Promise.all([
    get<SummaryView>(apiPaths.summary, { from, to }),
    getAll<RecordView>(apiPaths.records(userId), { from, to }),
  ])
  const days: DayOfMonth[] = []
  for (let date = from; date <= to; date = addDays(date, 1)) {
    days.push({
      date,
      totals: summary.buckets.find((bucket) => bucket.from === date),
      records: records
        .filter((record) => record.workDate === date)
        .sort((a, b) => (a.timeInAt < b.timeInAt ? -1 : 1)),
    })
  }
  return { summary, days }
}

export function MyTimePage() {
  const { t } = useTexts()
  const formats = useFormats()
  const user = userOf(useSignal(session))!
  const today = dateIn(user.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone, serverNow())
  const [month, setMonth] = useState(monthStart(today))
  const [view, setView] = useState<(typeof views)[number]>('calendar')
  const [opened, setOpened] = useState<string>()
  const query = useQuery({
    queryKey: ['my-time', user.id, month],
    queryFn: () => fetchMonth(user.id, month),
    placeholderData: keepPreviousData,
  })
  const move = (days: number) => setMonth(monthStart(addDays(month, days)))
  return (
    <>
      <header className={styles.head}>
        <Title order={1}>{t('time.title')}</Title>
        <Group gap={4} className={styles.months}>
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
        <SegmentedControl
          aria-label={t('time.title')}
          value={view}
          onChange={(value) => setView(value as typeof view)}
          data={views.map((value) => ({ value, label: t(`time.${value}`) }))}
        />
      </header>
      <Answered query={query} lines={8}>
        {({ summary, days }) => (
          <div className={styles.body} data-stale={query.isPlaceholderData || undefined}>
            <Totals totals={summary.totals} />
            {view === 'calendar' ? (
              <MonthCalendar days={days} today={dateIn(summary.timeZone, serverNow())} onOpen={setOpened} />
            ) : days.every(({ records }) => records.length === 0) ? (
              <Empty text={t('time.noRecords')} />
            ) : (
              <DayList days={days} onOpen={setOpened} />
            )}
            <div>
              <Button
                variant="default"
                leftSection={<IconDownload size={18} />}
                onClick={() => download(`timeclock-${month.slice(0, 7)}.csv`, recordsCsv(days))}
              >
                {t('time.download')}
              </Button>
            </div>
            <MyPeriods userId={user.id} month={month} />
            <MyRequests userId={user.id} />
            <DayDrawer
              userId={user.id}
              day={days.find(({ date }) => date === opened)}
              onClose={() => setOpened(undefined)}
            />
          </div>
        )}
      </Answered>
    </>
  )
}

function Totals({ totals }: { totals: SummaryView['totals'] }) {
  const { t } = useTexts()
  const formats = useFormats()
  const late = totals.lateMinutes * 60
  const early = totals.earlyMinutes * 60
  const rows: [string, string, isShown: boolean][] = [
    [t('time.worked'), formats.hours(totals.workedSeconds), true],
    [t('time.overtime'), formats.hours(totals.overtimeSeconds), totals.overtimeSeconds > 0],
    [t('time.breaks'), formats.hours(totals.breakSeconds), true],
    [t('time.daysPresent'), formats.number(totals.daysPresent), true],
    [t('time.daysAbsent'), formats.number(totals.daysAbsent), totals.daysAbsent > 0],
    [t('time.late'), formats.hours(late), late > 0],
    [t('time.early'), formats.hours(early), early > 0],
    [t('time.missingOut'), formats.number(totals.missingOut), totals.missingOut > 0],
  ]
  return (
    <dl className={styles.totals}>
      {rows
        .filter(([, , isShown]) => isShown)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd className="tc-number">{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** For spreadsheets and other programs: the names of the API, points in numbers. */
function recordsCsv(days: readonly DayOfMonth[]): string {
  const head = ['workDate', 'timeIn', 'timeOut', 'timeZone', 'breakSeconds', 'workedSeconds', 'workedHours']
  const more = ['lateMinutes', 'earlyMinutes', 'status', 'remarkIn', 'remarkOut', 'placeIn', 'placeOut']
  const rows = days
    .flatMap(({ records }) => records)
    .map((one) => [
      ...[one.workDate, one.timeInAt, one.timeOutAt, one.timeZone, one.breakSeconds],
      ...[one.workedSeconds, one.workedHours, one.lateMinutes, one.earlyMinutes, one.status],
      ...[one.timeInDescription, one.timeOutDescription, one.timeInLocation, one.timeOutLocation],
    ])
  return csvOf([[...head, ...more], ...rows])
}
