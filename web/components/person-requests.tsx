/**
 * Somebody's corrections: where each stands, what it would change, and the next step of whoever looks: withdrawing
 * what they asked for, agreeing to what a manager proposed, deciding about what an employee asked for.
 */
import { Badge, Button } from '@mantine/core'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListedCorrection } from '../../src/features/corrections/correction.contract.ts'
import { get, getAll, post } from '../api.ts'
import { useFormats } from '../format.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { type TextKey, useTexts } from '../text.ts'
import { Card } from './card.tsx'
import { CorrectionSides } from './correction-sides.tsx'
import { type Act, DecideFields } from './decide-bar.tsx'

const firstShown = 10

export function PersonRequests({ userId }: { userId: string }) {
  const { t } = useTexts()
  const me = userOf(useSignal(session))!.id
  const [limit, setLimit] = useState(firstShown)
  const { data } = useQuery({
    queryKey: ['corrections', 'of', userId, limit],
    queryFn: () =>
      get<ListedCorrection[], { nextCursor: string | null }>(apiPaths.corrections, { user: userId, limit }),
    placeholderData: keepPreviousData,
  })
  // Those that wait for one's own consent stand above the month.
  const rows = data?.data.filter((one) => !needsConsent(one, me)) ?? []
  if (!data || rows.length === 0) return null
  return (
    <Card title={t(me === userId ? 'correct.mine' : 'team.requests')}>
      <ul className={styles.list}>
        {rows.map((one) => (
          <Request key={one.id} one={one} me={me} />
        ))}
      </ul>
      {data.meta.nextCursor !== null && limit < 500 && (
        <Button variant="default" onClick={() => setLimit(Math.min(500, limit * 5))}>
          {t('list.more')}
        </Button>
      )}
    </Card>
  )
}

const needsConsent = ({ state, userId }: ListedCorrection, me: string): boolean =>
  state === 'proposed' && userId === me

/** Corrections of one's own hours that a manager proposed, and that count when one agrees. */
export function Consents({ userId }: { userId: string }) {
  const { t } = useTexts()
  const { data = [] } = useQuery({
    queryKey: ['corrections', 'proposed', userId],
    queryFn: () => getAll<ListedCorrection>(apiPaths.corrections, { user: userId, state: 'proposed' }),
  })
  if (data.length === 0) return null
  return (
    <Card title={t('team.consents')}>
      <ul className={styles.list}>
        {data.map((one) => (
          <Request key={one.id} one={one} me={userId} />
        ))}
      </ul>
    </Card>
  )
}

function Request({ one, me }: { one: ListedCorrection; me: string }) {
  const { t } = useTexts()
  const formats = useFormats()
  const waits = one.state === 'requested' || one.state === 'proposed'
  return (
    <li>
      <div className={styles.line}>
        <strong>{formats.date(one.workDate)}</strong>
        <span>{one.reason}</span>
        <Badge variant="light" color={waits ? 'amber' : 'gray'}>
          {t(needsConsent(one, me) ? 'team.waitsForYou' : `correction.state.${one.state}`)}
        </Badge>
        {one.askedBy !== one.userId && <span className={styles.dim}>{one.askedByName}</span>}
        {one.comment && <span className={styles.dim}>{one.comment}</span>}
      </div>
      {waits && <CorrectionSides id={one.id} />}
      {waits && <Steps one={one} me={me} />}
    </li>
  )
}

type Step = 'withdraw' | 'agree' | 'disagree' | 'approve' | 'refuse'

/** What `me` may do with a correction that waits. The server says so too. */
function stepsFor(one: ListedCorrection, me: string): Step[] {
  const { state, userId, askedBy } = one
  return [
    ...(askedBy === me ? (['withdraw'] as const) : []),
    ...(needsConsent(one, me) ? (['agree', 'disagree'] as const) : []),
    ...(state === 'requested' && userId !== me ? (['approve', 'refuse'] as const) : []),
  ]
}

const labels = {
  withdraw: 'correct.withdraw',
  agree: 'correct.agree',
  disagree: 'correct.disagree',
  approve: 'inbox.approve',
  refuse: 'inbox.refuse',
} as const satisfies Record<Step, TextKey>

function Steps({ one, me }: { one: ListedCorrection; me: string }) {
  const { t } = useTexts()
  const client = useQueryClient()
  const acts = stepsFor(one, me).map((step): Act => ({
    key: step,
    label: t(labels[step]),
    needsComment: step === 'disagree' || step === 'refuse',
    isQuiet: step !== 'agree' && step !== 'approve',
    async run(comment) {
      try {
        await post(apiPaths.correctionStep(one.id, step), { body: comment === '' ? {} : { comment } })
      } finally {
        void client.invalidateQueries()
      }
    },
  }))
  return acts.length > 0 && <DecideFields acts={acts} isDisabled={false} />
}
