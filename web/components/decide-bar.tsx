/** Below a list with check boxes: a comment, and what to do with what is selected. */
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import styles from '../pages/inbox-page.module.css'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'

export interface Act {
  key: string
  label: string
  needsComment?: boolean
  isQuiet?: boolean
  /** Takes the comment; throws what the server refused. */
  run: (comment: string) => Promise<void>
}

interface Props {
  all: readonly string[]
  selected: ReadonlySet<string>
  onSelect: (keys: ReadonlySet<string>) => void
  acts: readonly Act[]
}

export function DecideBar({ all, selected, onSelect, acts }: Props) {
  const { t } = useTexts()
  return (
    <>
      <Checkbox
        label={`${t('inbox.selectAll')} · ${t('inbox.selected', { count: selected.size })}`}
        checked={selected.size > 0 && selected.size === all.length}
        indeterminate={selected.size > 0 && selected.size < all.length}
        onChange={(event) => onSelect(new Set(event.currentTarget.checked ? all : []))}
      />
      <DecideFields acts={acts} isDisabled={selected.size === 0} onDone={() => onSelect(new Set())} />
    </>
  )
}

interface FieldsProps {
  acts: readonly Act[]
  isDisabled: boolean
  onDone?: () => void
}

/** A comment, and what to do. */
export function DecideFields({ acts, isDisabled, onDone }: FieldsProps) {
  const { t } = useTexts()
  const [comment, setComment] = useState('')
  const [complaint, setComplaint] = useState<string>()
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)

  async function act({ needsComment, run }: Act) {
    if (needsComment && comment.trim() === '') return setComplaint(t('inbox.commentNeeded'))
    setBusy(true)
    setError(undefined)
    try {
      await run(comment.trim())
      setComment('')
      onDone?.()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <>
      <div className={styles.decide}>
        <TextInput
          label={t('inbox.comment')}
          value={comment}
          error={complaint}
          maxLength={1000}
          onChange={(event) => {
            setComment(event.currentTarget.value)
            setComplaint(undefined)
          }}
        />
        {acts.map((one) => (
          <Button
            key={one.key}
            variant={one.isQuiet ? 'default' : 'filled'}
            disabled={isDisabled}
            loading={isBusy}
            onClick={() => void act(one)}
          >
            {one.label}
          </Button>
        ))}
      </div>
      <ErrorNote error={error} />
    </>
  )
}

/** The set with `key` put in or taken out. */
export function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
