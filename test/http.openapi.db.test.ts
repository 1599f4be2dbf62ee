/** The document says what the server does: real answers are held against it. */
import { Compile } from 'typebox/schema'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorCodes } from '../src/errors.ts'
import { createTestApp, seedPeople, type TestApp, type TestPeople, type TestRequest } from './app.ts'

interface Operation {
  operationId?: string
  summary?: string
  tags?: string[]
  security?: unknown[]
  responses: Record<string, { content?: Record<string, { schema: object }> }>
}

interface Document {
  openapi: string
  info: { description: string }
  components: object
  paths: Record<string, Record<string, Operation>>
}

let server: TestApp
let people: TestPeople
let document: Document

beforeAll(async () => {
  server = await createTestApp()
  people = await seedPeople(server.context)
  document = (await server.request('GET', '/api/openapi.json')).body
})
afterAll(() => server?.close())

/** What is wrong with the answer by the document; empty when it matches. */
async function deviations(
  method: string,
  template: string,
  path: string,
  given: TestRequest,
): Promise<unknown> {
  const answer = await server.request(method, path, given)
  const response = document.paths[template]?.[method.toLowerCase()]?.responses[answer.status]
  const schema = response?.content?.['application/json']?.schema
  if (!schema) return `${answer.status} is not in the document: ${answer.text}`
  const validator = Compile({ ...schema, components: document.components })
  return validator.Check(answer.body) ? [] : validator.Errors(answer.body)
}

describe('answers match the document', () => {
  const clockIn = '/api/timeclock/clock-in/'
  const clockOut = '/api/timeclock/clock-out/'
  const cases: [
    method: string,
    template: string,
    path: string,
    name: 'eva' | 'ada' | undefined,
    body?: unknown,
  ][] = [
    ['GET', '/healthz', '/healthz', undefined],
    ['GET', '/readyz', '/readyz', undefined],
    ['POST', clockOut, clockOut, 'eva', {}],
    ['POST', clockIn, clockIn, 'eva', { timeInDescription: 'early' }],
    ['POST', clockIn, clockIn, 'eva', {}],
    ['POST', clockIn, clockIn, 'eva', { time: 5 }],
    ['POST', clockIn, clockIn, undefined, {}],
    ['GET', '/api/timeclock/status/', '/api/timeclock/status/', 'eva'],
    ['GET', '/api/timeclock/{userId}/', '/api/timeclock/eva/', 'eva'],
    ['POST', clockOut, clockOut, 'eva', {}],
    ['GET', '/api/timeclock/{userId}/punches/', '/api/timeclock/eva/punches/', 'eva'],
    ['GET', '/api/timeclock/{userId}/', '/api/timeclock/omar/', 'eva'],
    ['GET', '/api/users/', '/api/users/?limit=2', 'ada'],
    ['GET', '/api/audit/', '/api/audit/', 'eva'],
  ]
  test.each(cases)('%s %s → %s as %s', async (method, template, path, name, body) => {
    const given = { ...(name && { token: people[name].token }), ...(body !== undefined && { body }) }
    expect(await deviations(method, template, path, given)).toEqual([])
  })
})

test('the document is complete', () => {
  expect(document.openapi).toBe('3.1.0')
  for (const code of Object.keys(errorCodes)) expect(document.info.description).toContain(`\`${code}\``)
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
  const names = operations.map(({ operationId }) => operationId)
  expect(new Set(names).size).toBe(names.length)
  for (const { summary, tags } of operations)
    expect([summary, tags?.[0]]).toEqual([expect.any(String), expect.any(String)])
})

test('every route of the API is in the document, with its need of a session', () => {
  for (const { method, url, permission } of server.app.knownRoutes) {
    if (
      !url.startsWith('/api/') ||
      url.startsWith('/api/docs') ||
      url === '/api/openapi.json' ||
      method === 'HEAD'
    )
      continue
    const operation = document.paths[url.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()]
    expect([method, url, operation?.security !== undefined]).toEqual([method, url, permission !== 'public'])
  }
})
