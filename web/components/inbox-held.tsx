/** Punches that are kept and not counted, of the people that somebody manages: what each would change, decided. */
import { Checkbox } from '@mantine/core'
import { addDays } from '../../src/core/calendar.ts'
import type { ExceptionRow } from '../../src/features/exceptions/exception.contract.ts'
import { useFormats } from '../format.ts'
import { heldCodes, type HeldAction, useDecideHeld } from '../held.ts'
import { useListPages } from '../list-pages.ts'
import styles from '../pages/inbox-page.module.css'
import { apiPaths } from '../paths.ts'
import { useSelection } from '../selection.ts'
import { useTexts } from '../text.ts'
import { deviceToday } from '../today.ts'
import { CorrectionPreview } from './correction-preview.tsx'
import { type Act, DecideBar } from './decide-bar.tsx'
import { MoreRows } from './more-rows.tsx'
import { HeldLine } from './held-punch.tsx'
import { PersonLink } from './person-link.tsx'
import { Answered, Empty } from './states.tsx'
import { toast } from './toasts.tsx'

/** As far as the list of exceptions reaches at once. */
const daysBack = 398

export function InboxHeld() {
  const { t } = useTexts()
  const decide = useDecideHeld()
  const to = addDays(deviceToday(), 1)
  const selection = useSelection<ExceptionRow>(({ key }) => key)
  const list = useListPages<ExceptionRow>({
    key: ['exceptions', 'held', to],
    path: apiPaths.exceptions,
    query: { code: heldCodes.join(','), from: addDays(to, -daysBack), to },
    size: 25,
  })
  const act = (action: HeldAction): Act => ({
    key: action,
    label: t(`held.${action}`),
    needsComment: true,
    isQuiet: action === 'remove',
    run: async (comment) => {
      await decide(selection.rows, action, comment)
      toast(t(`held.${action}Done`))
    },
  })
  return (
    <Answered query={list}>
      {(rows) => {
        if (rows.length === 0) return <Empty text={t('held.none')} />
        return (
          <>
            <DecideBar list={list} shown={rows} selection={selection} acts={[act('admit'), act('remove')]} />
            <ul className={styles.list}>
              {rows.map((row) => (
                <Held
                  key={row.key}
                  row={row}
                  isSelected={selection.has(row)}
                  onSelect={() => selection.toggle(row)}
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

interface HeldProps {
  row: ExceptionRow
  isSelected: boolean
  onSelect: () => void
}

function Held({ row, isSelected, onSelect }: HeldProps) {
  const { t } = useTexts()
  const formats = useFormats()
  const date = formats.date(row.workDate)
  return (
    <li className={styles.item}>
      <Checkbox
        aria-label={t('inbox.select', { name: row.name, date })}
        checked={isSelected}
        onChange={onSelect}
      />
      <div>
        <PersonLink userId={row.userId} name={row.name} date={row.workDate} />
        <HeldLine row={row} />
        <CorrectionPreview userId={row.userId} changes={[{ action: 'admit', punchId: row.key }]} />
      </div>
    </li>
  )
}
