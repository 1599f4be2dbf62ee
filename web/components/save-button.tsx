/** Ends a form: saves what it says. */
import { Button, Group } from '@mantine/core'
import { useTexts } from '../text.ts'

export function SaveButton({ isBusy }: { isBusy: boolean }) {
  const { t } = useTexts()
  return (
    <Group>
      <Button type="submit" loading={isBusy}>
        {t('action.save')}
      </Button>
    </Group>
  )
}
