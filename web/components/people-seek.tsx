/** Narrows the list of people: by words, place, role and status. */
import { Select, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { useState } from 'react'
import { roles } from '../../src/core/permission.ts'
import { useTexts } from '../text.ts'
import styles from './filter-bar.module.css'
import { PlaceSelect } from './filter-bar.tsx'

export const statuses = ['pending', 'active', 'disabled'] as const

export interface Sought {
  search?: string | undefined
  branch?: string | undefined
  department?: string | undefined
  role?: string | undefined
  status?: string | undefined
}

const waitMilliseconds = 250

interface Props {
  sought: Sought
  onChange: (more: Sought) => void
}

export function PeopleSeek({ sought, onChange }: Props) {
  const { t } = useTexts()
  const [typed, setTyped] = useState(sought.search ?? '')
  const seek = useDebouncedCallback(
    (search: string) => onChange({ search: search.trim() || undefined }),
    waitMilliseconds,
  )
  const all = { value: '', label: t('filter.all') }
  return (
    <section className={styles.bar} aria-label={t('filter.title')}>
      <TextInput
        className={styles.words}
        label={t('filter.search')}
        type="search"
        size="sm"
        maxLength={100}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          seek(event.currentTarget.value)
        }}
      />
      <PlaceSelect kind="branch" value={sought.branch} onChange={(branch) => onChange({ branch })} />
      <PlaceSelect
        kind="department"
        value={sought.department}
        onChange={(department) => onChange({ department })}
      />
      <Select
        label={t('people.role')}
        size="sm"
        className={styles.short}
        data={[all, ...roles.map((value) => ({ value, label: t(`account.role.${value}`) }))]}
        value={sought.role ?? ''}
        onChange={(role) => onChange({ role: role || undefined })}
      />
      <Select
        label={t('people.status')}
        size="sm"
        className={styles.short}
        data={[all, ...statuses.map((value) => ({ value, label: t(`people.status.${value}`) }))]}
        value={sought.status ?? ''}
        onChange={(status) => onChange({ status: status || undefined })}
      />
    </section>
  )
}
