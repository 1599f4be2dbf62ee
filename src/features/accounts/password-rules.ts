/** What a password must be: long enough, and not what somebody else would try first. */
import { type FieldProblem, invalidField } from '../../errors.ts'
import { commonPasswords } from './common-passwords.ts'

/** In characters as people count them (code points). */
export const passwordLength = { least: 8, most: 256 } as const

interface Owner {
  email: string
  username?: string | null
  firstName: string
  lastName: string
}

/**
 * Refuses a weak password with a 422 that names `field`: under 8 or over 256 characters, one of the
 * commonest, a run or a repetition, or what the person is called. No rule on the kinds of characters:
 * they make passwords worse (NIST SP 800-63B, 3.1.1.2).
 */
export function checkPassword(password: string, owner: Owner, field = 'password'): void {
  const problem = problemOf(password, owner)
  if (problem) throw invalidField(field, ...problem)
}

function problemOf(
  password: string,
  owner: Owner,
): [message: string, code?: FieldProblem, limit?: number] | undefined {
  const length = [...password].length
  const { least, most } = passwordLength
  if (length < least) return [`The password must have at least ${least} characters.`, 'too_short', least]
  if (length > most) return [`The password must have at most ${most} characters.`, 'too_long', most]
  if (/\p{Surrogate}|\0/u.test(password)) return ['The password has characters that are not text.']
  const plain = password.normalize('NFKC').toLowerCase()
  if (commonPasswords.has(plain) || isPattern(plain)) {
    const message =
      'This password is among the first that an attacker tries; choose another, such as a few words.'
    return [message, 'easily_guessed']
  }
  if (namesOf(owner).includes(squeeze(plain))) {
    return ['The password must not be your own name or e-mail address.', 'easily_guessed']
  }
  return undefined
}

/** One character over and over, a short piece repeated, or a run such as 23456789 or hgfedcba. */
function isPattern(text: string): boolean {
  if (/^(.{1,3}?)\1+$/su.test(text)) return true
  const codes = [...text].map((character) => character.codePointAt(0)!)
  const step = codes[1]! - codes[0]!
  return Math.abs(step) <= 1 && codes.every((code, i) => i === 0 || code - codes[i - 1]! === step)
}

const squeeze = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s._-]/g, '')

function namesOf({ email, username, firstName, lastName }: Owner): string[] {
  const local = email.slice(0, email.lastIndexOf('@'))
  const names = [email, local, firstName, lastName, firstName + lastName, lastName + firstName]
  return [...names, ...(username ? [username] : [])].map(squeeze)
}
