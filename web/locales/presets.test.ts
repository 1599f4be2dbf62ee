import { expect, test } from 'vitest'
import { presets } from '../../src/core/presets.ts'
import { presetText, presetWords } from './presets.ts'

const said = presets.flatMap(({ name, limits }) => [name, ...limits])

test('every name and limit of a preset is said in Spanish and German', () => {
  expect(said.filter((text) => !presetWords[text])).toEqual([])
})

test('nothing is said that no preset says', () => {
  expect(Object.keys(presetWords).filter((text) => !said.includes(text))).toEqual([])
})

test('what is not known stays as the server says it', () => {
  expect(presetText('Germany', 'de')).toBe('Deutschland')
  expect(presetText('Germany', 'en')).toBe('Germany')
  expect(presetText('Atlantis', 'es')).toBe('Atlantis')
})
