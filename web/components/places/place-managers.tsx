/** Who manages a department or branch: added and taken out one by one; a refusal stands at the field. */
import { ActionIcon, Stack, Text } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { PlaceView } from '../../../src/features/people/place.contract.ts'
import { put } from '../../api.ts'
import { useTexts } from '../../text.ts'
import { useErrorText } from '../error-text.ts'
import { PersonPicker } from '../pickers/person-picker.tsx'
import styles from '../planning.module.css'
import { toast } from '../toasts.tsx'
import { type PlaceKind, placePaths, useReloadPlaces } from './place-list.tsx'

interface Props {
  kind: PlaceKind
  place: PlaceView
  onChange: (place: PlaceView) => void
}

export function PlaceManagers({ kind, place, onChange }: Props) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const reload = useReloadPlaces()
  const [error, setError] = useState<string>()
  const ids = place.managers.map(({ id }) => id)
  async function replace(userIds: string[], done: string) {
    try {
      onChange(await put<PlaceView>(`${placePaths[kind].one(place.id)}managers/`, { body: { userIds } }))
      setError(undefined)
      toast(done)
      await reload()
    } catch (problem) {
      setError(textOf(problem))
    }
  }
  return (
    <Stack gap="xs" component="section" aria-label={t('place.managers')}>
      <Text fw={650}>{t('place.managers')}</Text>
      <Text size="sm" c="dimmed">
        {t('place.managersText')}
      </Text>
      {place.managers.length > 0 && (
        <ul className={styles.list}>
          {place.managers.map(({ id, name }) => (
            <li key={id}>
              <Text>{name}</Text>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={t('place.removeManager', { name })}
                onClick={() =>
                  void replace(
                    ids.filter((one) => one !== id),
                    t('place.managerRemoved', { name }),
                  )
                }
              >
                <IconX size={18} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <PersonPicker
        label={t('place.addManager')}
        value={null}
        without={ids}
        error={error}
        onChange={(choice) =>
          choice && void replace([...ids, choice.id], t('place.managerAdded', { name: choice.label }))
        }
      />
    </Stack>
  )
}
