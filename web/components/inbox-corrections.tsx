/** Corrections that wait for a manager: what each changes, approved or refused, one or many. */
import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CorrectionView } from '../../src/features/corrections/correction.contract.ts'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { getAll, post } from '../api.ts'
import { type BulkItem, useBulkAnswer } from '../bulk.ts'
import { useFormats } from '../format.ts'
import { useNow } from '../now.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useTexts } from '../text.ts'
import { PersonLink } from './person-link.tsx'
import { CorrectionSides } from './correction-sides.tsx'
import { type Act, DecideBar, toggled } from './decide-bar.tsx'
import { Answered, Empty } from './states.tsx'

/** The server takes so many at once, and so many are drawn with their preview. */
const most = 100

export function InboxCorrections() {
  const { t } = useTexts()
  const answer = useBulkAnswer()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const query = useQuery({
    queryKey: ['corrections', 'requested'],
    queryFn: () => getAll<CorrectionView>(apiPaths.corrections, { state: 'requested' }),
    refetchInterval: 30_000,
  })
  const { data: people = [] } = useQuery({
    queryKey: ['users'],
    queryFn: () => getAll<UserView>(apiPaths.users),
    staleTime: 300_000,
  })
  const names = new Map(people.map((one) => [one.id, `${one.firstName} ${one.lastName}`]))
  const decide = (action: 'approve' | 'refuse'): Act => ({
    key: action,
    label: t(`inbox.${action}`),
    needsComment: action === 'refuse',
    isQuiet: action === 'refuse',
    run: async (comment) =>
      answer(
        await post<BulkItem[]>(apiPaths.correctionSteps(action), {
          body: { ids: [...selected], ...(comment && { comment }) },
        }),
      ),
  })
  return (
    <Answered query={query}>
      {(all) => {
        const rows = all.slice(0, most)
        if (rows.length === 0) return <Empty text={t('inbox.noCorrections')} />
        return (
          <>
            <DecideBar
              all={rows.map(({ id }) => id)}
              selected={selected}
              onSelect={setSelected}
              acts={[decide('approve'), decide('refuse')]}
            />
            <ul className={styles.list}>
              {rows.map((one) => (
                <Waiting
                  key={one.id}
                  correction={one}
                  name={names.get(one.userId) ?? one.userId}
                  isSelected={selected.has(one.id)}
                  onSelect={() => setSelected(toggled(selected, one.id))}
                />
              ))}
            </ul>
          </>
        )
      }}
    </Answered>
  )
}

interface WaitingProps {
  correction: CorrectionView
  name: string
  isSelected: boolean
  onSelect: () => void
}

function Waiting({ correction, name, isSelected, onSelect }: WaitingProps) {
  const { t } = useTexts()
  const formats = useFormats()
  const now = useNow()
  const date = formats.date(correction.workDate)
  return (
    <li className={styles.item}>
      <Checkbox aria-label={t('inbox.select', { name, date })} checked={isSelected} onChange={onSelect} />
      <div>
        <div className={styles.line}>
          <PersonLink userId={correction.userId} name={name} date={correction.workDate} />
          <span>{date}</span>
          <span className={styles.dim}>
            {t('inbox.asked', { when: formats.ago(correction.askedAt, now) })}
          </span>
        </div>
        <p>{correction.reason}</p>
        <CorrectionSides id={correction.id} />
      </div>
    </li>
  )
}
