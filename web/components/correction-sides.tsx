/** What a correction that waits would change: the shifts before and after, side by side. */
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { CorrectionDetail } from '../../src/features/corrections/correction.contract.ts'
import type { RecordView } from '../../src/features/records/record.contract.ts'
import { get } from '../api.ts'
import { useFormats } from '../format.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { Answered } from './states.tsx'

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
            <dl className={styles.sides}>
              <Side label={t('correction.before')} records={preview.before} />
              <Side label={t('correction.after')} records={preview.after} />
            </dl>
            {preview.isStale && <Text c="var(--tc-amber-ink)">{t('correction.stale')}</Text>}
            {preview.problem && <Text c="var(--tc-danger)">{preview.problem.message}</Text>}
          </>
        )
      }
    </Answered>
  )
}

function Side({ label, records }: { label: string; records: readonly RecordView[] }) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <div>
      <dt>{label}</dt>
      {records.length === 0 && <dd>{t('correction.none')}</dd>}
      {records.map((one) => (
        <dd key={one.id} className="tc-number">
          {formats.localTime(one.timeIn)}–{one.timeOut ? formats.localTime(one.timeOut) : '…'}
          {one.breaks.map((pause) => (
            <span key={pause.startId} className={styles.dim}>
              {` · ${t('time.break')} ${formats.localTime(pause.start)}–${pause.end ? formats.localTime(pause.end) : '…'}`}
            </span>
          ))}
          {` · ${t('correction.total', { hours: formats.hours(one.workedSeconds) })}`}
        </dd>
      ))}
    </div>
  )
}
