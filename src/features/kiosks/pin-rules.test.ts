import { expect, it } from 'vitest'
import { pinProblem } from './pin-rules.ts'

it.each(['1357', '1212', '9012', '1235', '80808080', '1111112'])('takes %s', (pin) => {
  expect(pinProblem(pin)).toBeUndefined()
})

it.each(['0000', '77777777', '1234', '3210', '45678'])('calls %s easily guessed', (pin) => {
  expect(pinProblem(pin)).toMatch(/easily guessed/)
})

it.each(['', '123', '123456789', '12a4', ' 1357', '13 57', '１３５７'])('is no PIN: "%s"', (pin) => {
  expect(pinProblem(pin)).toMatch(/4 to 8 digits/)
})
