/** Gives a refused punch another time. */
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { amendPunch, type QueuedPunch } from '../punch-queue.ts'
import { useTexts } from '../text.ts'

/** As `datetime-local` wants it, in the zone of the device. */
function localText(at: string): string {
  const date = new Date(at)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function EditTime({
  punch,
  onClose,
  onSent,
}: {
  punch: QueuedPunch
  onClose: () => void
  onSent: () => Promise<unknown>
}) {
  const { t } = useTexts()
  const [text, setText] = useState(localText(punch.at))
  async function submit(event: FormEvent) {
    event.preventDefault()
    await amendPunch(punch, { at: new Date(text).toISOString() })
    onClose()
    await onSent()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('punch.editTitle')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <TextInput
          type="datetime-local"
          label={t('field.time')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          required
          withAsterisk={false}
          data-autofocus
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button type="submit">{t('punch.send')}</Button>
        </Group>
      </form>
    </Modal>
  )
}
