/** Start, end and breaks of a planned shift, or the definition that it is of. */
import { ActionIcon, Button, Checkbox, Group, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Static } from 'typebox'
import type { DefinitionView } from '../../src/features/schedules/schedule.contract.ts'
import { get } from '../api.ts'
import { apiPaths } from '../paths.ts'
import { type BreakDraft, lengthOf, type ShiftDraft } from '../shift-draft.ts'
import { useTexts } from '../text.ts'
import styles from './planning.module.css'

export type Definition = Static<typeof DefinitionView>

export const useDefinitions = () =>
  useQuery({
    queryKey: ['shift-definitions'],
    queryFn: async () => (await get<Definition[]>(apiPaths.shiftDefinitions)).data,
  })

interface Props {
  shift: ShiftDraft
  onChange: (shift: ShiftDraft) => void
  /** By the path within the shift, such as `start` or `breaks.0`. */
  errors: Record<string, string>
  withoutDefinition?: boolean
}

export function ShiftFields({ shift, onChange, errors, withoutDefinition = false }: Props) {
  const { t } = useTexts()
  const { data: definitions = [] } = useDefinitions()
  const choices = definitions.filter(({ id, endedOn }) => endedOn === null || id === shift.definitionId)
  const isOwn = shift.definitionId === undefined
  function choose(id: string | null): void {
    const found = definitions.find((one) => one.id === id)
    const { start, end, breaks } = found ?? shift
    onChange({ ...(found && { definitionId: found.id }), start, end, breaks })
  }
  return (
    <>
      {!withoutDefinition && choices.length > 0 && (
        <Select
          label={t('schedule.definition')}
          data={[
            { value: '', label: t('schedule.ownTimes') },
            ...choices.map(({ id, name, start, end }) => ({ value: id, label: `${name} (${start}–${end})` })),
          ]}
          value={shift.definitionId ?? ''}
          onChange={choose}
          error={errors['definitionId']}
        />
      )}
      {isOwn && (
        <>
          <div className={styles.fields}>
            <TextInput
              type="time"
              label={t('schedule.start')}
              value={shift.start}
              onChange={(event) => onChange({ ...shift, start: event.currentTarget.value })}
              error={errors['start']}
            />
            <TextInput
              type="time"
              label={t('schedule.end')}
              value={shift.end}
              onChange={(event) => onChange({ ...shift, end: event.currentTarget.value })}
              error={errors['end']}
            />
          </div>
          {shift.end <= shift.start && lengthOf(shift) > 0 && (
            <Text size="sm" c="dimmed">
              {t('schedule.overMidnight')}
            </Text>
          )}
          <Breaks
            breaks={shift.breaks}
            errors={errors}
            onChange={(breaks) => onChange({ ...shift, breaks })}
          />
        </>
      )}
    </>
  )
}

interface BreaksProps {
  breaks: BreakDraft[]
  errors: Record<string, string>
  onChange: (breaks: BreakDraft[]) => void
}

function Breaks({ breaks, errors, onChange }: BreaksProps) {
  const { t } = useTexts()
  const set = (index: number, pause: BreakDraft) => onChange(breaks.with(index, pause))
  return (
    <>
      {breaks.map((pause, index) => {
        const problem = Object.entries(errors).find(([path]) => path.startsWith(`breaks.${index}`))?.[1]
        const number = { number: index + 1 }
        return (
          <div key={index} role="group" aria-label={t('schedule.break', number)}>
            <Group align="end" gap="sm">
              {pause.minutes === undefined ? (
                (['start', 'end'] as const).map((end) => (
                  <TextInput
                    key={end}
                    type="time"
                    size="sm"
                    label={t(end === 'start' ? 'schedule.breakStart' : 'schedule.breakEnd')}
                    value={pause[end] ?? ''}
                    onChange={(event) => set(index, { ...pause, [end]: event.currentTarget.value })}
                  />
                ))
              ) : (
                <NumberInput
                  size="sm"
                  w={130}
                  min={1}
                  max={960}
                  label={t('schedule.breakMinutes')}
                  value={pause.minutes}
                  onChange={(value) => set(index, { ...pause, minutes: Number(value) || 1 })}
                />
              )}
              <Checkbox
                mb={8}
                label={t('schedule.paid')}
                checked={pause.paid}
                onChange={(event) => set(index, { ...pause, paid: event.currentTarget.checked })}
              />
              <ActionIcon
                variant="subtle"
                color="red"
                size="lg"
                aria-label={t('schedule.removeBreak', number)}
                onClick={() => onChange(breaks.toSpliced(index, 1))}
              >
                <IconTrash size={18} />
              </ActionIcon>
            </Group>
            {problem && (
              <Text size="sm" c="red" role="alert">
                {problem}
              </Text>
            )}
          </div>
        )
      })}
      <Group gap="xs">
        <Button
          variant="subtle"
          size="sm"
          onClick={() => onChange([...breaks, { start: '12:00', end: '12:30', paid: false }])}
        >
          {t('schedule.addBreak')}
        </Button>
        <Button
          variant="subtle"
          size="sm"
          onClick={() => onChange([...breaks, { minutes: 30, paid: false }])}
        >
          {t('schedule.addFreeBreak')}
        </Button>
      </Group>
    </>
  )
}
