/** How the web app's files are served, and what stays the API's. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from './app.ts'

let server: TestApp
let folder: string
const script = `console.log(${'1'.repeat(2000)})`
const html = { accept: 'text/html,application/xhtml+xml' }

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'timeclock-web-'))
  const put = (name: string, content: string | Buffer) => writeFileSync(path.join(folder, name), content)
  for (const name of ['assets', 'icons']) mkdirSync(path.join(folder, name))
  put('index.html', '<!doctype html><title>TimeClock</title>')
  put('sw.js', 'self')
  put('manifest.webmanifest', '{}')
  put('icons/icon.svg', '<svg/>')
  put('assets/main-abc123.js', script)
  put('assets/main-abc123.js.br', brotliCompressSync(script))
  put('assets/main-abc123.js.gz', gzipSync(script))
  server = await createTestApp({ webFolder: folder })
})
afterAll(async () => {
  await server?.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string, headers: Record<string, string> = {}) => server.request('GET', url, { headers })

test.each(['/', '/my-time', '/setup?token=x', '/people/a%20b', '/my-time/'])(
  '%s is the page',
  async (url) => {
    const answer = await get(url, html)
    expect(answer.status).toBe(200)
    expect(answer.text).toContain('<title>TimeClock</title>')
    expect(answer.headers['cache-control']).toBe('no-cache')
    const policy = String(answer.headers['content-security-policy'])
    expect(policy).toContain("script-src 'self'; style-src 'self'")
    expect(policy).not.toMatch(/unsafe|nonce|https?:/)
  },
)

test.each([
  ['the API', '/api/nothing/', html],
  ['health', '/healthz/nothing', html],
  ['a file that is missing', '/robots.txt', html],
  ['an asset that is missing', '/assets/old-123456.js', html],
  ['a program that asks', '/my-time', { accept: 'application/json' }],
])('%s is not', async (_what, url, headers) => {
  const answer = await get(url, headers)
  expect(answer.status).toBe(404)
  expect(answer.body.code).toBe('not_found')
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('nor is a write', async () => {
  expect((await server.request('POST', '/my-time', { headers: html })).status).toBe(404)
  expect((await get('/api/auth/login/', html)).status).toBe(405)
})

describe('an asset', () => {
  test.each([
    ['br', 'br'],
    ['gzip', 'gzip'],
    ['gzip, deflate, br', 'br'],
    ['identity', undefined],
  ])('for Accept-Encoding %s', async (accepted, encoding) => {
    const answer = await get('/assets/main-abc123.js', { 'accept-encoding': accepted })
    expect(answer.status).toBe(200)
    expect(answer.headers['content-encoding']).toBe(encoding)
    expect(answer.headers['content-type']).toMatch(/javascript/)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test.each(['/assets/../index.html', '/assets/..%2f..%2fpackage.json', '/icons/..%5csw.js'])(
    'never lies elsewhere: %s',
    async (url) => expect((await get(url)).status).toBeGreaterThanOrEqual(400),
  )
})

test('the worker is asked for anew, with the policy of the page', async () => {
  const answer = await get('/sw.js')
  expect(answer.headers['cache-control']).toBe('no-cache')
  expect(answer.headers['content-security-policy']).toContain("connect-src 'self'")
})

test('without a build the page says how to make one', async () => {
  const bare = await createTestApp({ webFolder: path.join(folder, 'nothing') })
  const answer = await bare.request('GET', '/', { headers: html })
  expect(answer.status).toBe(503)
  expect(answer.text).toContain('npm run build')
  await bare.close()
})
