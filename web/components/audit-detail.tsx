/** What was given in an entry of the log, field by field; of a change, with what it was before. */
import { Text } from '@mantine/core'
import type { AuditEntry } from '../../src/features/people/audit.contract.ts'
import styles from '../pages/audit-page.module.css'
import { type TextKey, useTexts } from '../text.ts'

/** Fields that the screens have a word for. */
const words: Partial<Record<string, TextKey>> = {
  name: 'people.name',
  timeZone: 'field.timeZone',
  address: 'field.address',
  email: 'field.email',
  firstName: 'field.firstName',
  lastName: 'field.lastName',
  employeeNumber: 'field.employeeNumber',
  department: 'field.department',
  branch: 'field.branch',
  role: 'people.role',
  status: 'people.status',
  effectiveFrom: 'people.effectiveFrom',
  endedOn: 'people.lastDay',
  fence: 'branches.fence',
  location: 'branches.location',
  registration: 'company.registration',
  comment: 'inbox.comment',
  reason: 'inbox.reason',
  from: 'assign.firstDate',
  to: 'assign.lastDate',
  date: 'field.date',
  userIds: 'people.title',
}

export function AuditDetail({ entry }: { entry: AuditEntry }) {
  const { t } = useTexts()
  const { before, ...given } = entry.detail
  const was = (before ?? {}) as Record<string, unknown>
  const names = Object.keys(given)
  if (names.length === 0)
    return (
      <Text size="sm" c="dimmed" px="md" pb="sm">
        {t('audit.noDetail')}
      </Text>
    )
  return (
    <table className={styles.detail}>
      <thead>
        <tr>
          <th scope="col">{t('audit.field')}</th>
          {before !== undefined && <th scope="col">{t('correction.before')}</th>}
          <th scope="col">{before === undefined ? t('audit.value') : t('correction.after')}</th>
        </tr>
      </thead>
      <tbody>
        {names.map((name) => (
          <tr key={name}>
            <th scope="row">{words[name] ? t(words[name]) : name}</th>
            {before !== undefined && <td>{textOf(was[name], entry.names)}</td>}
            <td>{textOf(given[name], entry.names)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function textOf(value: unknown, names: AuditEntry['names']): string {
  if (value === null || value === undefined || value === '') return '–'
  if (Array.isArray(value) && value.every((one) => typeof one === 'string'))
    return value.map((one) => names[one] ?? one).join(', ') || '–'
  return typeof value === 'string' ? value : JSON.stringify(value)
}
