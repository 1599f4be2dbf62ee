/** Which month is shown, and the ones beside it. */
import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { addDays, monthStart } from '../../src/core/calendar.ts'
import { useFormats } from '../format.ts'
import { useTexts } from '../text.ts'

interface Props {
  /** Its first date. */
  month: string
  onChange: (month: string) => void
  className?: string | undefined
}

export function MonthChoice({ month, onChange, className }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const move = (days: number) => onChange(monthStart(addDays(month, days)))
  return (
    <Group gap={4} {...(className && { className })}>
      <ActionIcon variant="subtle" size="lg" aria-label={t('time.previousMonth')} onClick={() => move(-1)}>
        <IconChevronLeft />
      </ActionIcon>
      <Text fw={650} miw={150} ta="center" aria-live="polite">
        {formats.date(month, 'month')}
      </Text>
      <ActionIcon variant="subtle" size="lg" aria-label={t('time.nextMonth')} onClick={() => move(32)}>
        <IconChevronRight />
      </ActionIcon>
    </Group>
  )
}
