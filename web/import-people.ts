/**
 * Adds people line by line of a text, as many as the server takes at once. Everything is checked first, so that
 * nobody is added while any line is wrong, unless the good ones were asked for.
 */
import type { FieldError } from '../src/errors.ts'
import type { UserImportView } from '../src/features/people/user.contract.ts'
import { firstPassword, type PersonLine, randomBelow } from './people-lines.ts'

export interface Refused {
  line: number
  errors: readonly FieldError[]
}

export interface Added extends PersonLine {
  password: string
}

/** The server checks so many in one request, and adds so many: making their passwords safe takes its time. */
const atOnce = { check: 500, add: 100 }

export interface Sending {
  post: (body: object) => Promise<UserImportView>
  /** The branch of those whose line has none. */
  branch: string | undefined
  /** How many lines are done. */
  onProgress: (done: number) => void
}

const withPasswords = (people: readonly PersonLine[]): Added[] =>
  people.map((person) => ({ ...person, password: firstPassword(randomBelow) }))

async function sendParts(
  people: readonly Added[],
  { post, branch, onProgress }: Sending,
  what: keyof typeof atOnce,
  take: (person: Added, line: UserImportView['lines'][number]) => void,
): Promise<void> {
  const most = atOnce[what]
  for (let from = 0; from < people.length; from += most) {
    const part = people.slice(from, from + most)
    const { lines } = await post({
      people: part.map(({ line: _line, problem: _problem, ...person }) => ({
        ...person,
        branch: person.branch || (branch ?? ''),
      })),
      ...(what === 'check' ? { checkOnly: true } : { keepGood: true }),
      addDepartments: true,
    })
    for (const line of lines) take(part[line.index]!, line)
    onProgress(Math.min(people.length, from + most))
  }
}

/** The lines that could not be added. Nobody is. */
export async function checkPeople(people: readonly PersonLine[], sending: Sending): Promise<Refused[]> {
  const refused: Refused[] = []
  await sendParts(withPasswords(people), sending, 'check', (person, { state, errors }) => {
    if (state === 'refused') refused.push({ line: person.line, errors })
  })
  return refused
}

/**
 * Adds them, and hands over each part as it is kept: when a later one fails, those of the first have their passwords
 * nowhere else.
 */
export async function addPeople(
  people: readonly PersonLine[],
  sending: Sending,
  onKept: (added: Added[], refused: Refused[]) => void,
): Promise<void> {
  let added: Added[] = []
  let refused: Refused[] = []
  const onProgress = (done: number) => {
    onKept(added, refused)
    ;[added, refused] = [[], []]
    sending.onProgress(done)
  }
  await sendParts(withPasswords(people), { ...sending, onProgress }, 'add', (person, { state, errors }) => {
    if (state === 'added') added.push(person)
    else refused.push({ line: person.line, errors })
  })
}
