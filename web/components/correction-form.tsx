/** Asks for a correction of a day: times changed, punches removed or added, all at once, with the reason. */
import { ActionIcon, Button, Checkbox, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type MarkKind, markKinds } from '../../src/core/punch.ts'
import type { NewCorrection } from '../../src/features/corrections/correction.contract.ts'
import type { RecordView } from '../../src/features/records/record.contract.ts'
import { post } from '../api.ts'
import { useFormats } from '../format.ts'
import type { DayOfMonth } from '../pages/my-time-page.tsx'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import { toast } from './toasts.tsx'

/** A line of the form. Without `was` it is a punch to add. */
interface Line {
  key: string
  kind: MarkKind
  date: string
  time: string
  was?: string
  isRemoved?: boolean
}

function linesOf(record: RecordView): Line[] {
  const marks: [MarkKind, string | null, string | null][] = [
    ['in', record.id, record.timeInAt],
    ...record.breaks.flatMap((pause): typeof marks => [
      ['break_start', pause.startId, pause.startAt],
      ['break_end', pause.endId, pause.endAt],
    ]),
    ['out', record.outId, record.timeOutAt],
  ]
  return marks.flatMap(([kind, key, at]) =>
    key !== null && at !== null
      ? [{ key, kind, date: at.slice(0, 10), time: at.slice(11, 16), was: at.slice(11, 16) }]
      : [],
  )
}

function changesOf(lines: readonly Line[]): NewCorrection['changes'] {
  return lines.flatMap(({ key, kind, date, time, was, isRemoved }): NewCorrection['changes'] => {
    if (was === undefined) return [{ action: 'add', kind, date, time }]
    if (isRemoved) return [{ action: 'remove', punchId: key }]
    return time === was ? [] : [{ action: 'change', punchId: key, date, time }]
  })
}

export function CorrectionForm({ day }: { day: DayOfMonth }) {
  const { t } = useTexts()
  const [isOpen, setOpen] = useState(false)
  if (isOpen) return <Fields day={day} onDone={() => setOpen(false)} />
  return (
    <Button variant="default" onClick={() => setOpen(true)}>
      {t('correct.ask')}
    </Button>
  )
}

function Fields({ day, onDone }: { day: DayOfMonth; onDone: () => void }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const form = useApiForm({
    initial: { lines: day.records.flatMap(linesOf), reason: '' },
    names: { changes: 'lines' },
    check: ({ lines, reason }) => ({
      ...(changesOf(lines).length === 0 && { lines: t('correct.nothing') }),
      ...(reason.trim() === '' && { reason: t('correct.reasonNeeded') }),
    }),
    async send({ lines, reason }) {
      const basedOn = day.records.map(({ id, version }) => ({ recordId: id, version }))
      await post(apiPaths.corrections, { body: { reason, changes: changesOf(lines), basedOn } })
      toast(t('correct.sent'))
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
  const added: Line = { key: crypto.randomUUID(), kind: 'out', date: day.date, time: '' }
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
        <Button variant="default" onClick={() => form.set('lines', [...lines, added])}>
          {t('correct.add')}
        </Button>
        <Textarea label={t('inbox.reason')} maxLength={1000} {...form.input('reason')} />
        <ErrorNote error={form.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onDone}>
            {t('action.cancel')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('correct.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface LineProps {
  line: Line
  onChange: (more: Partial<Line>) => void
}

function PunchLine({ line, onChange }: LineProps) {
  const { t } = useTexts()
  const formats = useFormats()
  const punch = `${t(`correct.kind.${line.kind}`)} ${formats.localTime(`${line.was}:00`)}`
  return (
    <Group align="end" gap="sm">
      <TextInput
        type="time"
        label={t('correct.time', { punch })}
        value={line.time}
        disabled={line.isRemoved ?? false}
        onChange={(event) => event.currentTarget.value && onChange({ time: event.currentTarget.value })}
      />
      <Checkbox
        label={t('correct.remove', { punch })}
        checked={line.isRemoved ?? false}
        onChange={(event) => onChange({ isRemoved: event.currentTarget.checked })}
      />
    </Group>
  )
}

function AddedLine({ line, onChange, onDrop }: LineProps & { onDrop: () => void }) {
  const { t } = useTexts()
  return (
    <Group align="end" gap="sm">
      <Select
        label={t('correct.kind')}
        w={170}
        allowDeselect={false}
        value={line.kind}
        data={markKinds.map((value) => ({ value: value as string, label: t(`correct.kind.${value}`) }))}
        onChange={(value) => value && onChange({ kind: value as MarkKind })}
      />
      <TextInput
        type="date"
        label={t('correct.date')}
        value={line.date}
        required
        withAsterisk={false}
        onChange={(event) => event.currentTarget.value && onChange({ date: event.currentTarget.value })}
      />
      <TextInput
        type="time"
        label={t('field.time')}
        value={line.time}
        required
        withAsterisk={false}
        onChange={(event) => onChange({ time: event.currentTarget.value })}
      />
      <ActionIcon variant="subtle" size="lg" aria-label={t('correct.drop')} onClick={onDrop}>
        <IconX size={18} />
      </ActionIcon>
    </Group>
  )
}
