/** Corrections that wait for a manager: what each changes, approved or refused, one or many. */
import { Checkbox } from '@mantine/core'
import type { ListedCorrection } from '../../src/features/corrections/correction.contract.ts'
import { post } from '../api.ts'
import { type BulkItem, useBulkAnswer } from '../bulk.ts'
import { useFormats } from '../format.ts'
import { useListPages } from '../list-pages.ts'
import { useNow } from '../now.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { inChunks, useSelection } from '../selection.ts'
import { useTexts } from '../text.ts'
import { PersonLink } from './person-link.tsx'
import { CorrectionSides } from './correction-sides.tsx'
import { type Act, DecideBar } from './decide-bar.tsx'
import { MoreRows } from './more-rows.tsx'
import { Answered, Empty } from './states.tsx'

/** The server takes so many at once. */
const atOnce = 200

export function InboxCorrections() {
  const { t } = useTexts()
  const answer = useBulkAnswer()
  const selection = useSelection<ListedCorrection>(({ id }) => id)
  const list = useListPages<ListedCorrection>({
    key: ['corrections', 'requested'],
    path: apiPaths.corrections,
    query: { state: 'requested' },
    // Each is shown with its preview.
    size: 25,
    refetchInterval: 30_000,
  })
  const decide = (action: 'approve' | 'refuse'): Act => ({
    key: action,
    label: t(`inbox.${action}`),
    needsComment: action === 'refuse',
    isQuiet: action === 'refuse',
    run: async (comment) =>
      answer(
        await inChunks(selection.rows, atOnce, (rows) =>
          post<BulkItem[]>(apiPaths.correctionSteps(action), {
            body: { ids: rows.map(({ id }) => id), ...(comment && { comment }) },
          }),
        ),
      ),
  })
  return (
    <Answered query={list}>
      {(rows) => {
        if (rows.length === 0) return <Empty text={t('inbox.noCorrections')} />
        return (
          <>
            <DecideBar
              list={list}
              shown={rows}
              selection={selection}
              acts={[decide('approve'), decide('refuse')]}
            />
            <ul className={styles.list}>
              {rows.map((one) => (
                <Waiting
                  key={one.id}
                  correction={one}
                  isSelected={selection.has(one)}
                  onSelect={() => selection.toggle(one)}
                />
              ))}
            </ul>
            <MoreRows list={list} />
          </>
        )
      }}
    </Answered>
  )
}

interface WaitingProps {
  correction: ListedCorrection
  isSelected: boolean
  onSelect: () => void
}

function Waiting({ correction, isSelected, onSelect }: WaitingProps) {
  const { name } = correction
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
            {correction.askedBy !== correction.userId && `, ${correction.askedByName}`}
          </span>
        </div>
        <p>{correction.reason}</p>
        <CorrectionSides id={correction.id} />
      </div>
    </li>
  )
}
