/** What a correction changes: the shifts before and after, side by side, and the figures of their days. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CorrectionDetail, PreviewView } from '../../src/features/corrections/correction.contract.ts'
import type { RecordView } from '../../src/features/records/record.contract.ts'
import { get } from '../api.ts'
import { useFormats } from '../format.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { codeText } from './error-text.ts'
import { Answered } from './states.tsx'

/** Of a correction that waits. */
export function CorrectionSides({ id }: { id: string }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['correction', id],
    queryFn: async () => (await get<CorrectionDetail>(apiPaths.correction(id))).data,
  })
  return (
    <Answered query={query} lines={2}>
      {({ preview }) =>
        preview && (
          <>
            <PreviewSides preview={preview} />
            {preview.isStale && <Text c="var(--tc-amber-ink)">{t('correction.stale')}</Text>}
          </>
        )
      }
    </Answered>
  )
}

export function PreviewSides({ preview }: { preview: PreviewView }) {
  const { t, language } = useTexts()
  if (preview.problem) {
    const { code, message } = preview.problem
    return <Text c="var(--tc-danger)">{language === 'en' ? message : codeText(t, code)}</Text>
  }
  return (
    <>
      <dl className={styles.sides}>
        <Side label={t('correction.before')} records={preview.before} />
        <Side label={t('correction.after')} records={preview.after} />
      </dl>
      {preview.days.map((day) => (
        <DayChange key={day.date} day={day} hasDate={preview.days.length > 1} />
      ))}
    </>
  )
}

const seconds = ['workedSeconds', 'payableSeconds', 'overtimeSeconds', 'doubleSeconds'] as const
const minutes = ['lateMinutes', 'earlyMinutes'] as const
const labels = {
  workedSeconds: 'time.worked',
  payableSeconds: 'team.payable',
  overtimeSeconds: 'time.overtime',
  doubleSeconds: 'team.double',
  lateMinutes: 'time.late',
  earlyMinutes: 'time.early',
} as const

/** The figures that differ, from what to what; what is paid only where it is not what was worked. */
function DayChange({ day, hasDate }: { day: PreviewView['days'][number]; hasDate: boolean }) {
  const { t } = useTexts()
  const formats = useFormats()
  const { before, after } = day
  const isWorkedAlone =
    before.payableSeconds - after.payableSeconds === before.workedSeconds - after.workedSeconds
  const changes = [...seconds, ...minutes].filter(
    (name) => before[name] !== after[name] && !(name === 'payableSeconds' && isWorkedAlone),
  )
  if (changes.length === 0) return null
  const text = (name: (typeof changes)[number], value: number) =>
    formats.hours(name.endsWith('Minutes') ? value * 60 : value)
  return (
    <ul className={styles.changes} aria-label={t('team.figures', { date: formats.date(day.date) })}>
      {hasDate && <li className={styles.dim}>{formats.date(day.date)}</li>}
      {changes.map((name) => (
        <li key={name}>
          <span className={styles.dim}>{t(labels[name])} </span>
          <span className="tc-number">
            {text(name, before[name])} → <strong>{text(name, after[name])}</strong>
          </span>
        </li>
      ))}
    </ul>
  )
}

function Side({ label, records }: { label: string; records: readonly RecordView[] }) {
  const { t } = useTexts()
  return (
    <div>
      <dt>{label}</dt>
      {records.length === 0 && <dd>{t('correction.none')}</dd>}
      {records.map((one) => (
        <dd key={one.id} className="tc-number">
          <RecordLine record={one} />
        </dd>
      ))}
    </div>
  )
}

/** A record in one line: from when to when, its breaks, what it comes to. */
export function RecordLine({ record }: { record: RecordView }) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <>
      {formats.localTime(record.timeIn)}–{record.timeOut ? formats.localTime(record.timeOut) : '…'}
      {record.breaks.map((pause) => (
        <span key={pause.startId} className={styles.dim}>
          {` · ${t('time.break')} ${formats.localTime(pause.start)}–${pause.end ? formats.localTime(pause.end) : '…'}`}
        </span>
      ))}
      {` · ${t('correction.total', { hours: formats.hours(record.workedSeconds) })}`}
    </>
  )
}
