/** Somebody's records of a month as a file that the server makes. */
import { Button, Group } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { periodBounds } from '../../src/core/calendar.ts'
import { getText } from '../api.ts'
import { download } from '../download.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'

const types = { csv: 'text/csv', json: 'application/json' } as const

export function RecordsDownload({ userId, month }: { userId: string; month: string }) {
  const { t } = useTexts()
  const [busy, setBusy] = useState<keyof typeof types>()
  const [error, setError] = useState<unknown>()
  async function take(format: keyof typeof types) {
    setBusy(format)
    setError(undefined)
    try {
      const text = await getText(apiPaths.recordsExport(userId), { ...periodBounds('month', month), format })
      download(`timeclock-${month.slice(0, 7)}.${format}`, text, types[format])
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <div>
      <Group gap="sm">
        {(['csv', 'json'] as const).map((format) => (
          <Button
            key={format}
            variant="default"
            leftSection={<IconDownload size={18} />}
            loading={busy === format}
            onClick={() => void take(format)}
          >
            {t(format === 'csv' ? 'time.download' : 'team.downloadJson')}
          </Button>
        ))}
      </Group>
      <ErrorNote error={error} />
    </div>
  )
}
