/**
 * Corrects a day: times changed, punches removed or added, all at once, with the reason. About oneself it asks;
 * about others it corrects, or proposes where the company wants the consent of both sides.
 */
import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { MarkKind } from '../../src/core/punch.ts'
import type { CorrectionView } from '../../src/features/corrections/correction.contract.ts'
import { post } from '../api.ts'
import { addedLines, changesOf, type Line, linesOfDay } from '../correction-lines.ts'
import type { DayOfMonth } from '../month-of-time.ts'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { AddedLine, PunchLine } from './correction-fields.tsx'
import { CorrectionPreview } from './correction-preview.tsx'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import { toast } from './toasts.tsx'

interface Props {
  userId: string
  isOwn: boolean
  day: DayOfMonth
}

export function CorrectionForm(props: Props) {
  const { t } = useTexts()
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <Fields {...props} onDone={() => setOpen(false)} />
  return (
    <Button variant="default" onClick={() => setOpen(true)}>
      {t(props.isOwn ? 'correct.ask' : 'team.correct')}
    </Button>
  )
}

function Fields({ userId, isOwn, day, onDone }: Props & { onDone: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const form = useApiForm({
    initial: { lines: linesOfDay(day.date, day.records), reason: '' },
    names: { changes: 'lines' },
    check: ({ lines, reason }) => ({
      ...(changesOf(lines).length === 0 && { lines: t('correct.nothing') }),
      ...(reason.trim() === '' && { reason: t('correct.reasonNeeded') }),
    }),
    async send({ lines, reason }) {
      const basedOn = day.records.map(({ id, version }) => ({ recordId: id, version }))
      const body = { userId, reason, changes: changesOf(lines), basedOn }
      const path = isOwn ? apiPaths.corrections : apiPaths.directCorrections
      const { state } = await post<CorrectionView>(path, { body })
      toast(t(isOwn ? 'correct.sent' : state === 'proposed' ? 'team.proposed' : 'team.corrected'))
      void client.invalidateQueries()
      onDone()
    },
  })
  const { lines } = form.values
  const change = (key: string, more: Partial<Line>) =>
    form.set(
      'lines',
      lines.map((line) => (line.key === key ? { ...line, ...more } : line)),
    )
  const add = (...kinds: MarkKind[]) => form.set('lines', [...lines, ...addedLines(day.date, kinds)])
  return (
    <form onSubmit={(event) => void form.submit(event)}>
      <Stack gap="sm">
        {lines.map((line) =>
          line.was === undefined ? (
            <AddedLine
              key={line.key}
              line={line}
              onChange={(more) => change(line.key, more)}
              onDrop={() =>
                form.set(
                  'lines',
                  lines.filter(({ key }) => key !== line.key),
                )
              }
            />
          ) : (
            <PunchLine key={line.key} line={line} onChange={(more) => change(line.key, more)} />
          ),
        )}
        {form.input('lines').error && <p role="alert">{form.input('lines').error}</p>}
        <Group gap="sm">
          <Button variant="default" onClick={() => add(missingKind(lines))}>
            {t('correct.add')}
          </Button>
          <Button variant="default" onClick={() => add('break_start', 'break_end')}>
            {t('team.addBreak')}
          </Button>
        </Group>
        <CorrectionPreview userId={userId} changes={changesOf(lines)} />
        <Textarea label={t('inbox.reason')} maxLength={1000} {...form.input('reason')} />
        <ErrorNote error={form.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t(isOwn ? 'correct.send' : 'team.correctNow')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** What is to be added most likely: the end of what has begun, else a beginning. */
function missingKind(lines: readonly Line[]): MarkKind {
  const count = (kind: MarkKind) => lines.filter((line) => line.kind === kind && !line.isRemoved).length
  return count('in') > count('out') ? 'out' : 'in'
}
