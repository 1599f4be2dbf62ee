/** An administrator makes a branch and a department with its manager, finds them in the log, and has all verified. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, password, phone, pictureOf } from './story.ts'

const found = await findBrowser()

describe.skipIf('reason' in found)('the administration', { timeout: 120_000 }, () => {
  if ('reason' in found) return
  const { browser } = found
  const problems: string[] = []
  let server: RunningServer
  let api: ReturnType<typeof createCaller>

  beforeAll(async () => {
    server = await startServer({ REGISTRATION: 'approval' })
    api = createCaller(server.address)
    const token = new URL(server.setupLink()).searchParams.get('token')
    const company = { companyName: 'Boats', timeZone: 'Europe/Berlin' }
    await api.call('POST', '/api/auth/setup/', { ...admin, token, ...company })
    await api.logIn(admin.email)
    const max = { email: 'max@example.com', firstName: 'Max', lastName: 'Manager', password }
    await api.call('POST', '/api/users/', { ...max, role: 'manager' })
    const kim = { email: 'kim@example.com', firstName: 'Kim', lastName: 'Novak', password }
    await createCaller(server.address).call('POST', '/api/auth/register/', kim)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await server?.stop()
  })

  const options = {
    ...desktop,
    permissions: ['geolocation'],
    geolocation: { latitude: 53.08125, longitude: 8.80351 },
  }

  test('a branch and a department with a manager, told by the log, and everything verified', async () => {
    const context = await openContext(browser, server.address, options, problems)
    const page = await context.newPage()
    const dialog = page.getByRole('dialog')
    const looked = async (...name: string[]) => {
      await still(page)
      expect(await faults(page)).toEqual([])
      await page.screenshot({ path: pictureOf('admin', ...name), fullPage: true })
    }
    await logIn(page, admin.email)
    await page.getByRole('link', { name: 'Administration' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Branches' }).click()

    await page.getByRole('button', { name: 'New branch' }).click()
    await dialog.getByLabel('Name of the branch').fill('North Quay')
    // The zone, by the keyboard alone.
    await dialog.getByLabel('Time zone').fill('lisb')
    await page.getByRole('option', { name: 'Europe/Lisbon' }).waitFor()
    await looked('zones')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await dialog.getByRole('button', { name: 'Take my position' }).click()
    await expect.poll(() => dialog.getByLabel('Latitude').inputValue()).toBe('53.08125')
    await dialog.getByLabel('Asked', { exact: true }).check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('region', { name: 'Managers' }).waitFor()
    await looked('branch')
    await page.keyboard.press('Escape')
    const { body } = await api.call('GET', '/api/branches/')
    expect(body.data).toMatchObject([
      {
        name: 'North Quay',
        timeZone: 'Europe/Lisbon',
        location: 'ask',
        fence: { latitude: 53.08125, longitude: 8.80351, radiusMeters: 150 },
      },
    ])

    await page.goto('/departments')
    await page.getByRole('button', { name: 'New department' }).click()
    await dialog.getByLabel('Name of the department').fill('Rigging')
    await dialog.getByRole('button', { name: 'Save' }).click()
    const picker = dialog.getByLabel('Add a manager')
    await picker.fill('max man')
    await page.getByRole('option', { name: /Max Manager/ }).click()
    await dialog.getByRole('button', { name: 'Remove as manager: Max Manager' }).waitFor()
    // Whoever may not manage is refused, at the field.
    await api.call('POST', '/api/users/', {
      email: 'eva@example.com',
      firstName: 'Eva',
      lastName: 'Evans',
      password,
    })
    await picker.fill('eva')
    await page.getByRole('option', { name: /Eva Evans/ }).click()
    await dialog.getByText(/give them the role manager first/).waitFor()
    await looked('department')
    await page.keyboard.press('Escape')
    await page.getByRole('row', { name: /Rigging/ }).waitFor()

    await page.goto('/audit')
    await page.getByLabel('Search').fill('rigging')
    await page.getByText('Ana Ruiz added the branch North Quay').waitFor({ state: 'detached' })
    await page.getByText('Ana Ruiz added the department Rigging').click()
    await page.getByText('Ana Ruiz changed who manages the department Rigging').waitFor()
    await looked('audit')

    await page.goto('/integrity')
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText('Everything is whole').first().waitFor()
    await page.getByText(/Checked: 4 people, 0 facts/).waitFor()
    await looked('integrity')
    await context.close()
    expect(problems).toEqual([])
  })

  test('who registered is let in; the settings of the company are kept', async () => {
    const context = await openContext(browser, server.address, phone, problems)
    const page = await context.newPage()
    await logIn(page, admin.email)
    await page.goto('/people')
    await page.getByRole('button', { name: 'Approve Kim Novak' }).click()
    await page.getByText('Kim Novak is let in.').waitFor()
    await createCaller(server.address).logIn('kim@example.com')

    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Administration' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Company' }).click()
    await page.getByLabel('Nobody').first().check()
    await page.getByText('The setting is saved.').waitFor()
    await page.getByLabel('Waits for the employee').check()
    await still(page)
    expect(await faults(page)).toEqual([])
    await page.screenshot({ path: pictureOf('admin', 'company', 'phone'), fullPage: true })
    const { body: company } = await api.call('GET', '/api/company/')
    expect(company.data).toMatchObject({ registration: 'closed', registrationIsSet: true })
    await expect
      .poll(async () => (await api.call('GET', '/api/corrections/settings/')).body.data.consent)
      .toBe('both')
    await page.getByRole('main').getByRole('link', { name: 'Administration' }).click()
    await page.getByRole('heading', { level: 1, name: 'Administration' }).waitFor()
    await context.close()
    expect(problems).toEqual([])
  })
})
