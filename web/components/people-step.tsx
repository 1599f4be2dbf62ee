/** Adds people from pasted lines or a CSV file: each bad line is named, the good ones are kept only on request. */
import { Alert, Button, FileButton, Group, Progress, Stack, Text, Textarea } from '@mantine/core'
import { useDeferredValue, useMemo, useState } from 'react'
import type { UserImportView } from '../../src/features/people/user.contract.ts'
import { getAll, post } from '../api.ts'
import { csvOf, download } from '../download.ts'
import { addPeople, type Added, checkPeople, type Refused, type Sending } from '../import-people.ts'
import { apiPaths } from '../paths.ts'
import { type PersonLine, readPeople } from '../people-lines.ts'
import { type Translate, useTexts } from '../text.ts'
import { DataTable } from './data-table.tsx'
import { ErrorNote } from './error-note.tsx'
import { useFieldWords } from './field-words.ts'

/** Spreadsheets save in UTF-8, or in the old alphabet of Windows, where it makes no sense as UTF-8. */
async function textOf(file: File): Promise<string> {
  const bytes = await file.arrayBuffer()
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

interface Problem {
  line: number
  text: string
}

interface Props {
  onDone: () => void
  /** What the buttons say that leave it, without adding and after. */
  skip: string
  finish: string
}

export function PeopleStep({ onDone, skip, finish }: Props) {
  const { t } = useTexts()
  const [text, setText] = useState('')
  const people = usePeopleOf(text)
  const work = useImport(people)
  const { problems, isBusy } = work
  const bad = new Set(problems.map(({ line }) => line))
  const good = people.filter(({ line, problem }) => !problem && !bad.has(line))

  function change(next: string): void {
    setText(next)
    work.forget()
  }

  if (work.added.length > 0 && !isBusy) return <AddedPeople work={work} onDone={onDone} finish={finish} />
  return (
    <Stack>
      <Text>{t('setup.peopleText')}</Text>
      <Textarea
        aria-label={t('setup.people')}
        placeholder={t('setup.peopleExample')}
        rows={8}
        value={text}
        readOnly={isBusy}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <FileButton
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        onChange={(file) => file && void textOf(file).then(change)}
      >
        {(props) => (
          <Button variant="default" {...props}>
            {t('setup.chooseFile')}
          </Button>
        )}
      </FileButton>
      <ErrorNote error={work.error} />
      <Problems problems={problems} />
      {isBusy && (
        <Progress.Root size="lg" aria-live="polite">
          <Progress.Section value={100 * work.done} aria-label={t('import.progress')} />
        </Progress.Root>
      )}
      <Group justify="space-between">
        <Button variant="subtle" disabled={isBusy} onClick={onDone}>
          {skip}
        </Button>
        {problems.length > 0 && good.length > 0 ? (
          <Button loading={isBusy} onClick={() => void work.add(good)}>
            {t('setup.keepGood', { count: good.length })}
          </Button>
        ) : (
          <Button
            loading={isBusy}
            disabled={people.length === 0 || problems.length > 0}
            onClick={() => void work.checkAndAdd()}
          >
            {people.length === 0 ? t('setup.noLines') : t('setup.addPeople', { count: people.length })}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

/** Read behind what is typed, so that typing in 5,000 lines stays smooth. */
function usePeopleOf(text: string): PersonLine[] {
  const later = useDeferredValue(text)
  return useMemo(() => readPeople(later), [later])
}

/** The only branch is everybody's; with more of them, a line says it or an administrator does later. */
async function onlyBranch(): Promise<string | undefined> {
  const branches = await getAll<{ id: string }>(apiPaths.branches, {}, 2)
  return branches.length === 1 ? branches[0]!.id : undefined
}

function useImport(people: readonly PersonLine[]) {
  const { t } = useTexts()
  const wordsOf = useFieldWords()
  const [problems, setProblems] = useState<Problem[]>([])
  const [added, setAdded] = useState<Added[]>([])
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const [done, setDone] = useState(0)
  const told = (refused: readonly Refused[]): Problem[] =>
    refused.map(({ line, errors }) => ({ line, text: errors.map(wordsOf).join(' ') }))
  const sorted = (list: Problem[]) => list.toSorted((a, b) => a.line - b.line)

  async function busily(work: (sending: Sending) => Promise<void>): Promise<void> {
    setBusy(true)
    setDone(0)
    setError(undefined)
    try {
      const sending = {
        post: (body: object) => post<UserImportView>(apiPaths.importUsers, { body }),
        branch: await onlyBranch(),
        onProgress: (lines: number) => setDone(lines / people.length),
      }
      await work(sending)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }

  const send = (good: readonly PersonLine[], sending: Sending) =>
    addPeople(good, sending, (kept, refused) => {
      setAdded((before) => [...before, ...kept])
      setProblems((before) => sorted([...before, ...told(refused)]))
    })

  return {
    problems,
    added,
    error,
    isBusy,
    done,
    forget() {
      setProblems([])
      setError(undefined)
    },
    add: (good: readonly PersonLine[]) => busily((sending) => send(good, sending)),
    checkAndAdd: () =>
      busily(async (sending) => {
        const plausible = people.filter(({ problem }) => !problem)
        const own = people.flatMap((one) => (one.problem ? [{ line: one.line, text: wordsFor(t, one) }] : []))
        const refused = await checkPeople(plausible, sending)
        const found = sorted([...own, ...told(refused)])
        setProblems(found)
        if (found.length === 0) await send(plausible, sending)
      }),
  }
}

function wordsFor(t: Translate, { problem, email }: PersonLine): string {
  if (problem?.kind === 'email') return t('setup.lineEmail', { email })
  return problem?.kind === 'twice'
    ? t('setup.lineTwice', { email: problem.what, line: problem.line })
    : t('setup.lineFields')
}

function Problems({ problems }: { problems: Problem[] }) {
  const { t } = useTexts()
  if (problems.length === 0) return null
  const title = t('setup.badLines', { count: problems.length })
  return (
    <Stack gap="xs">
      <Alert color="red" variant="light" title={title} role="alert" />
      <DataTable
        label={title}
        rows={problems}
        keyOf={({ line }) => String(line)}
        height={220}
        columns={[
          {
            key: 'line',
            label: t('import.line'),
            width: '90px',
            render: ({ line }) => <strong>{t('setup.line', { line })}</strong>,
          },
          {
            key: 'text',
            label: t('import.problem'),
            width: '1fr',
            render: ({ text }) => <span title={text}>{text}</span>,
          },
        ]}
      />
    </Stack>
  )
}

interface AddedProps {
  work: ReturnType<typeof useImport>
  onDone: () => void
  finish: string
}

function AddedPeople({ work: { added, problems, error }, onDone, finish }: AddedProps) {
  const { t } = useTexts()
  const nameOf = ({ firstName, lastName }: Added) => `${firstName} ${lastName}`
  const rows = added.map((one) => [nameOf(one), one.email, one.password])
  return (
    <Stack>
      <Alert color="pine" title={t('setup.added', { count: added.length })}>
        {t('setup.passwords')}
      </Alert>
      <ErrorNote error={error} />
      <DataTable
        label={t('setup.added', { count: added.length })}
        rows={added}
        keyOf={({ line }) => String(line)}
        height={320}
        columns={[
          { key: 'name', label: t('people.name'), width: '1fr', render: nameOf },
          { key: 'email', label: t('field.email'), width: '1fr', isWide: true, render: ({ email }) => email },
          {
            key: 'password',
            label: t('field.password'),
            width: '1fr',
            render: ({ password }) => <code>{password}</code>,
          },
        ]}
      />
      <Problems problems={problems} />
      <Group justify="space-between">
        <Button
          variant="default"
          onClick={() => download('timeclock-passwords.csv', csvOf([['name', 'email', 'password'], ...rows]))}
        >
          {t('setup.downloadPasswords')}
        </Button>
        <Button onClick={onDone}>{finish}</Button>
      </Group>
    </Stack>
  )
}
