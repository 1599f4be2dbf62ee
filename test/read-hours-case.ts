/** Reads the texts of hours-cases.ts: instants of work, and the figures that are expected. */
import type { Mark, MarkKind } from '../src/core/punch.ts'
import { addDays } from '../src/core/calendar.ts'
import { resolveLocal } from '../src/core/zone.ts'
import { mark } from './marks.ts'
import type { HoursCase } from './hours-cases.ts'

/** The punches of a case, in order of their lines. */
export function punchesOf({ zone, work }: HoursCase): { kind: MarkKind; at: number }[] {
  return work.flatMap((line) => {
    const match = /^(\S+) ([\d:]+)-([\d:]+)(?: \((.*)\))?$/.exec(line)
    if (!match) throw new RangeError(`"${line}" is no work.`)
    const [, date = '', start = '', end = '', breaks] = match
    const at = (time: string): number => {
      const hours = Number(time.slice(0, 2))
      const wall = `${String(hours % 24).padStart(2, '0')}${time.slice(2)}`
      return resolveLocal(zone, addDays(date, Math.floor(hours / 24)), wall).instant
    }
    const pauses = (breaks?.split(', ') ?? []).flatMap((pause) => {
      const [from = '', to = ''] = pause.split('-')
      return [
        { kind: 'break_start' as const, at: at(from) },
        { kind: 'break_end' as const, at: at(to) },
      ]
    })
    return [{ kind: 'in' as const, at: at(start) }, ...pauses, { kind: 'out' as const, at: at(end) }]
  })
}

export const marksOfCase = (one: HoursCase): Mark[] =>
  punchesOf(one).map(({ kind, at }, i) => mark(kind, at, { seq: i + 1, timeZone: one.zone }))

const fields: Record<string, string> = {
  regular: 'regularSeconds',
  overtime: 'overtimeSeconds',
  double: 'doubleSeconds',
  worked: 'workedSeconds',
  night: 'nightSeconds',
  break: 'breakSeconds',
  'paid break': 'paidBreakSeconds',
  deducted: 'deductedSeconds',
  holiday: 'holidaySeconds',
  'rest day': 'restDaySeconds',
  late: 'lateMinutes',
  early: 'earlyMinutes',
}

/** The figures that a text names, as a day has them; with the codes of its findings, where it names them. */
export function figuresOf(text: string): { figures: Record<string, number>; findings: string[] | undefined } {
  const [named = '', found] = text.split(';')
  const figures: Record<string, number> = { regularSeconds: 0, overtimeSeconds: 0, doubleSeconds: 0 }
  for (const one of named.split(', ')) {
    const [, amount = '', name = ''] = /^([\d:]+) (.+)$/.exec(one.trim()) ?? []
    const field = fields[name]
    if (!field) throw new RangeError(`"${one}" is no figure.`)
    const [hours = 0, minutes, seconds = 0] = amount.split(':').map(Number)
    figures[field] = minutes === undefined ? hours : hours * 3600 + minutes * 60 + seconds
  }
  figures['payableSeconds'] =
    figures['regularSeconds']! + figures['overtimeSeconds']! + figures['doubleSeconds']!
  const codes = found
    ?.split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '')
  return { figures, findings: codes }
}
