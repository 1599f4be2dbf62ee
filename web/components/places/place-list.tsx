/** Departments or branches: found by name, a page at a time, opened to be changed. */
import { Badge, Button, Checkbox, Group, Modal, Stack, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { PlaceView } from '../../../src/features/people/place.contract.ts'
import { useFormats } from '../../format.ts'
import { useListPages } from '../../list-pages.ts'
import { apiPaths } from '../../paths.ts'
import { useTexts } from '../../text.ts'
import { type Column, DataTable } from '../data-table.tsx'
import { MoreRows } from '../more-rows.tsx'
import { Answered } from '../states.tsx'

export type PlaceKind = 'department' | 'branch'

export const placePaths = {
  department: { all: apiPaths.departments, one: apiPaths.department },
  branch: { all: apiPaths.branches, one: apiPaths.branch },
} as const

const wordsOf = {
  department: { title: 'departments.title', new: 'departments.new', none: 'departments.none' },
  branch: { title: 'branches.title', new: 'branches.new', none: 'branches.none' },
} as const

/** After a change: whatever lists or offers places asks again. */
export function useReloadPlaces(): () => Promise<unknown> {
  const client = useQueryClient()
  return () =>
    Promise.all(
      ['place-list', 'places', 'picker', 'people'].map((key) =>
        client.invalidateQueries({ queryKey: [key] }),
      ),
    )
}

interface Props {
  kind: PlaceKind
  /** More columns than name, managers and people. */
  columns?: Column<PlaceView>[]
  /** The form of a new one, or of one that is opened. */
  children: (opened: PlaceView | undefined, open: (place: PlaceView | undefined) => void) => ReactNode
}

export function PlaceList({ kind, columns = [], children }: Props) {
  const { t } = useTexts()
  const words = wordsOf[kind]
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 250)
  const [includeEnded, setIncludeEnded] = useState(false)
  const [opened, setOpened] = useState<PlaceView | 'new'>()
  const shown = useColumns(columns)
  const list = useListPages<PlaceView>({
    key: ['place-list', kind, search, includeEnded],
    path: placePaths[kind].all,
    query: { search: search || undefined, includeEnded: includeEnded || undefined },
    size: 50,
  })
  return (
    <>
      <Group justify="space-between" mb="lg">
        <Title order={1}>{t(words.title)}</Title>
        <Button leftSection={<IconPlus size={18} />} onClick={() => setOpened('new')}>
          {t(words.new)}
        </Button>
      </Group>
      <Group mb="md" align="flex-end" gap="md">
        <TextInput
          label={t('filter.search')}
          type="search"
          size="sm"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Checkbox
          label={t('place.includeEnded')}
          checked={includeEnded}
          onChange={(event) => setIncludeEnded(event.currentTarget.checked)}
          mb={8}
        />
      </Group>
      <Answered query={list}>
        {(rows) => (
          <Stack>
            <DataTable
              label={t(words.title)}
              rows={rows}
              keyOf={({ id }) => id}
              onOpen={setOpened}
              emptyText={search === '' ? t(words.none) : t('picker.nothing')}
              columns={shown}
            />
            <MoreRows list={list} />
          </Stack>
        )}
      </Answered>
      <Modal
        opened={opened !== undefined}
        onClose={() => setOpened(undefined)}
        size="lg"
        title={opened === 'new' ? t(words.new) : opened?.name}
        closeButtonProps={{ 'aria-label': t('action.close') }}
      >
        {opened && children(opened === 'new' ? undefined : opened, setOpened)}
      </Modal>
    </>
  )
}

function useColumns(more: Column<PlaceView>[]): Column<PlaceView>[] {
  const { t } = useTexts()
  const formats = useFormats()
  return [
    {
      key: 'name',
      label: t('people.name'),
      width: '2fr',
      render: ({ name, endedOn }) => (
        <>
          {name}{' '}
          {endedOn !== null && (
            <Badge color="gray" variant="light">
              {t('place.endedOn', { date: formats.date(endedOn, 'short') })}
            </Badge>
          )}
        </>
      ),
    },
    ...more,
    {
      key: 'managers',
      label: t('place.managers'),
      width: '2fr',
      render: ({ managers }) => managers.map(({ name }) => name).join(', ') || '–',
    },
    {
      key: 'people',
      label: t('people.title'),
      align: 'end',
      isWide: true,
      width: '90px',
      render: ({ people }) => formats.number(people),
    },
  ]
}
