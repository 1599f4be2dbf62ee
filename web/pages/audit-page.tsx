/** The log of what administrators and managers did: searched, read as sentences, opened, taken along as a file. */
import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AuditEntry } from '../../src/features/people/audit.contract.ts'
import { get, getAll } from '../api.ts'
import { actionWords, useSentence } from '../audit-words.ts'
import { AuditDetail } from '../components/audit-detail.tsx'
import { MoreRows } from '../components/more-rows.tsx'
import { useErrorText } from '../components/error-text.ts'
import type { Choice } from '../components/pickers/async-picker.tsx'
import { PersonPicker } from '../components/pickers/person-picker.tsx'
import { Answered, Empty } from '../components/states.tsx'
import { toast } from '../components/toasts.tsx'
import { csvOf, download } from '../download.ts'
import { useListPages } from '../list-pages.ts'
import { apiPaths } from '../paths.ts'
import { useStamp } from '../stamp.ts'
import { useTexts } from '../text.ts'
import { useToday } from '../today.ts'
import styles from './audit-page.module.css'

interface Sought {
  actor: Choice | null
  about: Choice | null
  action: string
  from: string
  to: string
}

const everything: Sought = { actor: null, about: null, action: '', from: '', to: '' }

export function AuditPage() {
  const { t } = useTexts()
  const [sought, setSought] = useState(everything)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 250)
  const filter = {
    actor: sought.actor?.id,
    about: sought.about?.id,
    action: sought.action || undefined,
    from: sought.from || undefined,
    to: sought.to || undefined,
    search: search || undefined,
  }
  const list = useListPages<AuditEntry>({
    key: ['audit', filter],
    path: apiPaths.audit,
    query: filter,
    size: 50,
  })
  return (
    <>
      <Group justify="space-between" mb="lg">
        <Title order={1}>{t('audit.title')}</Title>
        <Download filter={filter} />
      </Group>
      <search className={styles.filters} aria-label={t('filter.title')}>
        <TextInput
          label={t('filter.search')}
          type="search"
          size="sm"
          maxLength={100}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Filters sought={sought} onChange={(more) => setSought({ ...sought, ...more })} />
      </search>
      <Answered query={list}>
        {(entries) =>
          entries.length === 0 ? (
            <Empty text={t('audit.none')} />
          ) : (
            <Stack>
              <ul className={styles.entries}>
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </ul>
              <MoreRows list={list} />
            </Stack>
          )
        }
      </Answered>
    </>
  )
}

function Filters({ sought, onChange }: { sought: Sought; onChange: (more: Partial<Sought>) => void }) {
  const { t } = useTexts()
  const { data: actions = [] } = useQuery({
    queryKey: ['audit-actions'],
    queryFn: async () => (await get<string[]>(apiPaths.auditActions)).data,
  })
  return (
    <>
      <PersonPicker
        size="sm"
        label={t('audit.who')}
        placeholder={t('board.everybody')}
        value={sought.actor}
        onChange={(actor) => onChange({ actor })}
      />
      <PersonPicker
        size="sm"
        label={t('audit.about')}
        placeholder={t('board.everybody')}
        value={sought.about}
        onChange={(about) => onChange({ about })}
      />
      <Select
        size="sm"
        label={t('audit.what')}
        searchable
        data={[
          { value: '', label: t('filter.all') },
          ...actions.map((value) => ({ value, label: actionWords(t, value) })),
        ]}
        value={sought.action}
        onChange={(action) => onChange({ action: action ?? '' })}
      />
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          size="sm"
          label={t(`filter.${end}`)}
          value={sought[end]}
          onChange={(event) => onChange({ [end]: event.currentTarget.value })}
        />
      ))}
    </>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const stamp = useStamp()
  const sentence = useSentence()
  return (
    <li>
      <details className={styles.entry}>
        <summary>
          <Text span>{sentence(entry)}</Text>
          <Text component="time" dateTime={entry.at} size="sm" c="dimmed">
            {stamp(entry.at)}
          </Text>
        </summary>
        <AuditDetail entry={entry} />
      </details>
    </li>
  )
}

/** As many entries as a file gets at most. */
const mostInFile = 5000

function Download({ filter }: { filter: Record<string, string | undefined> }) {
  const { t } = useTexts()
  const sentence = useSentence()
  const textOf = useErrorText()
  const today = useToday()
  const [isBusy, setBusy] = useState(false)
  async function save() {
    setBusy(true)
    try {
      const entries = await getAll<AuditEntry>(apiPaths.audit, filter, mostInFile)
      const rows = entries.map((entry) => [
        entry.at,
        entry.actorId,
        entry.actorName,
        entry.action,
        entry.target,
        sentence(entry),
        JSON.stringify(entry.detail),
      ])
      download(
        `timeclock-audit-${today}.csv`,
        csvOf([['at', 'actorId', 'actorName', 'action', 'target', 'sentence', 'detail'], ...rows]),
      )
    } catch (error) {
      toast(textOf(error), 'failed')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} />}
      loading={isBusy}
      onClick={() => void save()}
    >
      {t('time.download')}
    </Button>
  )
}
