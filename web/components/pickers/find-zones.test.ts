import { expect, test } from 'vitest'
import { findZones, zoneHint } from './find-zones.ts'

const zones = [
  'UTC',
  'Africa/Abidjan',
  'America/New_York',
  'Indian/Antananarivo',
  'Europe/Rome',
  'America/Sao_Paulo',
]

test.each([
  ['new york', ['America/New_York']],
  ['York amer', ['America/New_York']],
  ['america/new', ['America/New_York']],
  ['são', ['America/Sao_Paulo']],
  ['rom', ['Europe/Rome']],
  ['an', ['Indian/Antananarivo', 'Africa/Abidjan']],
  ['atlantis', []],
])('"%s" finds %j', (search, expected) => expect(findZones(search, zones)).toEqual(expected))

test('without a word all of them, in their order', () => expect(findZones(' ', zones)).toEqual(zones))

test('a zone in words, as it is at an instant', () => {
  const summer = Date.parse('2025-08-01T00:00:00Z')
  expect(zoneHint('Europe/Rome', 'en', summer)).toBe('GMT+2, Central European Time')
})
