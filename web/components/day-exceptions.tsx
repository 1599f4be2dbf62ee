/** What needs a look on a day: saying what happened, for whose day it is; accepting it, for who manages them. */
import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ExceptionRow } from '../../src/features/exceptions/exception.contract.ts'
import { getAll, post } from '../api.ts'
import { type BulkItem, useBulkAnswer } from '../bulk.ts'
import { isHeldRow } from '../held.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import { HeldPunch } from './held-punch.tsx'
import { useLateness } from './lateness.ts'
import { toast } from './toasts.tsx'

interface Props {
  userId: string
  date: string
  isOwn: boolean
}

export function DayExceptions({ userId, date, isOwn }: Props) {
  const { t } = useTexts()
  const { data = [] } = useQuery({
    queryKey: ['exceptions', 'day', userId, date],
    queryFn: () => getAll<ExceptionRow>(apiPaths.exceptions, { from: date, to: date, user: userId }),
  })
  if (data.length === 0) return null
  return (
    <section>
      <h3>{t('explain.title')}</h3>
      {data.map((row) => {
        const key = `${row.code} ${row.key}`
        if (isHeldRow(row)) return <HeldPunch key={key} row={row} isOwn={isOwn} />
        return isOwn ? <OneException key={key} row={row} /> : <OneToSettle key={key} row={row} />
      })}
    </section>
  )
}

const useWhat = ({ code, minutes }: ExceptionRow): string => {
  const { t } = useTexts()
  const lateness = useLateness()
  return `${t(`exception.${code}`)}${minutes > 0 ? `, ${lateness(minutes)}` : ''}`
}

function OneException({ row }: { row: ExceptionRow }) {
  const { workDate, code, key, state, explanation } = row
  const { t } = useTexts()
  const client = useQueryClient()
  const form = useApiForm({
    initial: { text: explanation ?? '' },
    async send({ text }) {
      await post(apiPaths.explainException, { body: { workDate, code, key, text } })
      toast(t('explain.sent'))
      void client.invalidateQueries({ queryKey: ['exceptions'] })
    },
  })
  const what = useWhat(row)
  if (state === 'accepted') {
    return (
      <p>
        {what}: {t('exceptionState.accepted')}
      </p>
    )
  }
  return (
    <form onSubmit={(event) => void form.submit(event)}>
      <div className={styles.decide}>
        <TextInput
          label={t('explain.label', { what })}
          maxLength={1000}
          required
          withAsterisk={false}
          {...form.input('text')}
        />
        <Button type="submit" variant="default" loading={form.isBusy}>
          {t('explain.send')}
        </Button>
      </div>
      <ErrorNote error={form.error} />
    </form>
  )
}

function OneToSettle({ row }: { row: ExceptionRow }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const answer = useBulkAnswer()
  const what = useWhat(row)
  const { userId, workDate, code, key, state, explanation, comment } = row
  async function settle() {
    const body = { state: 'accepted', items: [{ userId, workDate, code, key }] }
    answer(await post<BulkItem[]>(apiPaths.settleExceptions, { body }))
    void client.invalidateQueries({ queryKey: ['exceptions'] })
  }
  return (
    <div className={styles.line}>
      <span>{what}</span>
      <span className={styles.dim}>{t(`exceptionState.${state}`)}</span>
      {explanation && <q>{explanation}</q>}
      {comment && <span className={styles.dim}>{comment}</span>}
      {state !== 'accepted' && (
        <Button size="compact-sm" variant="default" onClick={() => void settle()}>
          {t('team.accept', { what })}
        </Button>
      )}
    </div>
  )
}
