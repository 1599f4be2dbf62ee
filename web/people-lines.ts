/**
 * People from a spreadsheet, pasted or as CSV: separated by commas, semicolons or tabs, with or without quotes and a
 * first line of headings. Each line is read by itself, so that a wrong one can be named.
 */

export interface PersonLine {
  /** As a spreadsheet counts: the first is 1. */
  line: number
  firstName: string
  lastName: string
  email: string
  department: string
  employeeNumber: string
  /** By its name. */
  branch: string
  /** What is wrong with it, before the server is asked. */
  problem?: { kind: 'fields' } | { kind: 'email' } | { kind: 'twice'; what: string; line: number }
}

const columns = ['firstName', 'lastName', 'email', 'department', 'employeeNumber', 'branch'] as const
type Column = (typeof columns)[number]

/** Headings that people write, in the languages of the app. */
const headings: Record<string, Column> = {
  'first name': 'firstName',
  firstname: 'firstName',
  'given name': 'firstName',
  nombre: 'firstName',
  vorname: 'firstName',
  'last name': 'lastName',
  lastname: 'lastName',
  surname: 'lastName',
  apellido: 'lastName',
  apellidos: 'lastName',
  nachname: 'lastName',
  email: 'email',
  'e-mail': 'email',
  'e-mail address': 'email',
  mail: 'email',
  'email address': 'email',
  'e-mail-adresse': 'email',
  'correo electrónico': 'email',
  correo: 'email',
  department: 'department',
  departamento: 'department',
  abteilung: 'department',
  'employee number': 'employeeNumber',
  number: 'employeeNumber',
  número: 'employeeNumber',
  personalnummer: 'employeeNumber',
  'número de empleado': 'employeeNumber',
  branch: 'branch',
  sede: 'branch',
  standort: 'branch',
}

const emailShape = /^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\.]+(\.[^\s@"(),:;<>[\]\\.]+)*$/u

/** The people of a text; blank lines count, but are nobody. */
export function readPeople(text: string): PersonLine[] {
  const rows = readRows(text)
  const first = rows.find(({ cells }) => cells.some((cell) => cell !== ''))
  if (!first) return []
  const named = first.cells.map((cell) => headings[cell.toLowerCase()])
  const hasHeadings = named.filter((column) => column !== undefined).length >= 2
  // What stands beyond the headings is read as without them: a department, then a number.
  const order = hasHeadings ? [...named, ...columns.filter((column) => !named.includes(column))] : columns
  const lines = rows
    .filter((row) => row.cells.some((cell) => cell !== '') && !(hasHeadings && row === first))
    .map(({ line, cells }) => toPerson(line, cells, order))
  return withoutDoubles(lines)
}

function toPerson(line: number, cells: string[], order: readonly (Column | undefined)[]): PersonLine {
  const person: PersonLine = {
    line,
    firstName: '',
    lastName: '',
    email: '',
    department: '',
    employeeNumber: '',
    branch: '',
  }
  for (const [index, column] of order.entries()) if (column) person[column] = cells[index] ?? ''
  if (!person.firstName || !person.lastName || !person.email)
    return { ...person, problem: { kind: 'fields' } }
  return emailShape.test(person.email) ? person : { ...person, problem: { kind: 'email' } }
}

/** Two people cannot share an address or a number: the second line is told where the first is. */
function withoutDoubles(lines: PersonLine[]): PersonLine[] {
  const seen = new Map<string, number>()
  return lines.map((person) => {
    if (person.problem) return person
    const own = [person.email.toLowerCase(), person.employeeNumber && `number ${person.employeeNumber}`]
    const twice = own.find((what) => what !== '' && seen.has(what))
    if (twice !== undefined) {
      const what = twice === own[0] ? person.email : person.employeeNumber
      return { ...person, problem: { kind: 'twice', what, line: seen.get(twice)! } }
    }
    for (const what of own) if (what !== '') seen.set(what, person.line)
    return person
  })
}

interface Row {
  line: number
  cells: string[]
}

/** The sign that stands most often in the first line separates. */
function separatorOf(text: string): string {
  const head = text.split(/\r?\n/, 1)[0] ?? ''
  const count = (sign: string): number => head.split(sign).length
  return ['\t', ';', ','].reduce((best, sign) => (count(sign) > count(best) ? sign : best))
}

function readRows(text: string): Row[] {
  const plain = text.replace(/^\uFEFF/, '')
  const separator = separatorOf(plain)
  const rows: Row[] = []
  let cells: string[] = []
  let cell = ''
  let isQuoted = false
  let line = 1
  let startedAt = 1
  const endCell = () => {
    cells.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    rows.push({ line: startedAt, cells })
    cells = []
    startedAt = line
  }
  for (let i = 0; i < plain.length; i++) {
    const sign = plain[i]!
    if (sign === '\n') line++
    if (isQuoted) {
      if (sign === '"' && plain[i + 1] === '"') cell += plain[i++]!
      else if (sign === '"') isQuoted = false
      else cell += sign
    } else if (sign === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (sign === separator) endCell()
    else if (sign === '\n') endRow()
    else cell += sign
  }
  endRow()
  return rows
}

/** A first password that can be read out: 43 bits, and the server slows down whoever guesses. */
export function firstPassword(random: (most: number) => number): string {
  const letter = (letters: string): string => letters[random(letters.length)]!
  const syllables = (count: number): string =>
    Array.from({ length: count }, () => letter('bdfgklmnprstvz') + letter('aeiou')).join('')
  return `${syllables(3)}-${syllables(3)}-${random(10)}${random(10)}`
}

/** A whole number below `most`, each as likely as the other. */
export function randomBelow(most: number): number {
  const limit = Math.floor(256 / most) * most
  const [byte] = crypto.getRandomValues(new Uint8Array(1))
  return byte! < limit ? byte! % most : randomBelow(most)
}
