import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { june, unsealedFact } from '../../test/marks.ts'
import {
  canonicalFact,
  correctMark,
  effectiveMarks,
  findChainFault,
  markOf,
  seal,
  type ChainEnd,
} from './ledger.ts'
import type { Fact, UnsealedFact } from './punch.ts'

/** Any function of the text will do, and of no text at all: FNV-1a, as hex. */
const hash = (text: string) => {
  let value = 0x811c9dc5
  for (const character of `${text}`) value = Math.imul(value ^ character.codePointAt(0)!, 0x01000193)
  return (value >>> 0).toString(16).padStart(8, '0')
}

const start: ChainEnd = { seq: 0, hash: '' }

function chain(...facts: UnsealedFact[]): Fact[] {
  const sealed: Fact[] = []
  for (const fact of facts) sealed.push(seal(sealed.at(-1) ?? start, fact, hash))
  return sealed
}

const four = chain(
  unsealedFact('in', { id: 'a', at: june('02 08:00') }),
  unsealedFact('out', { id: 'b', at: june('02 17:00') }),
  unsealedFact('amend', { id: 'c', at: june('02 07:30'), targetSeq: 1, reason: 'Forgot to clock in.' }),
  unsealedFact('in', { id: 'd', at: june('03 08:00') }),
)

describe('the chain', () => {
  test('numbers from 1 without gaps, each with the hash before it', () => {
    expect(four.map((fact) => fact.seq)).toEqual([1, 2, 3, 4])
    expect(four[0]!.prevHash).toBe('')
    expect(four.slice(1).map((fact) => fact.prevHash)).toEqual(four.slice(0, -1).map((fact) => fact.hash))
    expect(four.every((fact) => fact.hash === hash(canonicalFact(fact)))).toBe(true)
  })

  test('goes on from its end', () => {
    const next = seal({ seq: 4, hash: four[3]!.hash }, unsealedFact('out', { id: 'e' }), hash)
    expect(next).toMatchObject({ seq: 5, prevHash: four[3]!.hash, id: 'e' })
    expect(findChainFault([...four, next], hash)).toBeUndefined()
  })

  test('no facts, and facts as they were sealed, have no fault', () => {
    expect(findChainFault([], hash)).toBeUndefined()
    expect(findChainFault(four, hash)).toBeUndefined()
  })

  test.each<[string, Fact[], number, string]>([
    ['the first is missing', four.slice(1), 1, 'a fact is missing'],
    ['one in the middle is missing', four.toSpliced(1, 1), 2, 'a fact is missing'],
    ['one is there twice', four.toSpliced(1, 0, four[0]!), 2, 'a fact is missing'],
    [
      'a time is changed',
      four.with(1, { ...four[1]!, at: june('02 18:00') }),
      2,
      'the content does not match its hash',
    ],
    [
      'a hash is changed',
      four.with(1, { ...four[1]!, hash: '00000000' }),
      2,
      'the content does not match its hash',
    ],
    [
      'a fact is sealed anew, but not those after it',
      four.with(1, seal(four[0]!, unsealedFact('out', { id: 'b', at: june('02 18:00') }), hash)),
      3,
      'it does not follow the fact before it',
    ],
    [
      'the first follows something',
      [seal({ seq: 0, hash: 'ffffffff' }, unsealedFact('in'), hash)],
      1,
      'it does not follow the fact before it',
    ],
  ])('a fault: %s', (_name, facts, seq, problem) => {
    expect(findChainFault(facts, hash)).toEqual({ seq, problem })
  })

  test('an end that was cut off is not a fault of what is there: the head says how far it goes', () => {
    expect(findChainFault(four.slice(0, 2), hash)).toBeUndefined()
  })

  const other: { [Field in keyof Omit<Fact, 'hash'>]: Fact[Field] } = {
    userId: 'bob',
    seq: 9,
    id: 'z',
    kind: 'void',
    at: 1,
    timeZone: 'Europe/Madrid',
    offsetSeconds: 7200,
    localTime: '2025-06-02T10:00:00.000',
    recordedAt: 1,
    claimed: true,
    actorId: 'bob',
    source: 'api',
    targetSeq: 1,
    reason: 'r',
    description: 'd',
    location: 'l',
    latitude: 1,
    longitude: 1,
    accuracy: 1,
    branchId: 'x',
    flags: ['unverified'],
    idempotencyKey: 'k',
    prevHash: 'p',
  }

  test.each(Object.entries(other))('the hash covers %s', (field, value) => {
    const fact = four[0]!
    expect(canonicalFact({ ...fact, [field]: value })).not.toBe(canonicalFact(fact))
  })

  test('the layout is fixed: the hashes that are stored depend on it', () => {
    expect(canonicalFact(four[2]!)).toBe(
      JSON.stringify([
        1,
        'ada',
        3,
        'c',
        'amend',
        june('02 07:30'),
        'UTC',
        0,
        '2025-06-02T08:00:00.000',
        june('02 08:00'),
        false,
        'ada',
        'web',
        1,
        'Forgot to clock in.',
        null,
        null,
        null,
        null,
        null,
        null,
        [],
        null,
        four[1]!.hash,
      ]),
    )
  })

  test('a value cannot pass for its neighbour', () => {
    const fact = four[0]!
    expect(canonicalFact({ ...fact, reason: 'x', description: null })).not.toBe(
      canonicalFact({ ...fact, reason: null, description: 'x' }),
    )
    expect(canonicalFact({ ...fact, reason: '","x' })).not.toBe(
      canonicalFact({ ...fact, reason: '', description: 'x' }),
    )
  })
})

