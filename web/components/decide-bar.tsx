/** Below a list with check boxes: a comment, and what to do with what is selected. */
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ListPages } from '../list-pages.ts'
import styles from '../pages/inbox-page.module.css'
import type { Selection } from '../selection.ts'
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

interface Props<Row> {
  list: Pick<ListPages<Row>, 'all' | 'hasMore'>
  shown: readonly Row[]
  selection: Selection<Row>
  acts: readonly Act[]
}

export function DecideBar<Row>({ list, shown, selection, acts }: Props<Row>) {
  const { t } = useTexts()
  const count = selection.rows.length
  const isAll = count > 0 && shown.every(selection.has)
  return (
    <>
      <div className={styles.line}>
        <Checkbox
          label={
            count === 0 ? t('inbox.selectAll') : `${t('inbox.selectAll')} · ${t('inbox.selected', { count })}`
          }
          checked={isAll}
          indeterminate={count > 0 && !isAll}
          onChange={(event) => selection.set(event.currentTarget.checked ? shown : [])}
        />
        {isAll && list.hasMore && count === shown.length && (
          <SelectEverything all={list.all} onSelect={selection.set} />
        )}
      </div>
      <DecideFields acts={acts} isDisabled={count === 0} onDone={() => selection.set([])} />
    </>
  )
}

interface EverythingProps<Row> {
  all: () => Promise<Row[]>
  onSelect: (rows: readonly Row[]) => void
}

/** Also what is not shown. */
function SelectEverything<Row>({ all, onSelect }: EverythingProps<Row>) {
  const { t } = useTexts()
  const [isBusy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  async function select() {
    setBusy(true)
    try {
      onSelect(await all())
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <Button variant="subtle" size="compact-sm" loading={isBusy} onClick={() => void select()}>
        {t('list.selectEverything')}
      </Button>
      <ErrorNote error={error} />
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
    setComplaint(undefined)
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
