/**
 * Refused punches that tell of a mistake: a clock-out without a clock-in, a stated time inside a shift
 * that is recorded already. Kept beside the ledger, one row a day and kind, for the list of exceptions.
 */
import type pg from 'pg'
import type { Refusal } from '../../core/decide.ts'
import type { MarkKind, Source } from '../../core/punch.ts'
import type { ResolvedTime } from '../../core/stated-time.ts'
import { localDate } from '../../core/zone.ts'
import type { PersonAccount } from './person-account.ts'

export interface RefusedPunch {
  userId: string
  workDate: string
  code: 'missing_in' | 'overlap_refused'
  kind: MarkKind
  at: number
  recordedAt: number
  source: Source
  actorId: string
}

/** What is worth keeping of a refusal: nothing, or one. */
export function refusedPunch(
  refusal: Refusal,
  request: { kind: MarkKind; source: Source; callerId: string },
  account: PersonAccount,
  time: ResolvedTime,
  now: number,
): RefusedPunch[] {
  const code = codeOf(refusal, request.kind, time.claimed)
  if (!code) return []
  return [
    {
      userId: account.head.user_id,
      workDate: localDate(account.zone, time.at),
      code,
      kind: request.kind,
      at: time.at,
      recordedAt: now,
      source: request.source,
      actorId: request.callerId,
    },
  ]
}

function codeOf(refusal: Refusal, kind: MarkKind, claimed: boolean): RefusedPunch['code'] | undefined {
  if (kind === 'out' && refusal.code === 'not_clocked_in') return 'missing_in'
  return claimed && refusal.code === 'overlapping_shift' ? 'overlap_refused' : undefined
}

export async function noteRefused(pool: pg.Pool, punch: RefusedPunch): Promise<void> {
  await pool.query(
    `insert into refused_punches as r (user_id, work_date, code, kind, at, recorded_at, source, actor_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (user_id, work_date, code, kind) do update
       set at = excluded.at, recorded_at = excluded.recorded_at, times = r.times + 1`,
    [
      punch.userId,
      punch.workDate,
      punch.code,
      punch.kind,
      new Date(punch.at),
      new Date(punch.recordedAt),
      punch.source,
      punch.actorId,
    ],
  )
}
