import { expect, test } from 'vitest'
import { makePeople } from './company.ts'
import { createRandom } from './random.ts'

test.each([1, 120, 5000])('%i people have addresses and numbers of their own', (count) => {
  const people = makePeople(count, createRandom(1))
  expect(new Set(people.map(({ email }) => email)).size).toBe(count)
  expect(new Set(people.map(({ employeeNumber }) => employeeNumber)).size).toBe(count)
})
