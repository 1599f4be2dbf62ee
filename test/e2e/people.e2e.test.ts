/** An administrator adds a person, finds them, changes them and ends their employment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, phone, pictureOf } from './story.ts'

const found = await findBrowser()

describe.skipIf('reason' in found)('people', { timeout: 120_000 }, () => {
  if ('reason' in found) return
  const { browser } = found
  const problems: string[] = []
  let server: RunningServer

  beforeAll(async () => {
    server = await startServer()
    const token = new URL(server.setupLink()).searchParams.get('token')
    const company = { companyName: 'Boats', timeZone: 'Europe/Berlin' }
    await createCaller(server.address).call('POST', '/api/auth/setup/', { ...admin, token, ...company })
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await server?.stop()
  })

  test('are added with a first password, found, and ended', async () => {
    const context = await openContext(browser, server.address, desktop, problems)
    const page = await context.newPage()
    await logIn(page, admin.email)
    await page.goto('/people')
    await page.getByRole('button', { name: 'New person' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('First name').fill('Eva')
    await dialog.getByLabel('Last name').fill('Evans')
    await dialog.getByLabel('E-mail address').fill('eva@example.com')
    await still(page)
    expect(await faults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'New person' }).click()
    const secret = (await dialog.locator('code').textContent())!
    await page.keyboard.press('Escape')
    await page.getByLabel('Search').fill('evans')
    const row = page.getByRole('row', { name: /Evans, Eva/ })
    await row.waitFor()
    await page.getByRole('row', { name: /Ruiz/ }).waitFor({ state: 'detached' })
    await still(page)
    expect(await faults(page)).toEqual([])
    await page.screenshot({ path: pictureOf('people', 'desktop') })

    const api = createCaller(server.address)
    const { id } = await api.logIn('eva@example.com', secret)
    await row.focus()
    await page.keyboard.press('Enter')
    await dialog.getByLabel('Last day').fill('2026-01-31')
    await dialog.getByRole('button', { name: 'End the employment' }).click()
    await dialog.waitFor({ state: 'detached' })
    const own = createCaller(server.address)
    await own.logIn(admin.email)
    const { body } = await own.call('GET', `/api/users/${id}/`)
    expect(body.data.endedOn).toBe('2026-01-31')

    await page.setViewportSize(phone.viewport!)
    await still(page)
    expect(await faults(page)).toEqual([])
    await page.screenshot({ path: pictureOf('people', 'phone') })
    console.log(`Pictures: ${pictureOf('people', 'phone')}`)
    expect(problems).toEqual([])
  })
})
