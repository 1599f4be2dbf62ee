/** The worked examples of docs/rules.md that are tables: each row is computed and must come out as it says. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { accountDays, type DayAccount } from '../src/core/apply-policy.ts'
import { addDays } from '../src/core/calendar.ts'
import type { WorkedShift } from '../src/core/payable-time.ts'
import { completePolicy, type Policy, type PolicyInput } from '../src/core/policy.ts'
import { findPreset } from '../src/core/presets.ts'
import { roundWallTime, type RoundingRule } from '../src/core/rounding.ts'
import { localDate, resolveLocal } from '../src/core/zone.ts'

const rules = readFileSync(path.resolve(import.meta.dirname, '..', 'docs', 'rules.md'), 'utf8')

/** The rows of all tables with this head. */
function rowsOf(head: string): string[][] {
  return rules
    .split('\n\n')
    .filter((block) => block.startsWith(head))
    .flatMap((block) => block.trim().split('\n').slice(2))
    .map((row) =>
      row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
}

const inCode = (cell: string): string => cell.replaceAll('`', '')

const roundingRows = rowsOf('| Rule | Marks | Rounded |')
const policyRows = rowsOf('| Policy | Work | Gives |')

test('the tables are found', () => {
  expect(roundingRows.length).toBeGreaterThan(5)
  expect(policyRows.length).toBeGreaterThan(20)
})

test.each(roundingRows)('%s: %s', (rule, marks, rounded) => {
  const to = (mark: string) =>
    roundWallTime(mark, JSON.parse(inCode(rule!)) as RoundingRule).replace(/:00$/, '')
  expect(marks!.split(' ').map(to)).toEqual(rounded!.split(' '))
})

const zone = 'Europe/Berlin'
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const dateOf = (weekday: string): string => addDays('2025-06-01', weekdays.indexOf(weekday))

function span(date: string, text: string) {
  const at = (time: string): number => {
    const hours = Number(time.slice(0, 2))
    const wall = `${String(hours % 24).padStart(2, '0')}${time.slice(2)}`
    return resolveLocal(zone, addDays(date, Math.floor(hours / 24)), wall).instant
  }
  const [start = '', end = ''] = text.split('-')
  return { start: at(start), end: at(end) }
}

/** `Mon 08:00-17:00 (12:00-12:30) planned 08:00-16:00`. */
function shiftOf(text: string): WorkedShift {
  const match = /^(\w{3}) ([\d:-]+)(?: \(([^)]*)\))?(?: planned ([\d:-]+))?$/.exec(text)
  const [, weekday = '', work = '', breaks, planned] = match ?? []
  const date = dateOf(weekday)
  const whole = span(date, work)
  return {
    ...whole,
    workDate: localDate(zone, whole.start),
    timeZone: zone,
    breaks: breaks === undefined ? [] : breaks.split(', ').map((one) => span(date, one)),
    planned: planned === undefined ? null : span(date, planned),
  }
}

const fields: Record<string, keyof DayAccount> = {
  worked: 'workedSeconds',
  paid: 'payableSeconds',
  break: 'breakSeconds',
  'paid break': 'paidBreakSeconds',
  deducted: 'deductedSeconds',
  regular: 'regularSeconds',
  overtime: 'overtimeSeconds',
  double: 'doubleSeconds',
  night: 'nightSeconds',
  'rest day': 'restDaySeconds',
}

function policyOf(cell: string): Policy {
  const text = inCode(cell)
  return text.startsWith('{') ? completePolicy(JSON.parse(text) as PolicyInput) : findPreset(text)!.rules
}

test.each(policyRows)('%s: %s', (policy, work, gives) => {
  const version = { id: 'v', name: 'v', policy: policyOf(policy!) }
  const days = accountDays(work!.split('; ').map(shiftOf), {
    policyOn: () => version,
    holidayOn: () => undefined,
  })
  for (const claim of gives!.split(', ')) {
    const [, hours = '', minutes = '', name = '', weekday] =
      /^(\d+):(\d\d) (.+?)(?: on (\w{3}))?$/.exec(claim) ?? []
    expect(Object.keys(fields)).toContain(name)
    const counted = weekday === undefined ? [...days.values()] : [days.get(dateOf(weekday))!]
    const sum = counted.reduce((total, day) => total + (day[fields[name]!] as number), 0)
    expect([claim, sum]).toEqual([claim, (Number(hours) * 60 + Number(minutes)) * 60])
  }
})
