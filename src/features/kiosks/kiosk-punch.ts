/** A punch at a kiosk: the person's own, recorded where the kiosk stands. */
import { sha256 } from '../../sha256.ts'
import type { Context } from '../../context.ts'
import { flags, type MarkKind } from '../../core/punch.ts'
import { formatInstant, localTime } from '../../core/zone.ts'
import type { Device } from '../../http/route.ts'
import type { Answer } from '../timeclock/punch-writer.ts'
import { submitPunch, type AcceptedPunch } from '../timeclock/record-punch.ts'
import type { Holder } from './credential.queries.ts'

export interface KioskPunch {
  kind: MarkKind
  /** When it happened, by the kiosk's clock; undefined for now. */
  at: string | undefined
  /** Made on the device; it counts once. Undefined where the device sends none. */
  key: string | undefined
  /** It waited on the device: what can not count is kept all the same, for a manager to admit. */
  isQueued: boolean
}

const noRemark = { description: null, location: null, latitude: null, longitude: null, accuracy: null }

/** Records it, or answers the refusal; throws only what is a fault. */
export async function punchAtKiosk(
  context: Context,
  { kioskId, branchId }: Device,
  person: Holder,
  { kind, at, key, isQueued }: KioskPunch,
): Promise<Answer> {
  const isElsewhere = person.branch_id !== null && person.branch_id !== branchId
  // Without the time: a punch that was sent at once, and waits because its answer was lost, states one then.
  const asked = JSON.stringify([person.id, kind])
  return submitPunch(context, {
    kind,
    userId: person.id,
    callerId: person.id,
    stated: { time: at, date: undefined },
    timeField: 'at',
    remark: noRemark,
    source: 'kiosk',
    isQueued,
    place: { branchId, flags: isElsewhere ? [flags.otherBranch] : [] },
    idempotency:
      key === undefined
        ? undefined
        : {
            key: `kiosk ${kioskId} ${key}`,
            requestHash: sha256(asked),
          },
    present: (accepted) => ({
      status: 201,
      body: {
        status: 'success',
        message: messages[kind],
        data: { displayName: displayName(person), ...presentPunch(kind, accepted) },
      },
    }),
  })
}

export const displayName = ({ first_name, last_name }: Holder): string => `${first_name} ${last_name}`

const messages: Record<MarkKind, string> = {
  in: 'Clock-in recorded successfully',
  out: 'Clock-out recorded successfully',
  break_start: 'Break start recorded successfully',
  break_end: 'Break end recorded successfully',
}

/** No more than a screen in a hall should show. */
function presentPunch(kind: MarkKind, { id, at, timeZone, shift, flags: marks }: AcceptedPunch) {
  return {
    id,
    kind,
    at: formatInstant(timeZone, at),
    localTime: localTime(timeZone, at),
    workDate: shift.workDate,
    workedSeconds: shift.workedSeconds,
    lateMinutes: shift.lateMinutes,
    flags: [...marks],
  }
}
