/** The shifts that schedules share. */
import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { patch, post } from '../api.ts'
import { ApiError } from '../network.ts'
import { apiPaths } from '../paths.ts'
import { draftOf, type ShiftDraft } from '../shift-draft.ts'
import { useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { confirm } from './confirm.tsx'
import { ErrorNote } from './error-note.tsx'
import { useErrorText } from './error-text.ts'
import { useFieldWords } from './field-words.ts'
import { useApiForm } from './form.ts'
import styles from './planning.module.css'
import { type Definition, ShiftFields, useDefinitions } from './shift-fields.tsx'
import { Answered } from './states.tsx'
import { toast } from './toasts.tsx'

export function ShiftDefinitions() {
  const { t } = useTexts()
  const query = useDefinitions()
  const [edited, setEdited] = useState<string>()
  return (
    <Card
      title={t('schedule.definitions')}
      aside={
        <Button variant="light" size="sm" onClick={() => setEdited('new')}>
          {t('schedule.newDefinition')}
        </Button>
      }
    >
      <Text c="dimmed">{t('schedule.definitionsText')}</Text>
      {edited === 'new' && <DefinitionForm onDone={() => setEdited(undefined)} />}
      <Answered query={query} lines={2}>
        {(rows) => (
          <ul className={styles.list}>
            {rows
              .filter(({ endedOn }) => endedOn === null)
              .map((row) => (
                <li key={row.id}>
                  {edited === row.id ? (
                    <DefinitionForm definition={row} onDone={() => setEdited(undefined)} />
                  ) : (
                    <DefinitionLine definition={row} onEdit={() => setEdited(row.id)} />
                  )}
                </li>
              ))}
          </ul>
        )}
      </Answered>
    </Card>
  )
}

function DefinitionLine({ definition, onEdit }: { definition: Definition; onEdit: () => void }) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const textOf = useErrorText()
  const { id, name, start, end } = definition
  async function finish() {
    const yes = t('schedule.endDefinition')
    if (!(await confirm({ title: name, text: t('schedule.endDefinitionText'), yes }))) return
    try {
      await post(apiPaths.endShiftDefinition(id), { body: {} })
      await queryClient.invalidateQueries({ queryKey: ['shift-definitions'] })
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  return (
    <>
      <Text fw={600}>
        {name}{' '}
        <Text span c="dimmed" className="tc-number">
          {start}–{end}
        </Text>
      </Text>
      <Group gap="xs">
        <Button variant="subtle" size="sm" aria-label={t('schedule.changeNamed', { name })} onClick={onEdit}>
          {t('schedule.change')}
        </Button>
        <Button
          variant="subtle"
          color="red"
          size="sm"
          aria-label={t('schedule.endNamed', { name })}
          onClick={() => void finish()}
        >
          {t('schedule.endDefinition')}
        </Button>
      </Group>
    </>
  )
}

function DefinitionForm({ definition, onDone }: { definition?: Definition; onDone: () => void }) {
  const { t } = useTexts()
  const wordsOf = useFieldWords()
  const queryClient = useQueryClient()
  const [errors, setErrors] = useState<Record<string, string>>({})
  const empty: ShiftDraft = { start: '09:00', end: '17:00', breaks: [] }
  const form = useApiForm({
    initial: { name: definition?.name ?? '', shift: definition ? draftOf(definition) : empty },
    names: { start: 'shift', end: 'shift', breaks: 'shift' },
    async send({ name, shift: { start, end, breaks } }) {
      try {
        const body = { name, start, end, breaks }
        await (definition
          ? patch(apiPaths.shiftDefinition(definition.id), { body })
          : post(apiPaths.shiftDefinitions, { body }))
        await queryClient.invalidateQueries({ queryKey: ['shift-definitions'] })
        await queryClient.invalidateQueries({ queryKey: ['schedules'] })
        onDone()
      } catch (error) {
        const found = error instanceof ApiError ? error.errors : []
        setErrors(Object.fromEntries(found.map((one) => [one.field, wordsOf(one)])))
        throw error
      }
    },
  })
  return (
    <form noValidate className={styles.shift} onSubmit={(event) => void form.submit(event)}>
      <Stack gap="sm">
        <ErrorNote error={form.error} />
        <TextInput label={t('schedule.definitionName')} {...form.input('name')} />
        <ShiftFields
          shift={form.values.shift}
          errors={errors}
          withoutDefinition
          onChange={(shift) => form.set('shift', shift)}
        />
        <Group gap="xs">
          <Button type="submit" size="sm" loading={form.isBusy}>
            {t('action.save')}
          </Button>
          <Button variant="subtle" size="sm" onClick={onDone}>
            {t('action.cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
