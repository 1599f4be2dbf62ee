/** An administrator adds a person, finds them, changes them and ends their employment. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, password, phone, pictureOf } from './story.ts'

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
    await dialog.getByRole('button', { name: 'Add the person' }).click()
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
    await context.close()
    expect(problems).toEqual([])
  })

  test('are put into a department that is looked for, and into a zone', async () => {
    const api = createCaller(server.address)
    await api.logIn(admin.email)
    for (const name of ['Paint shop', 'Office']) await api.call('POST', '/api/departments/', { name })
    const omar = { userId: 'omar', email: 'omar@example.com', firstName: 'Omar', lastName: 'Omari', password }
    await api.call('POST', '/api/users/', omar)
    const context = await openContext(browser, server.address, phone, problems)
    const page = await context.newPage()
    await logIn(page, admin.email)
    await page.goto('/people')
    await page.getByRole('row', { name: /Omari, Omar/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Department').fill('pai')
    await page.getByRole('option', { name: 'Paint shop' }).click()
    await dialog.getByLabel('Time zone').fill('lisb')
    await page.getByRole('option', { name: /Europe\/Lisbon/ }).click()
    await still(page)
    expect(await faults(page)).toEqual([])
    await page.screenshot({ path: pictureOf('people', 'person', 'phone') })
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const { body } = await api.call('GET', '/api/users/omar/')
    expect(body.data).toMatchObject({ department: { name: 'Paint shop' }, timeZone: 'Europe/Lisbon' })
    await context.close()
    expect(problems).toEqual([])
  })

  test('come as lines: each bad one is named, the good ones are kept only on request', async () => {
    const api = createCaller(server.address)
    await api.logIn(admin.email)
    const count = async () => (await api.call('GET', '/api/users/?limit=200')).body.data.length as number
    const before = await count()
    const context = await openContext(browser, server.address, desktop, problems)
    const page = await context.newPage()
    await logIn(page, admin.email)
    await page.goto('/people')
    await page.getByRole('button', { name: 'Import' }).click()
    const dialog = page.getByRole('dialog')
    await dialog
      .getByRole('textbox')
      .fill('小龙,李,li@example.com\nحسن,أحمد,hasan@example.com\nNo,Address\nZoë,Ángel,omar@example.com')
    await dialog.getByRole('button', { name: 'Add 4 people' }).click()
    await dialog.getByText('2 lines have a problem').waitFor()
    await dialog.getByRole('row', { name: /Line 3/ }).waitFor()
    await dialog.getByRole('row', { name: /Line 4.*already/ }).waitFor()
    expect(await count()).toBe(before)
    await still(page)
    expect(await faults(page)).toEqual([])
    await page.screenshot({ path: pictureOf('people', 'import', 'desktop') })
    await dialog.getByRole('button', { name: 'Add the 2 good lines' }).click()
    await dialog.getByText('2 people were added').waitFor()
    expect(await dialog.locator('code').count()).toBe(2)
    await dialog.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('row', { name: '李, 小龙' }).waitFor()
    expect(await count()).toBe(before + 2)
    await context.close()
    expect(problems).toEqual([])
  })

  test('5,000 lines do not freeze the page', async () => {
    const context = await openContext(browser, server.address, desktop, problems)
    const page = await context.newPage()
    await logIn(page, admin.email)
    await page.goto('/people')
    await page.getByRole('button', { name: 'Import' }).click()
    const lines = Array.from({ length: 5000 }, (_, i) => `Name${i},Of,person${i} at example`)
    const buffer = Buffer.from(lines.join('\n'))
    const file = { name: 'people.csv', mimeType: 'text/csv', buffer }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.getByRole('button', { name: 'Add 5000 people' }).click()
    await page.getByText('5000 lines have a problem').waitFor()
    const drawn = await page.getByRole('dialog').getByRole('row').count()
    expect(drawn).toBeLessThan(100)
    // The list still scrolls, to the last line.
    await page.getByRole('dialog').getByRole('row', { name: 'Line 1 ' }).first().hover()
    await page.mouse.wheel(0, 1_000_000)
    await page.getByRole('row', { name: 'Line 5000' }).waitFor()
    await context.close()
    expect(problems).toEqual([])
  })
})
