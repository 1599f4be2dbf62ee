import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext } from '../../../test/database.ts'
import type { Context } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { sendError } from '../../http/errors.ts'
import type { Actor } from '../../http/route.ts'
import { ajvOptions } from '../../http/validation.ts'
import { createUser } from './create-user.ts'
import { peopleRoutes } from './people.routes.ts'

let context: Context
let app: FastifyInstance
let caller: Actor = { userId: 'ada', role: 'admin', sessionId: '' }

beforeAll(async () => {
  context = await createTestContext()
  app = Fastify({ ajv: ajvOptions })
  app.addSchema({ $id: 'Error', type: 'object', additionalProperties: true })
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply))
  app.decorateRequest('actor', null as never)
  app.addHook('onRequest', async (request) => {
    request.actor = caller
  })
  await app.register(peopleRoutes, { context })
  const person = { passwordHash: 'x', status: 'active', lastName: 'Example' } as const
  await createUser(context.db, {
    ...person,
    userId: 'ada',
    email: 'ada@example.com',
    firstName: 'Ada',
    role: 'admin',
  })
  await createUser(context.db, {
    ...person,
    userId: 'max',
    email: 'max@example.com',
    firstName: 'Max',
    role: 'manager',
  })
})
afterAll(async () => {
  await app.close()
  await context.close()
})

async function call(method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, body?: object) {
  const response = await app.inject({ method, url, ...(body && { payload: body }) })
  return {
    status: response.statusCode,
    ...response.json<{ code?: string; data: never; meta: never }>(),
  }
}

test('a department, its manager and whom the manager sees', async () => {
  const made = await call('POST', '/api/departments/', { name: 'Sales', id: 'sales' })
  expect(made).toMatchObject({
    status: 'success',
    data: { id: 'sales', name: 'Sales', managers: [] },
  })
  expect(await call('POST', '/api/departments/', { name: 'SALES' })).toMatchObject({
    code: 'conflict',
    errors: [{ field: 'name' }],
  })
  const eva = {
    email: 'eva@example.com',
    password: 'long walks at dusk',
    firstName: 'Eva',
    lastName: 'Ruiz',
  }
  expect(await call('POST', '/api/users/', { ...eva, userId: 'eva', department: 'sales' })).toMatchObject({
    data: { id: 'eva', role: 'employee', department: { id: 'sales', name: 'Sales' } },
  })
  expect(await call('POST', '/api/users/', { ...eva, userId: 'summary' })).toMatchObject({
    code: 'invalid',
  })
  expect(await call('POST', '/api/users/', eva)).toMatchObject({ code: 'conflict' })
  expect(await call('PUT', '/api/departments/sales/managers/', { userIds: ['eva'] })).toMatchObject({
    code: 'invalid',
  })
  caller = { userId: 'max', role: 'manager', sessionId: '' }
  expect(await call('GET', '/api/users/eva/')).toMatchObject({ code: 'not_found' })
  caller = { userId: 'ada', role: 'admin', sessionId: '' }
  await call('PUT', '/api/departments/sales/managers/', { userIds: ['max'] })
  caller = { userId: 'max', role: 'manager', sessionId: '' }
  expect(await call('GET', '/api/users/eva/')).toMatchObject({ data: { id: 'eva' } })
  const { data } = await call('GET', '/api/users/')
  expect((data as { id: string }[]).map((user) => user.id)).toEqual(['max', 'eva'])
  caller = { userId: 'ada', role: 'admin', sessionId: '' }
})

test('places are found by part of a name, branches by their address too', async () => {
  await call('POST', '/api/branches/', { name: 'North Quay', address: 'Hafenstraße 1, Bremen', id: 'quay' })
  await call('POST', '/api/branches/', { name: 'Old Town', id: 'old' })
  const found = async (search: string) => {
    const { data } = await call('GET', `/api/branches/?search=${encodeURIComponent(search)}`)
    return (data as { id: string }[]).map(({ id }) => id)
  }
  expect(await found('QUAY')).toEqual(['quay'])
  expect(await found('bremen')).toEqual(['quay'])
  expect(await found('o')).toEqual(['quay', 'old'])
  expect(await found('%')).toEqual([])
  const { data } = await call('GET', '/api/departments/?search=sal')
  expect(data).toMatchObject([{ id: 'sales' }])
})

test('changes: the last administrator stays; zones bump the version; everything is logged', async () => {
  for (const change of [{ role: 'employee' }, { status: 'disabled' }]) {
    expect(await call('PATCH', '/api/users/ada/', change)).toMatchObject({ code: 'conflict' })
  }
  expect(await call('POST', '/api/users/ada/end/', {})).toMatchObject({ code: 'conflict' })
  const version = () => context.db.selectFrom('company').select('config_version').executeTakeFirstOrThrow()
  const before = (await version()).config_version
  expect(await call('PATCH', '/api/company/', { timeZone: 'Europe/Madrid' })).toMatchObject({
    data: { timeZone: 'Europe/Madrid' },
  })
  expect(await call('POST', '/api/branches/', { name: 'HQ' })).toMatchObject({
    data: { timeZone: 'Europe/Madrid' },
  })
  expect(await call('PATCH', '/api/users/max/', { timeZone: 'Asia/Tokyo', branch: 'hq' })).toMatchObject({
    data: { timeZone: 'Asia/Tokyo', branch: { name: 'HQ' } },
  })
  // The zone of the company, the new branch with its own, and the move of Max.
  expect((await version()).config_version).toBe(before + 3)
  expect(await call('POST', '/api/users/max/end/', { endedOn: '2025-08-01' })).toMatchObject({
    data: { endedOn: '2025-08-01' },
  })
  const { data } = await call('GET', '/api/audit/')
  expect((data as { action: string }[]).slice(0, 2).map((entry) => entry.action)).toEqual([
    'user.end',
    'user.change',
  ])
  await expect(
    createUser(context.db, {
      email: 'ADA@example.com',
      firstName: 'A',
      lastName: 'B',
      passwordHash: 'x',
      role: 'admin',
      status: 'active',
    }),
  ).rejects.toThrow(AppError)
})
