/**
 * What tells one state of a shift from another: its marks and their instants. A correction names the
 * versions that it was based on, so that nobody decides about a shift that has changed meanwhile.
 */
import type { Hash } from './ledger.ts'

export interface VersionedShift {
  status: string
  in_seq: number
  out_seq: number | null
  /** Epoch milliseconds. */
  started_at: number
  ended_at: number | null
  breaks: readonly { start: number; end: number | null }[]
}

/** 16 hex digits. */
export function recordVersion(shift: VersionedShift, hash: Hash): string {
  const { status, in_seq, out_seq, started_at, ended_at, breaks } = shift
  const pauses = breaks.map(({ start, end }) => [start, end])
  return hash(JSON.stringify([status, in_seq, out_seq, started_at, ended_at, pauses])).slice(0, 16)
}
