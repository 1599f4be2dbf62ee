/** Archives a department or branch, after saying what that means. */
import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { PlaceView } from '../../../src/features/people/place.contract.ts'
import { post } from '../../api.ts'
import { useTexts } from '../../text.ts'
import { confirm } from '../confirm.tsx'
import { ErrorNote } from '../error-note.tsx'
import { toast } from '../toasts.tsx'
import { type PlaceKind, placePaths, useReloadPlaces } from './place-list.tsx'

interface Props {
  kind: PlaceKind
  place: PlaceView
  onDone: () => void
}

export function EndPlace({ kind, place, onDone }: Props) {
  const { t } = useTexts()
  const reload = useReloadPlaces()
  const [error, setError] = useState<unknown>()
  const text = t('place.endText', { count: place.people })
  async function end() {
    const question = { title: t('place.endNamed', { name: place.name }), text, yes: t('place.end') }
    if (!(await confirm({ ...question, isDangerous: true }))) return
    try {
      await post(`${placePaths[kind].one(place.id)}end/`, { body: {} })
      toast(t('place.ended', { name: place.name }))
      await reload()
      onDone()
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <Stack gap="xs">
      <ErrorNote error={error} />
      <Text size="sm" c="dimmed">
        {text}
      </Text>
      <Group>
        <Button variant="light" color="red" onClick={() => void end()}>
          {t('place.end')}
        </Button>
      </Group>
    </Stack>
  )
}
