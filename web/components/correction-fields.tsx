/** The lines of a form that corrects a day. */
import { ActionIcon, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { type MarkKind, markKinds } from '../../src/core/punch.ts'
import type { Line } from '../correction-lines.ts'
import { useFormats } from '../format.ts'
import { useTexts } from '../text.ts'

interface LineProps {
  line: Line
  onChange: (more: Partial<Line>) => void
}

export function PunchLine({ line, onChange }: LineProps) {
  const { t } = useTexts()
  const formats = useFormats()
  const punch = `${t(`correct.kind.${line.kind}`)} ${formats.localTime(`${line.was}:00`)}`
  return (
    <Group align="end" gap="sm" wrap="nowrap">
      <TextInput
        type="time"
        label={punch}
        aria-label={t('correct.time', { punch })}
        flex={1}
        value={line.time}
        disabled={line.isRemoved ?? false}
        onChange={(event) => event.currentTarget.value && onChange({ time: event.currentTarget.value })}
      />
      <Checkbox
        label={t('correct.removeIt')}
        aria-label={t('correct.remove', { punch })}
        mb={11}
        checked={line.isRemoved ?? false}
        onChange={(event) => onChange({ isRemoved: event.currentTarget.checked })}
      />
    </Group>
  )
}

export function AddedLine({ line, onChange, onDrop }: LineProps & { onDrop: () => void }) {
  const { t } = useTexts()
  return (
    <Stack gap={6}>
      <Group align="end" gap="sm" wrap="nowrap">
        <Select
          label={t('correct.kind')}
          flex={1}
          allowDeselect={false}
          value={line.kind}
          data={markKinds.map((value) => ({ value: value as string, label: t(`correct.kind.${value}`) }))}
          onChange={(value) => value && onChange({ kind: value as MarkKind })}
        />
        <ActionIcon variant="subtle" size={42} aria-label={t('correct.drop')} onClick={onDrop}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      <Group align="end" gap="sm" wrap="nowrap" grow>
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
      </Group>
    </Stack>
  )
}
