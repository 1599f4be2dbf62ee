/** The live board: what happens anywhere is on it within a second or so. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, password } from './story.ts'

const found = await findBrowser()

describe.skipIf('reason' in found)('the live board', { timeout: 120_000 }, () => {
  if ('reason' in found) return
  const { browser } = found
  const problems: string[] = []
  let first: RunningServer
  /** Another process on the same database. */
  let second: RunningServer
  let eva: ReturnType<typeof createCaller>
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    first = await startServer()
    const api = createCaller(first.address)
    const token = new URL(first.setupLink()).searchParams.get('token')
    await api.call('POST', '/api/auth/setup/', { ...admin, token, companyName: 'Boats', timeZone: 'UTC' })
    await api.logIn(admin.email)
    await api.call('POST', '/api/departments/', { id: 'sails', name: 'Sails' })
    for (const [id, firstName, lastName] of [
      ['eva', 'Eva', 'Evans'],
      ['omar', 'Omar', 'Omari'],
    ]) {
      const person = { userId: id, email: `${id}@example.com`, firstName, lastName, password }
      const made = await api.call('POST', '/api/users/', {
        ...person,
        ...(id === 'eva' && { department: 'sails' }),
      })
      if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    }
    second = await startServer({ DATA_DIR: first.dataDir })
    eva = createCaller(second.address)
    await eva.logIn('eva@example.com')
    context = await openContext(browser, first.address, desktop, problems)
    page = await context.newPage()
    await logIn(page, admin.email)
    await page.goto('/board')
    await page.getByText('Live', { exact: true }).waitFor()
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await second?.stop()
    await first?.stop()
  })

  const rowOf = (name: string) => page.getByRole('row').filter({ hasText: name })
  const counter = (name: string) => page.getByRole('button', { name: new RegExp(`^\\d+ ?${name}$`) })

  test('shows a punch that another process took', async () => {
    await expect.poll(() => rowOf('Eva Evans').textContent()).toContain('Out')
    await eva.call('POST', '/api/timeclock/clock-in/', {})
    await expect.poll(() => rowOf('Eva Evans').textContent(), { timeout: 2000 }).toContain('In')
    await eva.call('POST', '/api/timeclock/break-start/', {})
    await expect.poll(() => rowOf('Eva Evans').textContent(), { timeout: 2000 }).toContain('On break')
    expect(await rowOf('Omar Omari').textContent()).toContain('Out')
  })

  test('counts each state, and shows the people behind a number', async () => {
    expect(await counter('On break').textContent()).toMatch(/^1/)
    await counter('On break').click()
    expect(await rowOf('Omar Omari').count()).toBe(0)
    expect(await rowOf('Eva Evans').count()).toBe(1)
    await counter('Everybody').click()
    await page.getByLabel('Search for a name').fill('omari')
    await expect.poll(() => rowOf('Eva Evans').count()).toBe(0)
    await page.getByLabel('Search for a name').fill('')
  })

  test('says when it is stale, and catches up by itself', async () => {
    await first.restart()
    await page.getByText('No live connection', { exact: false }).waitFor()
    await eva.call('POST', '/api/timeclock/break-end/', {})
    await page.getByText('Live', { exact: true }).waitFor({ timeout: 40_000 })
    await expect.poll(() => rowOf('Eva Evans').textContent(), { timeout: 5000 }).toMatch(/In\d/)
  })

  test('is not for employees', async () => {
    const other = await openContext(browser, first.address, desktop, problems)
    const own = await other.newPage()
    await logIn(own, 'eva@example.com')
    await own.goto('/board')
    await own.getByRole('heading', { name: /^You are/ }).waitFor()
    expect(await own.getByRole('link', { name: 'Live board' }).count()).toBe(0)
    await other.close()
  })

  test('nothing went wrong in the pages', () => expect(problems).toEqual([]))
})
