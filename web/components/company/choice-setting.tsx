/** A setting of a few words, saved when it is chosen; each word says what it changes. */
import { Radio, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../../text.ts'
import { ErrorNote } from '../error-note.tsx'
import { toast } from '../toasts.tsx'

interface Props<V extends string> {
  label: string
  description: string
  value: V
  choices: readonly { value: V; label: string; description: string }[]
  save: (value: V) => Promise<unknown>
}

export function ChoiceSetting<V extends string>({ label, description, value, choices, save }: Props<V>) {
  const { t } = useTexts()
  const [error, setError] = useState<unknown>()
  // Shown at once; what the server refuses goes back.
  const [chosen, setChosen] = useState<V>()
  async function choose(next: V) {
    setChosen(next)
    setError(undefined)
    try {
      await save(next)
      toast(t('company.saved'))
    } catch (problem) {
      setError(problem)
    } finally {
      setChosen(undefined)
    }
  }
  return (
    <Stack gap="xs">
      <ErrorNote error={error} />
      <Radio.Group
        label={label}
        description={description}
        value={chosen ?? value}
        onChange={(next) => void choose(next as V)}
      >
        <Stack gap="xs" mt={8}>
          {choices.map((one) => (
            <Radio key={one.value} {...one} />
          ))}
        </Stack>
      </Radio.Group>
    </Stack>
  )
}
