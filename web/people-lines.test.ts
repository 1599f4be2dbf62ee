import { describe, expect, test } from 'vitest'
import { firstPassword, readPeople } from './people-lines.ts'

const eva = {
  firstName: 'Eva',
  lastName: 'Evans',
  email: 'eva@example.com',
  department: '',
  employeeNumber: '',
  branch: '',
}

describe('people from a spreadsheet', () => {
  test.each([
    ['commas', 'Eva, Evans, eva@example.com'],
    ['semicolons', 'Eva;Evans;eva@example.com'],
    ['tabs', 'Eva\tEvans\teva@example.com'],
    ['quotes', '"Eva","Evans","eva@example.com"'],
    ['a mark of the byte order and Windows line ends', '\uFEFFEva,Evans,eva@example.com\r\n'],
  ])('with %s', (_what, text) => {
    expect(readPeople(text)).toEqual([{ ...eva, line: 1 }])
  })

  test('with headings in any order', () => {
    const text = 'E-Mail;Nachname;Vorname;Abteilung\neva@example.com;Evans;Eva;Montage'
    expect(readPeople(text)).toEqual([{ ...eva, department: 'Montage', line: 2 }])
  })

  test('with a separator and a line break inside of quotes', () => {
    const text = '"Eva","Evans, PhD","eva@example.com","A\nB"\nMax,Maier,max@example.com'
    const [first, second] = readPeople(text)
    expect(first).toMatchObject({ lastName: 'Evans, PhD', department: 'A\nB', line: 1 })
    expect(second).toMatchObject({ lastName: 'Maier', line: 3 })
  })

  test('names in every script stay as they are', () => {
    expect(readPeople('李,小龙,li@example.com\nأحمد,حسن,ah@example.com').map((one) => one.firstName)).toEqual(
      ['李', 'أحمد'],
    )
  })

  test('each bad line is named, and blank ones are nobody', () => {
    const lines = [
      'Eva,Evans,eva@example.com',
      '',
      'Max,Maier',
      'Ida,Ito,ida at example',
      'Eve,Evans,EVA@example.com',
    ]
    expect(readPeople(lines.join('\n')).map(({ line, problem }) => [line, problem])).toEqual([
      [1, undefined],
      [3, { kind: 'fields' }],
      [4, { kind: 'email' }],
      [5, { kind: 'twice', what: 'EVA@example.com', line: 1 }],
    ])
  })

  test('nothing is nobody', () => expect(readPeople(' \n \n')).toEqual([]))
})

test('a first password has no more than what can be read out', () => {
  expect(firstPassword(() => 0)).toBe('bababa-bababa-00')
})

test('what stands beyond the headings is not lost', () => {
  const text = '\uFEFFVorname;Nachname;E-Mail-Adresse\nEva;Evans;eva@example.com;Assembly;0042'
  expect(readPeople(text)[0]).toMatchObject({
    lastName: 'Evans',
    department: 'Assembly',
    employeeNumber: '0042',
  })
})
