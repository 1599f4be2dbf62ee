import { expect, test } from 'vitest'
import { ConfigError } from '../config.ts'
import { explain } from './explain.ts'

test('what someone can act on is shown as it is', () => {
  expect(explain(new ConfigError('PORT must be a whole number.'), false)).toBe('PORT must be a whole number.')
})

test('a database that cannot be reached is named with the reason', () => {
  const error = new AggregateError([
    new Error('connect ECONNREFUSED ::1:5432'),
    new Error('connect ECONNREFUSED 127.0.0.1:5432'),
  ])
  Object.assign(error, { code: 'ECONNREFUSED', syscall: 'connect' })
  expect(explain(error, false)).toBe(
    'The database cannot be used: connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432. ' +
      'Check DATABASE_URL and that the server runs.',
  )
})

test('the stack of a fault appears only with DEBUG', () => {
  const fault = new TypeError('x is not a function')
  expect(explain(fault, false)).toBe('TimeClock failed: x is not a function. Set DEBUG=true to see where.')
  expect(explain(fault, true)).toContain('explain.test.ts')
})
