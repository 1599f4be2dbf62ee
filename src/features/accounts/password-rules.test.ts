import { describe, expect, test } from 'vitest'
import { checkPassword } from './password-rules.ts'

const eva = {
  email: 'eva.evans@example.com',
  username: 'evaevans1',
  firstName: 'Evangeline',
  lastName: 'Evans',
}

describe('a password', () => {
  test.each([
    'correct horse battery',
    'пароль-из-слов',
    '密码密码钥匙房子花园天空',
    '🐎🔋📎🐴🎈🎁🌍🚲',
    '        x',
    'a'.repeat(100) + 'b'.repeat(156),
  ])('may be %j', (password) => {
    expect(() => checkPassword(password, eva)).not.toThrow()
  })

  test.each([
    ['seven characters', 'Xk3#vQ9'],
    ['seven emoji, which are fourteen units', '🐎🔋📎🐴🎈🎁🌍'],
    ['257 characters', 'ab'.repeat(128) + 'c'],
    ['a common one', 'password123'],
    ['a common one in capitals', 'PASSWORD123'],
    ['a common one in full-width letters', 'ｐａｓｓｗｏｒｄ'],
    ['one character', 'zzzzzzzzzz'],
    ['a piece repeated', 'abcabcabcabc'],
    ['a run', 'defghijkl'],
    ['a run backwards', '98765432'],
    ['the e-mail address', 'Eva.Evans@Example.com'],
    ['the part before the @', 'eva.evans'],
    ['the first name', 'evangeline'],
    ['the full name', 'Evangeline Evans'],
    ['the username', 'EVAEVANS1'],
    ['a NUL', 'horse\0battery'],
    ['half a character', 'horse\ud800battery'],
  ])('may not be %s', (_, password) => {
    expect(() => checkPassword(password, eva)).toThrow(/password/)
  })
})
