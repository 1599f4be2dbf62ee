/** What the tests in a browser share: the browser, its pages, and what went wrong in them. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
}
export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

export const password = 'three quiet green boats'

export const admin = { email: 'ana@example.com', firstName: 'Ana', lastName: 'Ruiz', password }

/** Faults of the page itself, and everything that its policy refused. Refused requests are the server's right. */
export function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    if (message.type() === 'error' && !/Failed to load resource|net::ERR_/.test(text))
      problems.push(`${page.url()}: ${text}`)
  })
}

export async function openContext(
  browser: Browser,
  address: string,
  options: BrowserContextOptions,
  problems: string[],
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: address,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    ...options,
  })
  context.on('page', (page) => watch(page, problems))
  return context
}

export async function logIn(page: Page, email: string, secret = password): Promise<void> {
  await page.goto('/login')
  await page.getByLabel('E-mail address or username').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(secret)
  await page.getByRole('button', { name: 'Log in' }).click()
  await page.getByRole('heading', { name: /^You are/ }).waitFor()
}

/** The big button, when it is ready to be tapped. */
export const tap = (page: Page, name: string) =>
  page.locator('button:not([aria-disabled="true"])', { hasText: name }).click()

let pictures: string | undefined

/** Where the pictures of the pages lie, to be looked at. */
export const pictureFolder = (): string =>
  (pictures ??= mkdtempSync(path.join(tmpdir(), 'timeclock-pictures-')))

export const pictureOf = (...names: string[]): string =>
  path.join(pictureFolder(), `${names.join('-').replace(/[^\w-]+/g, '_')}.png`)

/** Calls the API as a program does. */
export function createCaller(address: string) {
  let token = ''
  async function call(method: string, url: string, body?: object) {
    const response = await fetch(`${address}${url}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    // oxlint-disable-next-line typescript/no-explicit-any -- tests read what they expect
    return { status: response.status, body: (await response.json()) as any }
  }
  return {
    call,
    async logIn(email: string, secret = password) {
      const { body } = await call('POST', '/api/auth/login/', { email, password: secret })
      token = body.data.access
      return body.data.user as { id: string }
    },
  }
}
