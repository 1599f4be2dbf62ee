import { expect, test } from 'vitest'
import { permissions, roles, scopeOf, type Permission, type Scope } from './permission.ts'

/** What each role may in the rows that everything else leans on: employee, manager, admin. */
const expected: Partial<Record<Permission, [Scope, Scope, Scope]>> = {
  'punch:write': ['self', 'managed', 'all'],
  'punch:read': ['self', 'managed', 'all'],
  'report:read': ['self', 'managed', 'all'],
  'user:read': ['self', 'managed', 'all'],
  'user:write': ['none', 'none', 'all'],
  'user:admit': ['none', 'managed', 'all'],
  'organisation:read': ['all', 'all', 'all'],
  'organisation:write': ['none', 'none', 'all'],
  'audit:read': ['none', 'none', 'all'],
  'integrity:check': ['none', 'none', 'all'],
  'account:self': ['self', 'self', 'self'],
}

test.each(Object.entries(expected))('%s: employee, manager, admin have %j', (permission, scopes) => {
  expect(roles.map((role) => scopeOf(role, permission as Permission))).toEqual(scopes)
})

/** From the least to the most. */
const reach: Scope[] = ['none', 'self', 'managed', 'all']

test.each(Object.keys(permissions) as Permission[])(
  '%s: no role may less than the one below it',
  (permission) => {
    const scopes = roles.map((role) => reach.indexOf(scopeOf(role, permission)))
    expect(scopes).toEqual(scopes.toSorted((a, b) => a - b))
  },
)

test('what no row names is not allowed', () => {
  expect(scopeOf('nobody' as never, 'punch:read')).toBe('none')
  expect(scopeOf('employee', 'audit:read')).toBe('none')
})
