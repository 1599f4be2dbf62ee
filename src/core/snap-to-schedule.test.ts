import { expect, test } from 'vitest'
import { snapToSchedule } from './snap-to-schedule.ts'

const at = (time: string) => Date.parse(`2025-06-02T${time}Z`)

test.each([
  ['TT-175', '07:58:00', '08:00:00'],
  ['TT-175 with seconds', '07:58:23', '08:00:00'],
  ['the edge before', '07:55:00', '08:00:00'],
  ['the edge after', '08:05:00', '08:00:00'],
  ['beyond it', '07:54:59', '07:54:59'],
  ['beyond it, after', '08:05:01', '08:05:01'],
])('%s', (_id, punched, expected) => {
  expect(snapToSchedule(at(punched), at('08:00:00'), 300)).toBe(at(expected))
})
