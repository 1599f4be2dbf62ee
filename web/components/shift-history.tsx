/** What became of a shift: each punch and correction with who, when and why, and the shift after it. */
import { Button, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { HistoryView } from '../../src/features/corrections/correction.contract.ts'
import { get } from '../api.ts'
import { useFormats } from '../format.ts'
import { en } from '../locales/en.ts'
import { apiPaths } from '../paths.ts'
import { type TextKey, useTexts } from '../text.ts'
import { RecordLine } from './correction-sides.tsx'
import styles from './day-drawer.module.css'
import { Answered } from './states.tsx'

interface Props {
  userId: string
  recordId: string
}

export function ShiftHistory(props: Props) {
  const { t } = useTexts()
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isOpen}
        onClick={() => setOpen((before) => !before)}
      >
        {t('history.title')}
      </Button>
      {isOpen && <Versions {...props} />}
    </div>
  )
}

function Versions({ userId, recordId }: Props) {
  const query = useQuery({
    queryKey: ['history', userId, recordId],
    queryFn: async () => (await get<HistoryView>(apiPaths.shiftHistory(userId, recordId))).data,
  })
  return (
    <Answered query={query} lines={3}>
      {(history) => (
        <ol className={styles.history}>
          {history.versions.map(({ fact, record }) => (
            <li key={fact.id}>
              <Happened history={history} fact={fact} />
              {fact.reason && <q className={styles.reason}>{fact.reason}</q>}
              {record && (
                <Text size="sm" className="tc-number">
                  <RecordLine record={record} />
                </Text>
              )}
            </li>
          ))}
          {history.corrections.flatMap(({ id, steps }) =>
            steps
              // What was corrected directly is told by its punches.
              .filter(({ action }) => action !== 'correct')
              .map((step) => <Decided key={`${id} ${step.hash}`} history={history} step={step} />),
          )}
        </ol>
      )}
    </Answered>
  )
}

const nameOf = (history: HistoryView, id: string): string =>
  history.people.find((one) => one.id === id)?.name ?? id

type Fact = HistoryView['versions'][number]['fact']

function Happened({ history, fact }: { history: HistoryView; fact: Fact }) {
  const { t } = useTexts()
  const formats = useFormats()
  const kind = `history.${fact.kind}`
  return (
    <div>
      <strong>{kind in en ? t(kind as TextKey) : fact.kind}</strong>{' '}
      {fact.localTime && <span className="tc-number">{formats.localTime(fact.localTime.slice(11, 19))}</span>}
      <span className={styles.note}>
        {t('history.by', {
          name: nameOf(history, fact.recordedBy),
          when: formats.dateTime(fact.recordedAt, fact.timeZone),
          source: t(`source.${fact.source}` as TextKey),
        })}
      </span>
    </div>
  )
}

type Step = HistoryView['corrections'][number]['steps'][number]

function Decided({ history, step }: { history: HistoryView; step: Step }) {
  const { t } = useTexts()
  const formats = useFormats()
  const key = `history.step.${step.action}`
  return (
    <li>
      <strong>{key in en ? t(key as TextKey) : step.action}</strong>
      <span className={styles.note}>{`${nameOf(history, step.by)}, ${formats.dateTime(step.at)}`}</span>
      {step.comment && <q className={styles.reason}>{step.comment}</q>}
    </li>
  )
}
