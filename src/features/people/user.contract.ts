/** How a person looks in requests and answers. */
import { Type, type Static } from 'typebox'
import { roles } from '../../core/permission.ts'
import {
  Body,
  Cursor,
  DateText,
  Email,
  FieldErrorSchema,
  IdText,
  Limit,
  Name,
  Nullable,
  OneOf,
  Query,
  ZoneName,
} from '../../http/fields.ts'
import type { UserRow } from './user.queries.ts'

export const userStatuses = ['pending', 'active', 'disabled'] as const

const place = () => Nullable(Type.Object({ id: Type.String(), name: Type.String() }))

export const UserView = Type.Object({
  id: Type.String(),
  email: Type.String(),
  username: Nullable(Type.String()),
  firstName: Type.String(),
  lastName: Type.String(),
  role: OneOf(roles),
  status: OneOf(userStatuses),
  department: place(),
  branch: place(),
  employeeNumber: Nullable(Type.String()),
  timeZone: Nullable(
    Type.String({
      description: "Their own zone; null where the branch's or the company's counts.",
    }),
  ),
  hiredOn: Nullable(Type.String()),
  endedOn: Nullable(Type.String({ description: 'The last day of their employment.' })),
})
export type UserView = Static<typeof UserView>

export function presentUser(row: UserRow): UserView {
  return {
    id: row.id,
    email: row.email,
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    role: row.role,
    status: row.status,
    department:
      row.department_id === null ? null : { id: row.department_id, name: row.department_name ?? '' },
    branch: row.branch_id === null ? null : { id: row.branch_id, name: row.branch_name ?? '' },
    employeeNumber: row.employee_number,
    timeZone: row.time_zone,
    hiredOn: row.hired_on,
    endedOn: row.ended_on,
  }
}

/** Whether it is long enough and not easily guessed is told by the check of passwords. */
export const PasswordText = () => Type.String({ minLength: 1, maxLength: 1024 })

const Username = () =>
  Type.String({
    pattern: '^[^\\s@/\\x00-\\x1f]+$',
    minLength: 1,
    maxLength: 100,
    description: 'No spaces, @ or /.',
  })

const details = {
  username: Type.Optional(Nullable(Username())),
  department: Type.Optional(Nullable(IdText({ description: 'Its id or its name.' }))),
  branch: Type.Optional(Nullable(IdText({ description: 'Its id or its name.' }))),
  employeeNumber: Type.Optional(Nullable(Name(100))),
  timeZone: Type.Optional(Nullable(ZoneName())),
  hiredOn: Type.Optional(Nullable(DateText())),
  role: Type.Optional(OneOf(roles)),
  status: Type.Optional(OneOf(userStatuses)),
}

export const NewUser = Body({
  email: Email(),
  password: PasswordText(),
  firstName: Name(),
  lastName: Name(),
  userId: Type.Optional(IdText({ description: 'An id of your own; without it, one is made.' })),
  ...details,
})
export type NewUser = Static<typeof NewUser>

export const UserChange = Body({
  email: Type.Optional(Email()),
  password: Type.Optional(PasswordText()),
  firstName: Type.Optional(Name()),
  lastName: Type.Optional(Name()),
  ...details,
  effectiveFrom: Type.Optional(
    DateText({
      description:
        'From which date on department, branch and timeZone change; today unless given. Days before keep what was valid then.',
    }),
  ),
  endedOn: Type.Optional(Type.Null({ description: 'Null takes back the end of the employment.' })),
})
export type UserChange = Static<typeof UserChange>

export const MembershipView = Type.Object({
  from: Nullable(Type.String({ description: 'The first date; null: always before.' })),
  to: Nullable(Type.String({ description: 'The last date; null: until further notice.' })),
  departmentId: Nullable(Type.String()),
  branchId: Nullable(Type.String()),
  timeZone: Nullable(Type.String()),
})

export const UserList = Query({
  department: Type.Optional(IdText()),
  branch: Type.Optional(IdText()),
  status: Type.Optional(OneOf(userStatuses)),
  role: Type.Optional(OneOf(roles)),
  search: Type.Optional(Name(100, { description: 'Part of a name, e-mail address or number.' })),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit()),
})

const cell = (max: number) => Type.String({ maxLength: max })

/** Lines are taken as they are typed, so that each wrong one can be named, not only the first. */
export const UserImport = Body({
  people: Type.Array(
    Body({
      firstName: cell(1000),
      lastName: cell(1000),
      email: cell(1000),
      password: PasswordText(),
      department: Type.Optional(cell(1000)),
      branch: Type.Optional(cell(1000)),
      employeeNumber: Type.Optional(cell(1000)),
    }),
    { minItems: 1, maxItems: 500 },
  ),
  keepGood: Type.Optional(
    Type.Boolean({ description: 'Add the good lines although others are wrong; without it, all or none.' }),
  ),
  checkOnly: Type.Optional(
    Type.Boolean({ description: 'Say what is wrong with which line, and add nobody.' }),
  ),
  addDepartments: Type.Optional(
    Type.Boolean({ description: 'Make departments that there are none of yet.' }),
  ),
})
export type UserImport = Static<typeof UserImport>

export const UserImportView = Type.Object({
  added: Type.Integer({ description: 'How many people were added.' }),
  lines: Type.Array(
    Type.Object({
      index: Type.Integer(),
      state: OneOf(['added', 'good', 'refused'], {
        description: '`good`: nothing was added, because of other lines or because it was only checked.',
      }),
      userId: Nullable(Type.String()),
      errors: Type.Array(FieldErrorSchema),
    }),
  ),
})
export type UserImportView = Static<typeof UserImportView>