test('whatever is changed in whatever fact is found, at that fact or the next', () => {
  const change = fc.constantFrom<Partial<Fact>>(
    { at: june('09 09:00') },
    { actorId: 'eve' },
    { reason: 'another' },
    { flags: ['corrected'] },
    { prevHash: 'aaaaaaaa' },
    { hash: 'aaaaaaaa' },
  )
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 }), change, (i, changed) => {
      const facts = four.with(i, { ...four[i]!, ...changed })
      expect(findChainFault(facts, hash)?.seq).toBe(i + 1)
    }),
  )
})

describe('marks in force', () => {
  const [clockIn, clockOut] = four as [Fact, Fact]

  test('a mark has what its fact states', () => {
    const fact = seal(
      start,
      unsealedFact('in', {
        id: 'a',
        timeZone: 'Europe/Madrid',
        branchId: 'x',
        flags: ['unverified'],
        description: 'd',
        location: 'l',
        latitude: 1,
        longitude: 2,
        accuracy: 3,
      }),
      hash,
    )
    expect(markOf(fact)).toEqual({
      seq: 1,
      id: 'a',
      kind: 'in',
      at: june('02 08:00'),
      timeZone: 'Europe/Madrid',
      branchId: 'x',
      flags: ['unverified'],
      description: 'd',
      location: 'l',
      latitude: 1,
      longitude: 2,
      accuracy: 3,
    })
  })

  test.each([
    ['an amendment', { kind: 'amend' }],
    ['a removal', { kind: 'void' }],
    ['a fact without a time', { at: null }],
  ] as const)('%s is no mark', (_name, more) => {
    expect(() => markOf({ ...clockIn, ...more })).toThrow('Fact 1 is a correction, not a mark')
  })

  const correction = (kind: 'amend' | 'void', targetSeq: number, more: Partial<UnsealedFact> = {}) =>
    unsealedFact(kind, { id: 'x', targetSeq, at: kind === 'amend' ? june('02 07:30') : null, ...more })
  const inForce = (...corrections: UnsealedFact[]) =>
    effectiveMarks(
      chain(
        unsealedFact('in', {
          id: 'a',
          at: june('02 08:00'),
          description: 'early',
          location: 'gate',
          flags: ['unverified'],
        }),
        unsealedFact('out', { id: 'b', at: june('02 17:00') }),
        ...corrections,
      ),
    ).map((mark) => [mark.id, mark.at, mark.description, mark.location, mark.flags])
  const a = ['a', june('02 08:00'), 'early', 'gate', ['unverified']]
  const b = ['b', june('02 17:00'), null, null, []]

  test.each<[string, UnsealedFact[], unknown[]]>([
    ['no correction', [], [a, b]],
    ['another time', [correction('amend', 1)], [['a', june('02 07:30'), 'early', 'gate', ['unverified']], b]],
    [
      'another time and remark, and a flag more, once',
      [correction('amend', 1, { description: 'd', location: 'l', flags: ['corrected', 'unverified'] })],
      [['a', june('02 07:30'), 'd', 'l', ['unverified', 'corrected']], b],
    ],
    [
      'a second amendment goes on from the first',
      [correction('amend', 1, { description: 'd' }), correction('amend', 1, { at: june('02 07:45') })],
      [['a', june('02 07:45'), 'd', 'gate', ['unverified']], b],
    ],
    ['taken out', [correction('void', 1)], [b]],
    ['taken out, then amended: it stays out', [correction('void', 1), correction('amend', 1)], [b]],
    ['both taken out', [correction('void', 1), correction('void', 2)], []],
    ['a correction of no mark changes nothing', [correction('void', 77), correction('amend', 78)], [a, b]],
    ['a correction without a target changes nothing', [correction('void', 1, { targetSeq: null })], [a, b]],
    ['a removal that names a time takes out', [correction('void', 1, { at: june('02 07:00') })], [b]],
    ['an amendment without a time takes out', [correction('amend', 1, { at: null })], [b]],
  ])('%s', (_name, corrections, expected) => {
    expect(inForce(...corrections)).toEqual(expected)
  })

  test('an amendment brings its zone with it', () => {
    const amended = correctMark(markOf(clockIn), { ...clockOut, kind: 'amend', timeZone: 'Asia/Tokyo' })
    expect(amended).toMatchObject({ timeZone: 'Asia/Tokyo', kind: 'in', seq: 1, id: 'a' })
  })

  test('corrections apply in sequence, whatever order the facts are read in', () => {
    const facts = chain(
      unsealedFact('in', { id: 'a' }),
      correction('amend', 1, { at: june('02 07:30') }),
      correction('amend', 1, { at: june('02 07:45') }),
      unsealedFact('out', { id: 'b', at: june('02 17:00') }),
      correction('void', 4),
    )
    const expected = effectiveMarks(facts)
    expect(expected.map((mark) => [mark.id, mark.at])).toEqual([['a', june('02 07:45')]])
    fc.assert(
      fc.property(fc.shuffledSubarray(facts, { minLength: facts.length }), (shuffled) => {
        const copy = [...shuffled]
        expect(effectiveMarks(shuffled)).toEqual(expected)
        expect(shuffled).toEqual(copy)
      }),
    )
  })
})
