/**
 * One of many, looked for at the server while it is typed: 250 ms after the last key, a page at a time. Works by
 * keyboard as any combobox does; the last option of a page brings the next one.
 */
import { CloseButton, Combobox, InputBase, Loader, ScrollArea, Text, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { useTexts } from '../../text.ts'
import { useErrorText } from '../error-text.ts'

export interface Choice {
  id: string
  label: string
  /** A second line, that tells two of one name apart. */
  hint?: string
}

export interface ChoicePage {
  choices: Choice[]
  nextCursor: string | null
}

export interface PickerSource {
  /** Names the list in the memory of queries; with what it is narrowed by. */
  key: readonly unknown[]
  find(search: string, cursor: string | undefined): Promise<ChoicePage> | ChoicePage
}

/** What every picker takes. */
export interface PickerProps {
  label: string
  description?: string | undefined
  error?: string | undefined
  placeholder?: string | undefined
  name?: string | undefined
  size?: 'sm' | 'md'
  value: Choice | null
  onChange: (choice: Choice | null) => void
  /** Without it, there is a button that takes the choice away. */
  isRequired?: boolean
  isDisabled?: boolean
  /** Not offered: who or what is chosen already. */
  without?: readonly string[]
}

const waitMilliseconds = 250
const more = ' more'

export function AsyncPicker({ source, ...props }: PickerProps & { source: PickerSource }) {
  const { value, onChange, isRequired = false, isDisabled = false, size = 'md' } = props
  const { t } = useTexts()
  const [typed, setTyped] = useState<string>()
  const [search] = useDebouncedValue((typed ?? '').trim(), waitMilliseconds)
  const combobox = useCombobox({
    onDropdownOpen: () => combobox.updateSelectedOptionIndex(),
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      setTyped(undefined)
    },
  })
  const query = useFound(source, search, combobox.dropdownOpened)
  function submit(id: string): void {
    if (id === more) return void query.fetchNextPage()
    const choice = query.choices.find((one) => one.id === id)
    if (choice) onChange(choice)
    combobox.closeDropdown()
  }
  /** Enter takes what the arrows chose, else the first that was found; the form around is not sent. */
  function takeFirst(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !combobox.dropdownOpened || combobox.getSelectedOptionIndex() !== -1) return
    event.preventDefault()
    const isSettled = typed !== undefined && typed.trim() === search && !query.isPlaceholderData
    const first = query.choices.find(({ id }) => !props.without?.includes(id))
    if (isSettled && search !== '' && first) submit(first.id)
  }
  const isClearable = !isRequired && !isDisabled && value !== null
  return (
    // Fixed: what is being placed must not make the page of a phone wider for a moment.
    <Combobox store={combobox} onOptionSubmit={submit} floatingStrategy="fixed">
      <Combobox.Target withExpandedAttribute>
        <InputBase
          label={props.label}
          description={props.description}
          error={props.error}
          placeholder={props.placeholder ?? t('picker.type')}
          name={props.name}
          size={size}
          disabled={isDisabled}
          autoComplete="off"
          maxLength={100}
          value={typed ?? value?.label ?? ''}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
            combobox.resetSelectedOption()
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDown={takeFirst}
          onFocus={(event) => event.currentTarget.select()}
          onBlur={() => combobox.closeDropdown()}
          rightSectionPointerEvents={isClearable ? 'all' : 'none'}
          rightSection={
            isClearable ? (
              <CloseButton
                size="sm"
                aria-label={t('picker.clear', { label: props.label })}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  onChange(null)
                  setTyped(undefined)
                }}
              />
            ) : (
              <Combobox.Chevron />
            )
          }
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={props.label}>
          <ScrollArea.Autosize mah={260} type="scroll">
            <Options query={query} value={value} without={props.without ?? []} />
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function useFound(source: PickerSource, search: string, isOpen: boolean) {
  const query = useInfiniteQuery({
    queryKey: ['picker', ...source.key, search],
    queryFn: async ({ pageParam }) => source.find(search, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    enabled: isOpen,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  return { ...query, choices: query.data?.pages.flatMap((page) => page.choices) ?? [] }
}

interface OptionsProps {
  query: ReturnType<typeof useFound>
  value: Choice | null
  without: readonly string[]
}

function Options({ query, value, without }: OptionsProps) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const shown = query.choices.filter(({ id }) => !without.includes(id))
  if (query.error) return <Combobox.Empty>{textOf(query.error)}</Combobox.Empty>
  if (query.isPending)
    return (
      <Combobox.Empty>
        <Loader size="xs" aria-label={t('app.loading')} />
      </Combobox.Empty>
    )
  if (shown.length === 0) return <Combobox.Empty>{t('picker.nothing')}</Combobox.Empty>
  return (
    <>
      {shown.map(({ id, label, hint }) => (
        <Combobox.Option key={id} value={id} active={id === value?.id}>
          <Text size="sm" truncate>
            {label}
          </Text>
          {hint && (
            <Text size="xs" c="dimmed" truncate>
              {hint}
            </Text>
          )}
        </Combobox.Option>
      ))}
      {query.hasNextPage && (
        <Combobox.Option value={more}>
          <Text size="sm" fw={600}>
            {query.isFetchingNextPage ? t('app.loading') : t('picker.more')}
          </Text>
        </Combobox.Option>
      )}
    </>
  )
}
