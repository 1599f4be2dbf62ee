/** A punch that is kept and not counted: what it would change, and counting it or dismissing it. */
import { Text } from '@mantine/core'
import type { ExceptionRow } from '../../src/features/exceptions/exception.contract.ts'
import { useFormats } from '../format.ts'
import { type HeldAction, useDecideHeld } from '../held.ts'
import styles from '../pages/inbox-page.module.css'
import { useTexts } from '../text.ts'
import { CorrectionPreview } from './correction-preview.tsx'
import { DecideFields } from './decide-bar.tsx'
import { toast } from './toasts.tsx'

export function HeldPunch({ row, isOwn }: { row: ExceptionRow; isOwn: boolean }) {
  const { t } = useTexts()
  const decide = useDecideHeld()
  const act = (action: HeldAction) => ({
    key: action,
    label: t(`held.${action}`),
    needsComment: true,
    isQuiet: action === 'remove',
    run: async (comment: string) => {
      await decide([row], action, comment)
      toast(t(`held.${action}Done`))
    },
  })
  return (
    <section>
      <HeldLine row={row} />
      {isOwn ? (
        <Text size="sm" c="dimmed">
          {t('held.waits')}
        </Text>
      ) : (
        <>
          <CorrectionPreview userId={row.userId} changes={[{ action: 'admit', punchId: row.key }]} />
          <DecideFields acts={[act('admit'), act('remove')]} isDisabled={false} />
        </>
      )}
    </section>
  )
}

export function HeldLine({ row }: { row: ExceptionRow }) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <div className={styles.line}>
      <span>{t(`exception.${row.code}`)}</span>
      {row.at && (
        <span className="tc-number">
          {formats.date(row.at.slice(0, 10))}, {formats.localTime(row.at.slice(11, 19))}
        </span>
      )}
    </div>
  )
}
