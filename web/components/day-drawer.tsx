/** One day: its shifts with their punches and breaks, what was not as planned, and how it was counted. */
import { Badge, Drawer, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { RecordView } from '../../src/features/records/record.contract.ts'
import { get } from '../api.ts'
import { useFormats } from '../format.ts'
import { en } from '../locales/en.ts'
import { ApiError } from '../network.ts'
import type { DayOfMonth } from '../pages/my-time-page.tsx'
import { apiPaths } from '../paths.ts'
import { type TextKey, useTexts } from '../text.ts'
import { CorrectionForm } from './correction-form.tsx'
import { DayExceptions } from './day-exceptions.tsx'
import styles from './day-drawer.module.css'
import { Empty } from './states.tsx'

interface Props {
  userId: string
  day: DayOfMonth | undefined
  onClose: () => void
}

export function DayDrawer({ userId, day, onClose }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <Drawer
      opened={day !== undefined}
      onClose={onClose}
      position="right"
      title={<span className={styles.title}>{day && formats.date(day.date, 'long')}</span>}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {day && (
        <Stack gap="lg">
          <dl className={styles.totals}>
            <Total label={t('time.worked')} seconds={day.totals?.workedSeconds ?? 0} />
            <Total label={t('time.breaks')} seconds={day.totals?.breakSeconds ?? 0} />
            {(day.totals?.overtimeSeconds ?? 0) > 0 && (
              <Total label={t('time.overtime')} seconds={day.totals!.overtimeSeconds} />
            )}
          </dl>
          {day.records.length === 0 && <Empty text={t('time.noRecordsDay')} />}
          {day.records.map((record) => (
            <Shift key={record.id} record={record} />
          ))}
          <DayExceptions userId={userId} date={day.date} />
          <CorrectionForm key={day.date} day={day} />
          <Explanation userId={userId} date={day.date} />
        </Stack>
      )}
    </Drawer>
  )
}

function Total({ label, seconds }: { label: string; seconds: number }) {
  const formats = useFormats()
  return (
    <div>
      <dt>{label}</dt>
      <dd className="tc-number">{formats.hours(seconds)}</dd>
    </div>
  )
}

interface Step {
  key: string
  time: string | null
  label: string
  notes: (string | null)[]
}

function Shift({ record }: { record: RecordView }) {
  const { t } = useTexts()
  const formats = useFormats()
  const steps: Step[] = [
    {
      key: record.id,
      time: record.timeIn,
      label: t('time.in'),
      notes: [record.timeInDescription, record.timeInLocation],
    },
    ...record.breaks.map((pause) => ({
      key: pause.startId,
      time: pause.start,
      label: `${t('time.break')} ${pause.end ? `– ${formats.localTime(pause.end)}` : ''}`,
      notes: [pause.seconds === null ? null : formats.hours(pause.seconds)],
    })),
    {
      key: 'out',
      time: record.timeOut,
      label: t('time.out'),
      notes: [record.timeOutDescription, record.timeOutLocation],
    },
  ]
  return (
    <section className={styles.shift}>
      <ol className={styles.steps}>
        {steps.map(({ key, time, label, notes }) => (
          <li key={key} data-open={time === null || undefined}>
            <span className="tc-number">
              {time ? formats.localTime(time) : t(`time.status.${record.status}`)}
            </span>
            <span>
              {label}
              {notes.filter(Boolean).map((note) => (
                <span key={note} className={styles.note}>
                  {note}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ol>
      <Planned record={record} />
      <div className={styles.badges}>
        {record.lateMinutes > 0 && (
          <Badge color="amber" variant="light">
            {t('time.late')}: {t('time.minutes', { count: record.lateMinutes })}
          </Badge>
        )}
        {record.earlyMinutes > 0 && (
          <Badge color="amber" variant="light">
            {t('time.early')}: {t('time.minutes', { count: record.earlyMinutes })}
          </Badge>
        )}
        {record.flags.map((flag) => (
          <Badge key={flag} color="gray" variant="light">
            {flagText(t, flag)}
          </Badge>
        ))}
      </div>
    </section>
  )
}

function flagText(t: ReturnType<typeof useTexts>['t'], flag: string): string {
  const key = `time.flag.${flag}`
  return key in en ? t(key as TextKey) : flag
}

function Planned({ record: { plannedStart, plannedEnd, timeZone } }: { record: RecordView }) {
  const { t } = useTexts()
  const formats = useFormats()
  if (!plannedStart || !plannedEnd) return null
  const [from, to] = [formats.time(plannedStart, timeZone), formats.time(plannedEnd, timeZone)]
  return (
    <Text size="sm" c="dimmed">
      {t('time.planned', { from, to })}
    </Text>
  )
}

interface Explained {
  explanation: { steps: { sentence: string }[] }
}

/** Only where the server explains days. */
function Explanation({ userId, date }: { userId: string; date: string }) {
  const { t } = useTexts()
  const { data } = useQuery({
    queryKey: ['explanation', userId, date],
    queryFn: () => explain(userId, date),
  })
  const steps = data?.explanation.steps ?? []
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

async function explain(userId: string, date: string): Promise<Explained | null> {
  try {
    return (await get<Explained>(apiPaths.day(userId, date), { explain: true })).data
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null
    throw error
  }
}
