/** Entries of the log as sentences in the person's language. */
import type { AuditEntry } from '../src/features/people/audit.contract.ts'
import { administrationEn } from './locales/administration/en.ts'
import { type TextKey, type Translate, useTexts } from './text.ts'

const keyOf = (action: string): TextKey | undefined => {
  const key = `audit.do.${action}`
  return key in administrationEn ? (key as TextKey) : undefined
}

/** What is done, with `…` for who and what: for a choice of actions. */
export function actionWords(t: Translate, action: string): string {
  const key = keyOf(action)
  return key ? t(key, { actor: '…', subject: '…', recipient: '…' }) : action
}

export function useSentence(): (entry: AuditEntry) => string {
  const { t } = useTexts()
  return (entry) => sentenceOf(t, entry)
}

/** What has no name any more is told by its id; what was done at the terminal, as that. */
export function sentenceOf(t: Translate, entry: AuditEntry): string {
  const { action, actorId, actorName, subject, recipient, target, detail } = entry
  const given = detail['name']
  const actor = actorName ?? actorId ?? t('audit.terminal')
  const what = subject?.name ?? (typeof given === 'string' ? given : (target ?? ''))
  const key = keyOf(action)
  if (!key) return t('audit.other', { actor, action, subject: what })
  return t(key, {
    actor,
    subject: what,
    recipient: recipient ? (recipient.name ?? recipient.id) : t('assign.level.company'),
  })
}
