/**
 * Who may do what to whom: one table for routes, SQL, exports, live messages and screens.
 *
 * A permission grants each role a scope: whose objects the action may touch. A role that a
 * row does not name has no access. `managed` means the people of the departments and branches
 * that a manager manages, and the manager.
 */

export type Role = 'employee' | 'manager' | 'admin'
/** Who asks: a person in a role, or a paired kiosk. A kiosk has what a row grants to `device`, and nothing else. */
export type Holder = Role | 'device'
export type Scope = 'none' | 'self' | 'managed' | 'all'

export const roles = ['employee', 'manager', 'admin'] as const satisfies Role[]

const everyoneInScope = { employee: 'self', manager: 'managed', admin: 'all' } as const
const self = { employee: 'self', manager: 'self', admin: 'self' } as const

export const permissions = {
  /** Clock in and out, breaks, status, bulk punches. */
  'punch:write': everyoneInScope,
  'punch:read': everyoneInScope,
  /** Change or remove what was punched, with a reason; decide what others ask for. */
  'punch:correct': { manager: 'managed', admin: 'all' },
  /** Ask for a correction of one's own punches, agree to one, withdraw one. */
  'correction:write': everyoneInScope,
  'correction:read': everyoneInScope,
  'exception:read': everyoneInScope,
  'exception:explain': self,
  'exception:settle': { manager: 'managed', admin: 'all' },
  'period:read': everyoneInScope,
  'period:confirm': self,
  'period:approve': { manager: 'managed', admin: 'all' },
  /** Lock, reopen and export periods. */
  'period:lock': { admin: 'all' },
  'report:read': everyoneInScope,
  /** What is planned for whom, and days off. */
  'plan:read': everyoneInScope,
  /** Overrides and swaps of single days, and days off. */
  'plan:write': { manager: 'managed', admin: 'all' },
  'user:read': everyoneInScope,
  'user:write': { admin: 'all' },
  /** Let in whoever registered, or not. */
  'user:admit': { manager: 'managed', admin: 'all' },
  /** The live board and live messages: who is in, on break, late, out. */
  'presence:read': everyoneInScope,
  /** Pair, name and revoke kiosks: a manager those of the branches that they manage. */
  'kiosk:write': { manager: 'managed', admin: 'all' },
  /** What a paired kiosk does: take the punches of whoever shows a right PIN or QR code. */
  'kiosk:use': { device: 'all' },
  /** Departments, branches, schedules and the company are seen by everyone and kept by administrators. */
  'organisation:read': { employee: 'all', manager: 'all', admin: 'all' },
  'organisation:write': { admin: 'all' },
  'audit:read': { admin: 'all' },
  /** Have everything that is stored verified, and read what came of it. */
  'integrity:check': { admin: 'all' },
  /** Me, my password, my sessions. */
  'account:self': self,
} as const satisfies Record<string, Partial<Record<Holder, Scope>>>

export type Permission = keyof typeof permissions

/** The scope that `holder` has for `permission`; `none` unless the table grants one. */
export function scopeOf(holder: Holder, permission: Permission): Scope {
  const row: Partial<Record<Holder, Scope>> = permissions[permission]
  return row[holder] ?? 'none'
}

/** Who looks, with the departments and branches that they manage. */
export interface Viewer {
  userId: string
  role: Role
  departments: ReadonlySet<string>
  branches: ReadonlySet<string>
}

/** Who is looked at. */
export interface Placed {
  userId: string
  departmentId: string | null
  branchId: string | null
}

/**
 * Whether `viewer` may touch `person` with `permission`: the condition that `visibleUsers` states in
 * SQL, for messages that are sent without asking the database. A test holds the two together.
 */
export function isVisible(viewer: Viewer, permission: Permission, person: Placed): boolean {
  switch (scopeOf(viewer.role, permission)) {
    case 'all':
      return true
    case 'managed':
      return (
        person.userId === viewer.userId ||
        (person.departmentId !== null && viewer.departments.has(person.departmentId)) ||
        (person.branchId !== null && viewer.branches.has(person.branchId))
      )
    case 'self':
      return person.userId === viewer.userId
    case 'none':
      return false
  }
}
