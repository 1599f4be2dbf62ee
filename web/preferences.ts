/** What a person chose on this device, beside the language: kept in the browser, known to nobody else. */
import { createSignal } from './signal.ts'

export const hourStyles = ['clock', 'decimal'] as const
export type HourStyle = (typeof hourStyles)[number]

const remembered = 'timeclock.hours'

export const hourStyle = createSignal<HourStyle>(
  localStorage.getItem(remembered) === 'decimal' ? 'decimal' : 'clock',
)

export function chooseHourStyle(style: HourStyle): void {
  localStorage.setItem(remembered, style)
  hourStyle.set(style)
}
