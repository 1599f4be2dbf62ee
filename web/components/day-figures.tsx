/** What a day comes to: the figures that the person's policy gives it, and how they were counted. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { DayView } from '../../src/features/timeclock/day.contract.ts'
import { get } from '../api.ts'
import { useFormats } from '../format.ts'
import type { DayOfMonth } from '../month-of-time.ts'
import { useNow } from '../now.ts'
import { apiPaths } from '../paths.ts'
import { type TextKey, useTexts } from '../text.ts'
import styles from './day-drawer.module.css'

type Day = Static<typeof DayView>

const useDay = (userId: string, date: string) =>
  useQuery({
    queryKey: ['day', userId, date],
    queryFn: async () => (await get<Day>(apiPaths.day(userId, date), { explain: true })).data,
  })

/** What only some policies give, by the name of its text. */
const byPolicy = {
  'time.overtime': 'overtimeSeconds',
  'team.double': 'doubleSeconds',
  'team.night': 'nightSeconds',
  'team.holiday': 'holidaySeconds',
  'team.restDay': 'restDaySeconds',
  'team.deducted': 'deductedSeconds',
  'team.paidBreaks': 'paidBreakSeconds',
} as const satisfies Partial<Record<TextKey, keyof Day>>

export function DayFigures({ userId, day }: { userId: string; day: DayOfMonth }) {
  const { t } = useTexts()
  const { data } = useDay(userId, day.date)
  const more = Object.entries(byPolicy) as [keyof typeof byPolicy, keyof Day & `${string}Seconds`][]
  return (
    <dl className={styles.totals}>
      <Figure label={t('time.worked')} seconds={day.totals?.workedSeconds ?? 0} />
      <Figure label={t('time.breaks')} seconds={day.totals?.breakSeconds ?? 0} />
      {data && data.payableSeconds !== data.workedSeconds && (
        <Figure label={t('team.payable')} seconds={data.payableSeconds} />
      )}
      {data &&
        more.map(
          ([label, name]) => data[name] > 0 && <Figure key={name} label={t(label)} seconds={data[name]} />,
        )}
    </dl>
  )
}

function Figure({ label, seconds }: { label: string; seconds: number }) {
  const formats = useFormats()
  return (
    <div>
      <dt>{label}</dt>
      <dd className="tc-number">{formats.hours(seconds)}</dd>
    </div>
  )
}

/** That a policy ends a shift that nobody clocked out, or will. */
export function AutomaticOut({ userId, day }: { userId: string; day: DayOfMonth }) {
  const { t } = useTexts()
  const formats = useFormats()
  const now = useNow()
  const at = useDay(userId, day.date).data?.explanation?.automaticOutAt
  // Once it counts, the shift has that end, and says so itself.
  if (!at || day.records.at(-1)?.timeOutAt) return null
  const time = formats.localTime(at.slice(11, 19))
  return (
    <Text size="sm" c="var(--tc-amber-ink)">
      {t(Date.parse(at) > now ? 'team.willEnd' : 'team.hasEnded', { time })}
    </Text>
  )
}

export function DayExplanation({ userId, date }: { userId: string; date: string }) {
  const { t } = useTexts()
  const steps = useDay(userId, date).data?.explanation?.steps ?? []
  if (steps.length === 0) return null
  return (
    <section>
      <h3 className={styles.why}>{t('time.explanation')}</h3>
      <ol className={styles.reasons}>
        {steps.map(({ sentence }, i) => (
          // The steps come in order, and one sentence may come twice.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={i}>{sentence}</li>
        ))}
      </ol>
    </section>
  )
}
