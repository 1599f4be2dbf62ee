/** The dialog of `confirm`; loaded when something is asked. */
import { Button, Group, Modal, Text } from '@mantine/core'
import { useTexts } from '../text.ts'
import type { Asked } from './confirm.tsx'

export function ConfirmDialog({ question }: { question: Asked }) {
  const { t } = useTexts()
  return (
    <Modal
      opened
      onClose={() => question.answer(false)}
      title={question.title}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <Text>{question.text}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={() => question.answer(false)} data-autofocus>
          {t('action.cancel')}
        </Button>
        <Button {...(question.isDangerous && { color: 'red' })} onClick={() => question.answer(true)}>
          {question.yes}
        </Button>
      </Group>
    </Modal>
  )
}
