/**
 * Locked days are frozen: their rows stay as they were locked, whatever schedules and policies become.
 * Everything else is derived from the facts as always. Where the derivation of now would move a shift
 * over the edge of what is locked, the frozen shift stays where it is and the others go around it, so
 * that no hour is counted twice and none is lost.
 */
import type pg from 'pg'
import type { Mark } from '../../core/punch.ts'
import {
  deriveTimesheet,
  type Day,
  type Shift,
  type Timesheet,
  type TimesheetRules,
} from '../../core/timesheet.ts'

export interface Frozen {
  /** The numbers of the clock-ins of frozen shifts. */
  inSeqs: ReadonlySet<number>
  /** The ids of all their punches. */
  markIds: ReadonlySet<string>
}

/** A condition over `row`: true where a locked period of the person holds its work date. */
export const lockedRow = (row: string): string =>
  `exists (select 1 from person_periods p where p.user_id = ${row}.user_id and p.state = 'locked'
     and ${row}.work_date between p.from_date and p.to_date)`

/** The frozen shifts of these people; who has none is missing. */
export async function readFrozen(
  client: pg.ClientBase,
  userIds: readonly string[],
): Promise<Map<string, Frozen>> {
  const { rows } = await client.query<{ user_id: string; in_seqs: number[]; ids: (string | null)[] }>(
    `select a.user_id, array_agg(distinct a.in_seq) as in_seqs,
            array_agg(a.id::text) || array_agg(a.out_id::text) || array_agg(b.ids) filter (where b.ids is not null) as ids
       from attendance a
       left join lateral (select unnest(array[pause ->> 'startId', pause ->> 'endId']) as ids
                            from jsonb_array_elements(a.breaks) pause) b on true
      where a.user_id = any($1) and ${lockedRow('a')}
      group by a.user_id`,
    [userIds],
  )
  return new Map(
    rows.map((row) => [
      row.user_id,
      { inSeqs: new Set(row.in_seqs), markIds: new Set(row.ids.filter((id) => id !== null)) },
    ]),
  )
}

/** The same of stored rows that are at hand. */
export function frozenOf(shifts: readonly Record<string, unknown>[]): Frozen {
  const ids = shifts.flatMap((row) => {
    const pauses = row['breaks'] as { startId: string; endId: string | null }[]
    return [row['id'], row['out_id'], ...pauses.flatMap((pause) => [pause.startId, pause.endId])]
  })
  return {
    inSeqs: new Set(shifts.map((row) => row['in_seq'] as number)),
    markIds: new Set(ids.filter((id) => typeof id === 'string')),
  }
}

const nothing: Frozen = { inSeqs: new Set(), markIds: new Set() }

/** The shifts and days of the derived `sheet` that are to be written: those that are not frozen. */
export function withoutFrozen(
  sheet: Timesheet,
  marks: readonly Mark[],
  rules: TimesheetRules,
  frozen: Frozen = nothing,
  isLocked: (date: string) => boolean,
): { shifts: Shift[]; days: Day[] } {
  const fits = sheet.shifts.every((shift) => isLocked(shift.workDate) === frozen.inSeqs.has(shift.in.seq))
  const around = fits
    ? sheet
    : deriveTimesheet(
        marks.filter((mark) => !frozen.markIds.has(mark.id)),
        { ...rules, isLocked },
      )
  return {
    shifts: around.shifts.filter((shift) => !isLocked(shift.workDate)),
    days: around.days.filter((day) => !isLocked(day.workDate)),
  }
}
