/** What needs a look on a day of one's own, and saying what happened. */
import { Button, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ExceptionRow } from '../../src/features/exceptions/exception.contract.ts'
import { getAll, post } from '../api.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import { toast } from './toasts.tsx'

export function DayExceptions({ userId, date }: { userId: string; date: string }) {
  const { t } = useTexts()
  const { data = [] } = useQuery({
    queryKey: ['exceptions', 'day', userId, date],
    queryFn: () => getAll<ExceptionRow>(apiPaths.exceptions, { from: date, to: date, user: userId }),
  })
  if (data.length === 0) return null
  return (
    <section>
      <h3>{t('explain.title')}</h3>
      {data.map((row) => (
        <OneException key={`${row.code} ${row.key}`} row={row} />
      ))}
    </section>
  )
}

function OneException({ row: { workDate, code, key, state, explanation, minutes } }: { row: ExceptionRow }) {
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
  const what = `${t(`exception.${code}`)}${minutes > 0 ? `, ${t('time.minutes', { count: minutes })}` : ''}`
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
