import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import {
  correctionActions,
  correctionStates,
  mayDecideOwn,
  nextCorrectionState,
  ownApprovals,
} from './correction.ts'
import { roles } from './permission.ts'
import { recordVersion, type VersionedShift } from './record-version.ts'
import { findStepFault, sealStep, type Step, type UnsealedStep } from './step-chain.ts'

const echo = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('a correction', () => {
  it('is decided once, by who may', () => {
    const found: Record<string, string> = {}
    for (const action of correctionActions) {
      for (const state of correctionStates) {
        const next = nextCorrectionState(action, state)
        if (next) found[`${action} ${state}`] = next
      }
    }
    expect(found).toEqual({
      'approve requested': 'approved',
      'refuse requested': 'refused',
      'agree proposed': 'approved',
      'disagree proposed': 'refused',
      'withdraw requested': 'withdrawn',
      'withdraw proposed': 'withdrawn',
    })
  })

  it("of one's own hours is decided by others, unless the company says otherwise", () => {
    const allowed = ownApprovals.map((own) => [own, roles.filter((role) => mayDecideOwn(role, own))])
    expect(Object.fromEntries(allowed)).toEqual({
      nobody: [],
      administrators: ['admin'],
      everyone: ['employee', 'manager', 'admin'],
    })
  })
})

describe('the version of a record', () => {
  const shift = (change: Partial<VersionedShift> = {}): VersionedShift => ({
    status: 'complete',
    in_seq: 1,
    out_seq: 2,
    started_at: 1000,
    ended_at: 5000,
    breaks: [{ start: 2000, end: 3000 }],
    ...change,
  })
  const version = (one: VersionedShift) => recordVersion(one, (text) => text.padEnd(16))

  it.each([
    ['status', { status: 'open' }],
    ['clock-in', { in_seq: 3 }],
    ['clock-out', { out_seq: 4 }],
    ['start', { started_at: 1001 }],
    ['end', { ended_at: null }],
    ['break', { breaks: [{ start: 2000, end: null }] }],
  ])('changes with its %s', (_, change) => {
    const text = (one: VersionedShift) => {
      let hashed = ''
      recordVersion(one, (given) => (hashed = given))
      return hashed
    }
    expect(text(shift(change))).not.toBe(text(shift()))
    expect(text(shift({ ...shift() }))).toBe(text(shift()))
  })

  it('has 16 digits', () => {
    expect(version(shift())).toHaveLength(16)
  })
})

describe('the chain of steps', () => {
  const step = (change: Partial<UnsealedStep> = {}): UnsealedStep => ({
    userId: 'eva',
    subject: 'correction',
    subjectId: 'c1',
    action: 'request',
    at: 1000,
    actorId: 'eva',
    comment: null,
    content: { b: 1, a: { d: 1, c: 2 } },
    ...change,
  })
  const chain = (...steps: UnsealedStep[]): Step[] => {
    const sealed: Step[] = []
    for (const one of steps) sealed.push(sealStep(sealed.at(-1) ?? { seq: 0, hash: '' }, one, echo))
    return sealed
  }
  const whole = chain(step(), step({ action: 'approve', actorId: 'max' }), step({ subjectId: 'c2' }))

  const head = whole[2]!

  it('is whole as it was made, whatever order the content comes in', () => {
    expect(findStepFault(whole, head, echo)).toBeUndefined()
    const other = { ...whole[0]!, content: { a: { c: 2, d: 1 }, b: 1 } }
    expect(findStepFault([other, ...whole.slice(1)], head, echo)).toBeUndefined()
    expect(findStepFault([], { seq: 0, hash: '' }, echo)).toBeUndefined()
  })

  it.each([
    ['a changed comment', [whole[0]!, { ...whole[1]!, comment: 'x' }, whole[2]!], 2, /content/],
    ['a changed content', [{ ...whole[0]!, content: { b: 2 } }, ...whole.slice(1)], 1, /content/],
    ['a step that is gone', [whole[0]!, whole[2]!], 2, /missing/],
    ['an end that is cut off', whole.slice(0, 1), 2, /^the head says number 3, the steps end at 1/],
    ['no step left', [], 1, /^the head says number 3, the steps end at 0/],
    ['a chain without its begin', whole.slice(1), 1, /missing/],
    [
      'a step of another chain',
      [whole[0]!, { ...sealStep({ seq: 1, hash: 'other' }, step(), echo) }],
      2,
      /follow/,
    ],
  ])('breaks with %s', (_, steps, seq, problem) => {
    expect(findStepFault(steps, head, echo)).toMatchObject({ seq, problem: expect.stringMatching(problem) })
  })

  it.each([
    ['before the end', whole[1]!, 3],
    ['of another chain', { seq: 3, hash: 'other' }, 3],
  ])('breaks with a head %s', (_, other, seq) => {
    expect(findStepFault(whole, other, echo)).toEqual({
      seq,
      problem: 'the steps end at number 3, the head is not of it',
    })
  })
})
