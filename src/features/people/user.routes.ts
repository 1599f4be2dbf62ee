/** People: list, make, read, change, end. */
import { Type } from 'typebox'
import { addDays } from '../../core/calendar.ts'
import { AppError } from '../../errors.ts'
import { Body, DateText, errorResponses, IdText, PageMeta, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { checkPassword } from '../accounts/password-rules.ts'
import { hashPassword } from '../accounts/passwords.ts'
import { audit } from './audit.ts'
import { changeUser, endUser } from './change-user.ts'
import { checkUserId, createUser } from './create-user.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { requireVisibleUser, visibleUsers } from './scope.ts'
import { importUsers } from './import-users.ts'
import { readMemberships } from './membership.queries.ts'
import {
  MembershipView,
  NewUser,
  presentUser,
  UserChange,
  UserImport,
  UserImportView,
  UserList,
  UserView,
} from './user.contract.ts'
import { findUser, listUsers } from './user.queries.ts'

const tags = ['People']
const OneUser = Params({ id: IdText() })

export const userRoutes: Routes = async (app, { context }) => {
  const { db, now } = context

  app.get(
    '/api/users/',
    {
      config: { permission: 'user:read' },
      schema: {
        summary: 'The people that you may see, by last name',
        tags,
        querystring: UserList,
        response: { 200: success(Type.Array(UserView), PageMeta()) },
      },
    },
    async (request) => {
      const { cursor, limit = 50, department, branch, status, role, search } = request.query
      const after = decodeCursor(cursor, ['string', 'string', 'string'])
      const visible = visibleUsers(request.actor, 'user:read')
      const found = await listUsers(db, {
        visible,
        after,
        department,
        branch,
        status,
        role,
        search,
        limit: limit + 1,
      })
      const { rows, nextCursor } = cutPage(found, limit, (row) => [row.last_name, row.first_name, row.id])
      return { status: 'success' as const, data: rows.map(presentUser), meta: { nextCursor } }
    },
  )

  app.post(
    '/api/users/',
    {
      config: { permission: 'user:write' },
      schema: {
        summary: 'Add a person',
        tags,
        body: NewUser,
        response: { 201: success(UserView), ...errorResponses('conflict') },
      },
    },
    async (request, reply) => {
      const { password, role = 'employee', status = 'active', ...rest } = request.body
      if (rest.userId !== undefined) checkUserId(rest.userId)
      checkPassword(password, rest)
      const passwordHash = await hashPassword(password)
      const user = await db.transaction().execute(async (tx) => {
        const made = await createUser(tx, { ...rest, role, status, passwordHash })
        await audit(tx, request.actor.userId, 'user.create', made.id, { ...rest, role, status })
        return made
      })
      reply.code(201)
      return {
        status: 'success' as const,
        message: 'The person was added',
        data: presentUser(user),
      }
    },
  )

  app.post(
    '/api/users/import/',
    {
      config: { permission: 'user:write' },
      schema: {
        summary: 'Add many people',
        description:
          'Up to 500 lines, each answered on its own. Where one is wrong nobody is added, unless `keepGood` asks for the good ones.',
        operationId: 'importUsers',
        tags,
        body: UserImport,
        response: { 200: success(UserImportView) },
      },
    },
    async (request) => ({
      status: 'success' as const,
      data: await importUsers(db, request.actor.userId, request.body),
    }),
  )

  app.get(
    '/api/users/:id/',
    {
      config: { permission: 'user:read' },
      schema: {
        summary: 'A person',
        tags,
        params: OneUser,
        response: { 200: success(UserView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const user = await requireVisibleUser(db, request.actor, 'user:read', request.params.id)
      return { status: 'success' as const, data: presentUser(user) }
    },
  )

  app.get(
    '/api/users/:id/memberships/',
    {
      config: { permission: 'user:read' },
      schema: {
        summary: 'Where a person belonged, by date',
        operationId: 'listMemberships',
        tags,
        params: OneUser,
        response: { 200: success(Type.Array(MembershipView)), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const { id } = await requireVisibleUser(db, request.actor, 'user:read', request.params.id)
      const data = (await readMemberships(db, id)).map(({ until, ...one }) => ({
        ...one,
        to: until === null ? null : addDays(until, -1),
      }))
      return { status: 'success' as const, data }
    },
  )

  app.patch(
    '/api/users/:id/',
    {
      config: { permission: 'user:write' },
      schema: {
        summary: 'Change a person: only the fields that are given',
        tags,
        params: OneUser,
        body: UserChange,
        response: { 200: success(UserView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request) => {
      const { params, body: change, actor } = request
      let passwordHash: string | undefined
      if (change.password !== undefined) {
        const before = await findUser(db, params.id)
        if (!before) throw new AppError('not_found', 'There is no such person, or you may not see them.')
        checkPassword(change.password, {
          email: change.email ?? before.email,
          firstName: change.firstName ?? before.first_name,
          lastName: change.lastName ?? before.last_name,
        })
        passwordHash = await hashPassword(change.password)
      }
      const when = new Date(now())
      const user = await changeUser(db, {
        actorId: actor.userId,
        userId: params.id,
        change,
        passwordHash,
        now: when,
      })
      await context.rederive()
      return {
        status: 'success' as const,
        message: 'The person was changed',
        data: presentUser(user),
      }
    },
  )

  app.post(
    '/api/users/:id/end/',
    {
      config: { permission: 'user:write' },
      schema: {
        summary: 'End an employment; the records stay',
        tags,
        params: OneUser,
        body: Type.Optional(
          Body({
            endedOn: Type.Optional(
              DateText({ description: 'The last day; today in their zone unless given.' }),
            ),
          }),
        ),
        response: { 200: success(UserView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request) => {
      const { actor, params } = request
      const endedOn = request.body?.endedOn
      const user = await endUser(db, {
        actorId: actor.userId,
        userId: params.id,
        endedOn,
        now: new Date(now()),
      })
      return {
        status: 'success' as const,
        message: 'The employment ends',
        data: presentUser(user),
      }
    },
  )
}
