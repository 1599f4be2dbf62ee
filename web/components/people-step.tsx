/** Adds people from pasted lines or a CSV file: each bad line is named, the good ones are kept on request. */
import { Alert, Button, FileButton, Group, List, Stack, Table, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import type { UserImportView } from '../../src/features/people/user.contract.ts'
import { getAll, post } from '../api.ts'
import { csvOf, download } from '../download.ts'
import { apiPaths } from '../paths.ts'
import { firstPassword, type PersonLine, randomBelow, readPeople } from '../people-lines.ts'
import { type Translate, useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'

interface Problem {
  line: number
  text: string
}

interface Added extends PersonLine {
  password: string
}

/** What the server takes in one request. */
const mostLines = 500

export function PeopleStep({ onDone }: { onDone: () => void }) {
  const { t } = useTexts()
  const [text, setText] = useState('')
  const [problems, setProblems] = useState<Problem[]>([])
  const [added, setAdded] = useState<Added[]>([])
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)
  const people = readPeople(text)
  const bad = new Set(problems.map(({ line }) => line))
  const good = people.filter(({ line, problem }) => !problem && !bad.has(line))

  function change(next: string): void {
    setText(next)
    setProblems([])
    setError(undefined)
  }

  async function add(keepGood: boolean): Promise<void> {
    const own = people.flatMap((person) =>
      person.problem ? [{ line: person.line, text: wordsFor(t, person) }] : [],
    )
    if (own.length > 0 && !keepGood) return setProblems(own)
    setBusy(true)
    try {
      const { made, refused } = await send(
        people.filter(({ problem }) => !problem),
        keepGood,
      )
      setProblems([...own, ...refused].sort((a, b) => a.line - b.line))
      if (made.length > 0) setAdded(made)
      setError(undefined)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }

  if (added.length > 0) return <AddedPeople added={added} problems={problems} onDone={onDone} />
  return (
    <Stack>
      <Text>{t('setup.peopleText')}</Text>
      <Textarea
        aria-label={t('setup.people')}
        placeholder={t('setup.peopleExample')}
        autosize
        minRows={6}
        maxRows={14}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <FileButton
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        onChange={(file) => void file?.text().then(change)}
      >
        {(props) => (
          <Button variant="default" {...props}>
            {t('setup.chooseFile')}
          </Button>
        )}
      </FileButton>
      <ErrorNote error={error} />
      <Problems problems={problems} />
      <Group justify="space-between">
        <Button variant="subtle" onClick={onDone}>
          {t('setup.skip')}
        </Button>
        {problems.length > 0 && good.length > 0 ? (
          <Button loading={isBusy} onClick={() => void add(true)}>
            {t('setup.keepGood', { count: good.length })}
          </Button>
        ) : (
          <Button
            loading={isBusy}
            disabled={people.length === 0 || problems.length > 0}
            onClick={() => void add(false)}
          >
            {people.length === 0 ? t('setup.noLines') : t('setup.addPeople', { count: people.length })}
          </Button>
        )}
      </Group>
    </Stack>
  )
}

/** The only branch is everybody's; with more of them, an administrator says later who belongs where. */
async function onlyBranch(): Promise<string | undefined> {
  const branches = await getAll<{ id: string }>(apiPaths.branches, {}, 2)
  return branches.length === 1 ? branches[0]!.id : undefined
}

async function send(people: PersonLine[], keepGood: boolean): Promise<{ made: Added[]; refused: Problem[] }> {
  const branch = await onlyBranch()
  const made: Added[] = []
  const refused: Problem[] = []
  for (let from = 0; from < people.length; from += mostLines) {
    const part = people
      .slice(from, from + mostLines)
      .map((person) => ({ ...person, password: firstPassword(randomBelow) }))
    const body = {
      people: part.map(({ firstName, lastName, email, department, employeeNumber, password }) => ({
        ...{ firstName, lastName, email, department, employeeNumber, password },
        ...(branch !== undefined && { branch }),
      })),
      keepGood,
      addDepartments: true,
    }
    const { lines } = await post<UserImportView>(apiPaths.importUsers, { body })
    for (const { index, state, errors } of lines) {
      const person = part[index]!
      if (state === 'added') made.push(person)
      if (state === 'refused')
        refused.push({ line: person.line, text: errors.map(({ message }) => message).join(' ') })
    }
    if (refused.length > 0 && !keepGood) break
  }
  return { made, refused }
}

function wordsFor(t: Translate, { problem, email }: PersonLine): string {
  if (problem?.kind === 'email') return t('setup.lineEmail', { email })
  return problem?.kind === 'twice'
    ? t('setup.lineTwice', { email, line: problem.line })
    : t('setup.lineFields')
}

function Problems({ problems }: { problems: Problem[] }) {
  const { t } = useTexts()
  if (problems.length === 0) return null
  return (
    <Alert color="red" variant="light" title={t('setup.badLines', { count: problems.length })} role="alert">
      <List size="sm">
        {problems.map(({ line, text }) => (
          <List.Item key={line}>
            <strong>{t('setup.line', { line })}</strong> {text}
          </List.Item>
        ))}
      </List>
    </Alert>
  )
}

function AddedPeople({
  added,
  problems,
  onDone,
}: {
  added: Added[]
  problems: Problem[]
  onDone: () => void
}) {
  const { t } = useTexts()
  const rows = added.map(({ firstName, lastName, email, password }) => [
    `${firstName} ${lastName}`,
    email,
    password,
  ])
  return (
    <Stack>
      <Alert color="pine" title={t('setup.added', { count: added.length })}>
        {t('setup.passwords')}
      </Alert>
      <Table.ScrollContainer minWidth={420} mah={320}>
        <Table striped>
          <Table.Tbody>
            {rows.map(([name, email, password]) => (
              <Table.Tr key={email}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>{email}</Table.Td>
                <Table.Td>
                  <code>{password}</code>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Problems problems={problems} />
      <Group justify="space-between">
        <Button
          variant="default"
          onClick={() => download('timeclock-passwords.csv', csvOf([['name', 'email', 'password'], ...rows]))}
        >
          {t('setup.downloadPasswords')}
        </Button>
        <Button onClick={onDone}>{t('setup.finish')}</Button>
      </Group>
    </Stack>
  )
}
