/** Opens a line of a list; to those who do not see the line it says which. */
import { Button } from '@mantine/core'
import { useTexts } from '../text.ts'

export function OpenButton({ name, onOpen }: { name: string; onOpen: () => void }) {
  const { t } = useTexts()
  return (
    <Button variant="light" size="sm" aria-label={t('schedule.openNamed', { name })} onClick={onOpen}>
      {t('schedule.open')}
    </Button>
  )
}
