/** One day: its shifts with their punches and breaks, what was not as planned, and how it was counted. */
import { Badge, Drawer, Stack, Text } from '@mantine/core'
import type { RecordView } from '../../src/features/records/record.contract.ts'
import { useFormats } from '../format.ts'
import { en } from '../locales/en.ts'
import type { DayOfMonth } from '../month-of-time.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { type TextKey, useTexts } from '../text.ts'
import { CorrectionForm } from './correction-form.tsx'
import { DayExceptions } from './day-exceptions.tsx'
import { AutomaticOut, DayExplanation, DayFigures } from './day-figures.tsx'
import styles from './day-drawer.module.css'
import { useLateness } from './lateness.ts'
import { ShiftHistory } from './shift-history.tsx'
import { Empty } from './states.tsx'

interface Props {
  userId: string
  day: DayOfMonth | undefined
  onClose: () => void
}

export function DayDrawer({ userId, day, onClose }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const isOwn = userOf(useSignal(session))?.id === userId
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
          <DayFigures userId={userId} day={day} />
          {day.records.length === 0 && <Empty text={t('time.noRecordsDay')} />}
          {day.records.map((record) => (
            <Shift key={record.id} record={record} />
          ))}
          <AutomaticOut userId={userId} day={day} />
          <DayExceptions userId={userId} date={day.date} isOwn={isOwn} />
          <CorrectionForm key={day.date} userId={userId} isOwn={isOwn} day={day} />
          <DayExplanation userId={userId} date={day.date} />
        </Stack>
      )}
    </Drawer>
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
  const lateness = useLateness()
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
            {t('time.late')}: {lateness(record.lateMinutes)}
          </Badge>
        )}
        {record.earlyMinutes > 0 && (
          <Badge color="amber" variant="light">
            {t('time.early')}: {lateness(record.earlyMinutes)}
          </Badge>
        )}
        {record.flags.map((flag) => (
          <Badge key={flag} color="gray" variant="light">
            {flagText(t, flag)}
          </Badge>
        ))}
      </div>
      <ShiftHistory userId={record.userId} recordId={record.id} />
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
