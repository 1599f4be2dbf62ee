/** The whole server over a database of its own, and the people that every test knows. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../src/context.ts'
import type { Role } from '../src/core/permission.ts'
import { createTokens } from '../src/features/accounts/tokens.ts'
import { createUser } from '../src/features/people/create-user.ts'
import { buildApp, type AppOptions } from '../src/http/app.ts'
import { createTestContext, type TestContextOptions } from './database.ts'

export interface TestRequest {
  token?: string
  /** Sent as JSON. */
  body?: unknown
  headers?: Record<string, string>
}

export interface TestAnswer {
  status: number
  headers: LightMyRequestResponse['headers']
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read what they expect
  body: any
  text: string
}

export interface TestApp {
  app: FastifyInstance
  context: Context
  request: (method: string, path: string, options?: TestRequest) => Promise<TestAnswer>
  close: () => Promise<void>
}

export type TestAppOptions = TestContextOptions & AppOptions

export async function createTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const context = await createTestContext(options)
  const app = await buildApp(context, options)
  return {
    app,
    context,
    request: (method, path, given = {}) => send(app, method, path, given),
    close: async () => {
      await app.close()
      await context.close()
    },
  }
}

async function send(
  app: FastifyInstance,
  method: string,
  path: string,
  given: TestRequest,
): Promise<TestAnswer> {
  const answer = await app.inject({
    method: method as 'GET',
    url: path,
    headers: {
      ...(given.token !== undefined && { authorization: `Bearer ${given.token}` }),
      ...(given.body !== undefined && { 'content-type': 'application/json' }),
      ...given.headers,
    },
    ...(given.body !== undefined && { payload: JSON.stringify(given.body) }),
  })
  const isJson = String(answer.headers['content-type']).startsWith('application/json')
  return {
    status: answer.statusCode,
    headers: answer.headers,
    body: isJson && answer.payload !== '' ? answer.json() : undefined,
    text: answer.payload,
  }
}

export interface TestPerson {
  userId: string
  email: string
  password: string
  role: Role
  token: string
}

export type PersonName = 'ada' | 'max' | 'eva' | 'erik' | 'omar'
export type TestPeople = Record<PersonName, TestPerson>

/** An administrator; the manager of Assembly and two of its people; one of Office. */
const people: Record<PersonName, { role: Role; lastName: string; department: string | undefined }> = {
  ada: { role: 'admin', lastName: 'Admin', department: undefined },
  max: { role: 'manager', lastName: 'Manager', department: 'assembly' },
  eva: { role: 'employee', lastName: 'Evans', department: 'assembly' },
  erik: { role: 'employee', lastName: 'Eriksen', department: 'assembly' },
  omar: { role: 'employee', lastName: 'Omari', department: 'office' },
}

/** All know it; the hash is made once, cheaply, and costs what the product's own costs to verify. */
export const testPassword = 'correct horse battery staple'

/** Makes the people and the departments `assembly` and `office`, each person with a session. Ids are the names. */
export async function seedPeople(context: Context): Promise<TestPeople> {
  const { hash } = await import('@node-rs/argon2')
  const passwordHash = await hash(testPassword, { memoryCost: 8192, timeCost: 1 })
  const departments = [
    { id: 'assembly', name: 'Assembly' },
    { id: 'office', name: 'Office' },
  ]
  await context.db.insertInto('departments').values(departments).execute()
  const made: Partial<TestPeople> = {}
  for (const [name, { role, lastName, department }] of Object.entries(people)) {
    const email = `${name}@example.com`
    const firstName = `${name[0]!.toUpperCase()}${name.slice(1)}`
    const person = {
      userId: name,
      email,
      passwordHash,
      firstName,
      lastName,
      role,
      status: 'active',
      department,
    } as const
    await createUser(context.db, person)
    const token = await openSession(context, name)
    made[name as PersonName] = { userId: name, email, password: testPassword, role, token }
  }
  await context.db
    .insertInto('department_managers')
    .values({ department_id: 'assembly', user_id: 'max' })
    .execute()
  return made as TestPeople
}

/** An access token of a new session of this person. */
export async function openSession(context: Context, userId: string): Promise<string> {
  const id = uuidv7()
  const now = context.now()
  await context.db
    .insertInto('sessions')
    .values({
      id,
      user_id: userId,
      token_hash: Buffer.from(id),
      created_at: new Date(now),
      last_used_at: new Date(now),
      expires_at: new Date(now + 86_400_000),
    })
    .execute()
  return createTokens(context.config, context.now).signAccess({ userId, sessionId: id })
}
