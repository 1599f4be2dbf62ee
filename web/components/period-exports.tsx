/** What payroll was given of a period: who took it out when, as a file again, and taking it out anew. */
import { Button, Checkbox, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ExportView, PeriodView } from '../../src/features/periods/period.contract.ts'
import { get, getText, post } from '../api.ts'
import { download } from '../download.ts'
import { useFormats } from '../format.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { ErrorNote } from './error-note.tsx'
import { Answered } from './states.tsx'
import { toast } from './toasts.tsx'

const types = { csv: 'text/csv', json: 'application/json' } as const
type Format = keyof typeof types

async function save(made: Pick<ExportView, 'id' | 'from' | 'to'>, format: Format): Promise<void> {
  const text = await getText(apiPaths.periodExportFile(made.from, made.id), { format })
  download(`hours-${made.from}-${made.to}.${format}`, text, types[format])
}

/** Runs something and keeps what went wrong with it. */
function useAction() {
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  async function run(action: () => Promise<void>) {
    setBusy(true)
    setError(undefined)
    try {
      await action()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return { isBusy, error, run }
}

export function PeriodExports({ period }: { period: PeriodView }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['period-exports', period.id],
    queryFn: async () => (await get<ExportView[]>(apiPaths.periodExports(period.id))).data.toReversed(),
  })
  return (
    <Card title={t('periods.exports')}>
      <NewExport period={period} />
      <Answered query={query} lines={2}>
        {(exports) =>
          exports.length === 0 ? (
            <Text c="dimmed">{t('periods.noExports')}</Text>
          ) : (
            <ul className={styles.list}>
              {exports.map((made) => (
                <OneExport key={made.id} made={made} />
              ))}
            </ul>
          )
        }
      </Answered>
    </Card>
  )
}

function NewExport({ period }: { period: PeriodView }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const { isBusy, error, run } = useAction()
  const [onlyLocked, setOnlyLocked] = useState(false)
  const { locked } = period.people
  async function take() {
    const made = await post<ExportView>(apiPaths.periodExport(period.id), { body: { onlyLocked } })
    void client.invalidateQueries()
    toast(t('periods.exported', { count: made.people }))
    await save(made, 'csv')
  }
  return (
    <>
      <div className={styles.filters}>
        <Button loading={isBusy} disabled={locked === 0} onClick={() => void run(take)}>
          {t('periods.export')}
        </Button>
        <Checkbox
          label={t('periods.onlyLocked')}
          checked={onlyLocked}
          onChange={(event) => setOnlyLocked(event.currentTarget.checked)}
        />
      </div>
      {locked === 0 && <Text c="dimmed">{t('periods.lockFirst')}</Text>}
      <ErrorNote error={error} />
    </>
  )
}

function OneExport({ made }: { made: ExportView }) {
  const { t } = useTexts()
  const formats = useFormats()
  const { isBusy, error, run } = useAction()
  return (
    <li>
      <div className={styles.line}>
        <strong>{formats.dateTime(made.at)}</strong>
        <span>{made.byName}</span>
        <span>{t('periods.of', { count: made.people })}</span>
        {(['csv', 'json'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            size="compact-sm"
            leftSection={<IconDownload size={15} />}
            loading={isBusy}
            onClick={() => void run(() => save(made, format))}
          >
            {t('periods.file', { format: format.toUpperCase() })}
          </Button>
        ))}
      </div>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {t('periods.hash', { hash: made.hash })}
      </Text>
      <ErrorNote error={error} />
    </li>
  )
}
