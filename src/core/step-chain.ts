/**
 * The chain of steps: what people ask, say and decide about a person's hours. As with the facts,
 * each has the next number of its person, and its hash covers its content and the hash before it.
 */
import type { ChainEnd, Hash } from './ledger.ts'

export const stepSubjects = ['correction', 'exception', 'period'] as const
export type StepSubject = (typeof stepSubjects)[number]

export interface Step {
  /** Whose hours it is about. */
  userId: string
  seq: number
  subject: StepSubject
  subjectId: string
  action: string
  /** Epoch milliseconds. */
  at: number
  actorId: string
  comment: string | null
  /** What was asked or decided, as JSON. */
  content: Readonly<Record<string, unknown>>
  prevHash: string
  hash: string
}

export type UnsealedStep = Omit<Step, 'seq' | 'prevHash' | 'hash'>

/** What a hash covers. The leading number is the layout's version; keys of the content are sorted. */
export function canonicalStep(step: Omit<Step, 'hash'>): string {
  const { userId, seq, subject, subjectId, action, at, actorId, comment, content, prevHash } = step
  const fields = [1, userId, seq, subject, subjectId, action, at, actorId, comment, content, prevHash]
  return JSON.stringify(fields, sortedKeys)
}

/** A replacer for `JSON.stringify`: the database keeps no order of keys. */
export function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

export function sealStep(end: ChainEnd, step: UnsealedStep, hash: Hash): Step {
  const numbered = { ...step, seq: end.seq + 1, prevHash: end.hash }
  return { ...numbered, hash: hash(canonicalStep(numbered)) }
}

export interface StepFault {
  seq: number
  problem: string
}

/**
 * The first fault of one person's steps, given in order of their numbers; `undefined` when intact.
 * `head` is where the chain should end.
 */
export function findStepFault(steps: readonly Step[], head: ChainEnd, hash: Hash): StepFault | undefined {
  let end: ChainEnd = { seq: 0, hash: '' }
  for (const step of steps) {
    if (step.seq !== end.seq + 1) return { seq: end.seq + 1, problem: 'a step is missing' }
    if (hash(canonicalStep(step)) !== step.hash) {
      return { seq: step.seq, problem: 'the content does not match its hash' }
    }
    if (step.prevHash !== end.hash) return { seq: step.seq, problem: 'it does not follow the step before it' }
    end = step
  }
  if (end.seq !== head.seq || end.hash !== head.hash) {
    const problem =
      end.seq < head.seq
        ? `the head says number ${head.seq}, the steps end at ${end.seq}: steps are missing at the end`
        : `the steps end at number ${end.seq}, the head is not of it`
    return { seq: Math.min(end.seq, head.seq) + (end.seq === head.seq ? 0 : 1), problem }
  }
  return undefined
}
