/** My corrections: where each stands, what it would change, withdrawing it or agreeing to it. */
import { Badge, Button, Group, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CorrectionView } from '../../src/features/corrections/correction.contract.ts'
import { get, post } from '../api.ts'
import { useFormats } from '../format.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { CorrectionSides } from './correction-sides.tsx'
import { ErrorNote } from './error-note.tsx'

export function MyRequests({ userId }: { userId: string }) {
  const { t } = useTexts()
  const { data: rows = [] } = useQuery({
    queryKey: ['corrections', 'mine', userId],
    queryFn: async () =>
      (await get<CorrectionView[]>(apiPaths.corrections, { user: userId, limit: 20 })).data,
  })
  if (rows.length === 0) return null
  return (
    <Card title={t('correct.mine')}>
      <ul className={styles.list}>
        {rows.map((one) => (
          <Request key={one.id} one={one} isMine={one.askedBy === userId} />
        ))}
      </ul>
    </Card>
  )
}

function Request({ one, isMine }: { one: CorrectionView; isMine: boolean }) {
  const { t } = useTexts()
  const formats = useFormats()
  const waits = one.state === 'requested' || one.state === 'proposed'
  return (
    <li>
      <div className={styles.line}>
        <strong>{formats.date(one.workDate)}</strong>
        <span>{one.reason}</span>
        <Badge variant="light" color={waits ? 'amber' : 'gray'}>
          {t(`correction.state.${one.state}`)}
        </Badge>
        {one.comment && <span className={styles.dim}>{one.comment}</span>}
      </div>
      {waits && <CorrectionSides id={one.id} />}
      {waits && <Decide one={one} isMine={isMine} />}
    </li>
  )
}

function Decide({ one, isMine }: { one: CorrectionView; isMine: boolean }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const [comment, setComment] = useState('')
  const [error, setError] = useState<unknown>()
  async function step(action: 'withdraw' | 'agree' | 'disagree') {
    try {
      const body = comment.trim() === '' ? {} : { comment }
      await post(apiPaths.correctionStep(one.id, action), { body })
    } catch (problem) {
      setError(problem)
    }
    void client.invalidateQueries()
  }
  return (
    <>
      <ErrorNote error={error} />
      <Group gap="sm" mt="xs" align="end">
        {isMine && (
          <Button variant="default" size="sm" onClick={() => void step('withdraw')}>
            {t('correct.withdraw')}
          </Button>
        )}
        {one.state === 'proposed' && !isMine && (
          <>
            <TextInput
              label={t('inbox.comment')}
              value={comment}
              maxLength={1000}
              onChange={(event) => setComment(event.currentTarget.value)}
            />
            <Button size="sm" onClick={() => void step('agree')}>
              {t('correct.agree')}
            </Button>
            <Button
              variant="default"
              size="sm"
              disabled={comment.trim() === ''}
              onClick={() => void step('disagree')}
            >
              {t('correct.disagree')}
            </Button>
          </>
        )}
      </Group>
    </>
  )
}
