/** Who has a schedule, a policy or a calendar, from when to when; how to give it to more, and to end it. */
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PlaceView } from '../../src/features/people/place.contract.ts'
import { get, getAll, patch, post } from '../api.ts'
import { useFormats } from '../format.ts'
import { apiPaths } from '../paths.ts'
import { usePeople } from '../people.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'
import { Card } from './card.tsx'
import { ErrorNote } from './error-note.tsx'
import { useErrorText } from './error-text.ts'
import { useApiForm } from './form.ts'
import type { Choice } from './pickers/async-picker.tsx'
import { PersonPicker } from './pickers/person-picker.tsx'
import { PlacePicker } from './pickers/place-picker.tsx'
import styles from './planning.module.css'
import { Answered } from './states.tsx'
import { toast } from './toasts.tsx'

const everyLevel = ['company', 'branch', 'department', 'user'] as const
type Level = (typeof everyLevel)[number]

interface Assignment {
  id: string
  level: Level
  targetId: string | null
  from: string
  to: string | null
}

interface Props {
  path: string
  /** The name of the field that says what is assigned. */
  field: 'scheduleId' | 'policyId' | 'calendarId'
  id: string
  levels?: readonly Level[]
}

export function Assignments({ path, field, id, levels = everyLevel }: Props) {
  const { t } = useTexts()
  const queryKey = ['assignments', path, id]
  const query = useQuery({
    queryKey,
    queryFn: async () => (await get<Assignment[]>(path, { [field]: id })).data,
  })
  return (
    <Card title={t('assign.title')}>
      <Answered query={query} lines={2}>
        {(rows) =>
          rows.length === 0 ? (
            <Text c="dimmed">{t('assign.none')}</Text>
          ) : (
            <ul className={styles.list}>
              {rows.map((row) => (
                <AssignmentLine key={row.id} row={row} path={path} queryKey={queryKey} />
              ))}
            </ul>
          )
        }
      </Answered>
      <AssignForm path={path} field={field} id={id} levels={levels} queryKey={queryKey} />
    </Card>
  )
}

/** Everyone and everything that something may be assigned to, by id. */
function useTargets(level: Level): { value: string; label: string }[] {
  const people = usePeople(level === 'user')
  const { data: places = [] } = useQuery({
    queryKey: ['places', level],
    queryFn: () => getAll<PlaceView>(level === 'branch' ? apiPaths.branches : apiPaths.departments),
    enabled: level === 'branch' || level === 'department',
    staleTime: 300_000,
  })
  return level === 'user' ? people : places.map(({ id, name }) => ({ value: id, label: name }))
}

function AssignmentLine({ row, path, queryKey }: { row: Assignment; path: string; queryKey: unknown[] }) {
  const { t } = useTexts()
  const formats = useFormats()
  const textOf = useErrorText()
  const queryClient = useQueryClient()
  const today = useToday()
  const [isEnding, setEnding] = useState(false)
  const [to, setTo] = useState(today < row.from ? row.from : today)
  const target = useTargets(row.level).find(({ value }) => value === row.targetId)
  async function end() {
    try {
      await patch(`${path}${encodeURIComponent(row.id)}/`, { body: { to } })
      setEnding(false)
      await queryClient.invalidateQueries({ queryKey })
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  const name = row.level === 'company' ? t('assign.level.company') : (target?.label ?? '…')
  return (
    <li>
      <div>
        <Text fw={600}>
          {name}{' '}
          {row.level !== 'company' && (
            <Text span c="dimmed" size="sm">
              {t(`assign.level.${row.level}`)}
            </Text>
          )}
        </Text>
        <Text size="sm" c="dimmed">
          {row.to === null
            ? t('assign.since', { from: formats.date(row.from, 'short') })
            : t('assign.between', {
                from: formats.date(row.from, 'short'),
                to: formats.date(row.to, 'short'),
              })}
        </Text>
      </div>
      {isEnding ? (
        <Group gap="xs" align="end">
          <TextInput
            type="date"
            size="sm"
            label={t('assign.lastDate')}
            value={to}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button size="sm" onClick={() => void end()}>
            {t('action.save')}
          </Button>
        </Group>
      ) : (
        <Button
          variant="subtle"
          size="sm"
          aria-label={t('assign.endOf', { name })}
          onClick={() => setEnding(true)}
        >
          {t('assign.end')}
        </Button>
      )}
    </li>
  )
}

function AssignForm({ path, field, id, levels, queryKey }: Required<Props> & { queryKey: unknown[] }) {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const today = useToday()
  const [target, setTarget] = useState<Choice | null>(null)
  const form = useApiForm({
    initial: {
      level: levels.find((one) => one === 'department') ?? levels[0]!,
      targetId: '',
      from: today,
      to: '',
    },
    check: ({ level, targetId, from }) => ({
      ...(level !== 'company' && targetId === '' && { targetId: t('field.required') }),
      ...(from === '' && { from: t('field.required') }),
    }),
    async send({ level, targetId, from, to }) {
      const body = {
        [field]: id,
        level,
        from,
        ...(level !== 'company' && { targetId }),
        ...(to !== '' && { to }),
      }
      await post(path, { body })
      toast(t('assign.done'))
      setTarget(null)
      form.set('targetId', '')
      await queryClient.invalidateQueries({ queryKey })
    },
  })
  const { level } = form.values
  const { name, error } = form.input('targetId')
  const picker = {
    label: t(`assign.level.${level}`),
    name,
    error,
    value: target,
    onChange(choice: Choice | null) {
      setTarget(choice)
      form.set('targetId', choice?.id ?? '')
    },
  }
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack gap="sm">
        <ErrorNote error={form.error} />
        <div className={styles.fields}>
          <Select
            label={t('assign.to')}
            data={levels.map((value) => ({ value, label: t(`assign.level.${value}`) }))}
            {...form.input('level')}
            onChange={(value) => {
              form.set('level', (value ?? level) as Level)
              picker.onChange(null)
            }}
          />
          {level === 'user' && <PersonPicker {...picker} />}
          {(level === 'department' || level === 'branch') && (
            <PlacePicker key={level} kind={level} {...picker} />
          )}
          <TextInput type="date" label={t('assign.firstDate')} {...form.input('from')} />
          <TextInput
            type="date"
            label={t('assign.lastDate')}
            description={t('assign.openEnd')}
            {...form.input('to')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
          />
        </div>
        <Group>
          <Button type="submit" variant="light" loading={form.isBusy}>
            {t('assign.assign')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
