/** What somebody reads whose punch is refused, with the shift that is in its way. */
import type { Refusal } from '../../core/decide.ts'
import { localDate, localTime } from '../../core/zone.ts'
import { AppError, type ErrorCode } from '../../errors.ts'
import type { PersonAccount } from './person-account.ts'
import { presentShift } from './present-punch.ts'
import type { PunchRequest } from './record-punch.ts'

export function refusalError(
  refusal: Refusal,
  request: PunchRequest,
  account: PersonAccount,
  now: number,
): AppError {
  const shift = account.after.shifts.find((one) => one.in.seq === refusal.shift?.in.seq)
  const since = shift
    ? `${localTime(shift.in.timeZone, shift.in.at).slice(0, 5)} on ${localDate(shift.in.timeZone, shift.in.at)}`
    : ''
  const { code, message } = explain(refusal, since)
  const errors = code === 'out_before_in' ? [{ field: request.timeField, message }] : undefined
  return new AppError(code, message, {
    ...(errors ? { errors } : {}),
    ...(shift ? { data: presentShift(request.userId, shift, account.rules, now) } : {}),
  })
}

function explain(refusal: Refusal, since: string): { code: ErrorCode; message: string } {
  const messages: Record<Refusal['code'], [ErrorCode, string]> = {
    already_clocked_in: ['already_clocked_in', `Already clocked in since ${since}. Clock out first.`],
    not_clocked_in: ['not_clocked_in', 'Not clocked in at that time. Clock in first.'],
    already_on_break: ['already_on_break', 'Already on a break. End the break first.'],
    not_on_break: ['not_on_break', 'Not on a break at that time. Start the break first.'],
    overlapping_shift: [
      'overlapping_shift',
      `The time lies inside a shift that is recorded already, from ${since}.`,
    ],
    out_before_in: [
      'out_before_in',
      `The clock-out must be later than the clock-in of ${since}. Check the time and the date.`,
    ],
    shift_too_long: [
      'not_clocked_in',
      `The shift since ${since} was never clocked out and is too long to end now. Clock out with the time at which it ended, or have it corrected.`,
    ],
  }
  const [code, message] = messages[refusal.code]
  return { code, message }
}
