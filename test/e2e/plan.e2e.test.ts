/** Planning: a schedule is drawn and assigned, a plan is seen and changed, a policy is made of a preset. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, password, phone, pictureOf } from './story.ts'

const found = await findBrowser()

describe.skipIf('reason' in found)('planning', { timeout: 60_000 }, () => {
  if ('reason' in found) return
  const { browser } = found
  const problems: string[] = []
  const wrong: string[] = []
  let server: RunningServer
  let context: BrowserContext
  let page: Page
  let api: ReturnType<typeof createCaller>
  let departmentId: string

  beforeAll(async () => {
    server = await startServer()
    api = createCaller(server.address)
    const token = new URL(server.setupLink()).searchParams.get('token')
    const company = { companyName: 'Boats', timeZone: 'Europe/Berlin' }
    await api.call('POST', '/api/auth/setup/', { ...admin, token, ...company })
    await api.logIn(admin.email)
    const made = await api.call('POST', '/api/departments/', { name: 'Harbour' })
    departmentId = made.body.data.id
    const eva = { email: 'eva@example.com', firstName: 'Eva', lastName: 'Evans', password, userId: 'eva' }
    await api.call('POST', '/api/users/', { ...eva, department: departmentId })
    context = await openContext(browser, server.address, desktop, problems)
    page = await context.newPage()
    page.setDefaultTimeout(12_000)
    await logIn(page, admin.email)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await server?.stop()
  })

  const look = async (name: string) => {
    await page.waitForLoadState('networkidle')
    await still(page)
    for (const [device, { viewport }] of Object.entries({ desktop, phone })) {
      await page.setViewportSize(viewport!)
      wrong.push(...(await faults(page)))
      const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      if (Number(width) > 0) wrong.push(`${name} is ${String(width)} px wider than a ${device}`)
      await page.screenshot({ path: pictureOf('plan', name, device), fullPage: true })
    }
    await page.setViewportSize(desktop.viewport!)
  }
  const assignTo = async (name: string) => {
    await page.getByRole('combobox', { name: 'Department' }).click()
    await page.getByRole('option', { name }).click()
    await page.getByLabel('First date').last().fill('2025-01-06')
    await page.getByRole('button', { name: 'Assign', exact: true }).click()
    await page.getByText('It is assigned.').waitFor()
  }

  test('a schedule is drawn on the grid, over midnight too, and assigned to a department', async () => {
    await page.goto('/schedules')
    await page.getByRole('button', { name: 'New schedule' }).click()
    await page.getByLabel('Name of the schedule').fill('Early and night')
    const monday = page.getByRole('group', { name: 'Mon', exact: true })
    const track = (await monday.locator('div').boundingBox())!
    await page.mouse.move(track.x + track.width / 4, track.y + 20)
    await page.mouse.down()
    await page.mouse.move(track.x + track.width / 2, track.y + 20, { steps: 4 })
    await page.mouse.up()
    await page.getByRole('button', { name: 'Mon, 06:00–12:00' }).waitFor()
    await page.getByRole('button', { name: 'Mon, 06:00–12:00' }).press('ArrowRight')
    await page.getByRole('button', { name: 'Mon, 06:15–12:15' }).waitFor()
    await page.getByRole('button', { name: 'Add a shift on Fri' }).press('Enter')
    await page.getByLabel('Start', { exact: true }).fill('22:00')
    await page.getByLabel('End', { exact: true }).fill('06:00')
    await page.getByText('Ends on the next day.').waitFor()
    await page.getByRole('button', { name: 'Add a break at a time' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.locator('[data-wrong]').waitFor()
    await page.getByLabel('Break from').fill('02:00')
    await page.getByLabel('Break to').fill('02:30')
    await look('grid')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The schedule is saved.').waitFor()
    await assignTo('Harbour')
    await look('schedule')
    const schedules = (await api.call('GET', '/api/schedules/')).body.data
    expect(schedules).toHaveLength(1)
    expect(schedules[0].days).toEqual([
      { weekday: 1, start: '06:15', end: '12:15' },
      {
        weekday: 5,
        start: '22:00',
        end: '06:00',
        breaks: [{ start: '02:00', end: '02:30', paid: false }],
      },
    ])
    const assignments = (await api.call('GET', '/api/schedule-assignments/')).body.data
    expect(assignments).toMatchObject([
      { level: 'department', targetId: departmentId, from: '2025-01-06', to: null },
    ])
  })

  test('the plan of a person says what decided a day, and a day off changes it', async () => {
    await page.goto('/plan')
    await page.getByRole('combobox', { name: 'Person' }).click()
    await page.getByRole('option', { name: 'Eva Evans' }).click()
    const mondays = page.getByRole('button', { name: /^Monday.*06:15/ })
    await mondays.first().waitFor()
    await look('month')
    await mondays.first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('By the pattern of the schedule.').waitFor()
    await dialog.getByText('Days off', { exact: true }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByText('A day off is entered.').waitFor()
    await look('day')
    await dialog.getByRole('button', { name: 'Take back: Vacation' }).click()
    await dialog.getByText('By the pattern of the schedule.').waitFor()
  })

  test('a policy is made of a preset, checked, and assigned', async () => {
    await page.goto('/policies')
    await page.getByRole('button', { name: 'Start from it: United States, federal' }).waitFor()
    await look('policies')
    await page.getByRole('button', { name: 'Start from it: United States, federal' }).click()
    await page.getByLabel('First date').fill('2025-01-06')
    await page.getByLabel('Overtime after hours a day').fill('8')
    await page.getByLabel('Double after hours a day').fill('8')
    await page.getByRole('button', { name: 'Check' }).click()
    await page.getByText('These rules cannot be saved yet').waitFor()
    await page.getByLabel('Double after hours a day').fill('12')
    await look('policy-form')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The policy is saved.').waitFor()
    await assignTo('Harbour')
    await look('policy')
    const [policy] = (await api.call('GET', '/api/policies/')).body.data
    expect(policy.versions[0].rules.overtime).toMatchObject({
      daily: [
        { afterMinutes: 480, class: 'overtime' },
        { afterMinutes: 720, class: 'double' },
      ],
      weekly: [{ afterMinutes: 2400, class: 'overtime' }],
    })
    const assigned = (await api.call('GET', `/api/policy-assignments/?policyId=${policy.id}`)).body.data
    expect(assigned).toMatchObject([{ level: 'department', targetId: departmentId }])
  })

  test('a calendar has the holidays of a region and days of its own', async () => {
    await page.goto('/holidays')
    await page.getByRole('button', { name: 'New calendar' }).click()
    await page.getByLabel('Name of the calendar').fill('Madrid')
    await page.getByRole('combobox', { name: 'Country' }).fill('Spa')
    await page.getByRole('option').first().click()
    await page.getByRole('button', { name: 'Save' }).click()
    const year = 2031
    await page.getByLabel('Year', { exact: true }).fill(String(year))
    await page.getByRole('button', { name: `Write out the public holidays of ${year}` }).click()
    await page
      .getByRole('button', { name: /^Take out/ })
      .first()
      .waitFor()
    await page.getByLabel('Date', { exact: true }).fill(`${year}-05-20`)
    await page.getByLabel('Name of the holiday').fill('Regatta')
    await page.getByRole('button', { name: 'Add a day of our own' }).click()
    await page.getByText('Regatta').waitFor()
    await look('holidays')
    const [calendar] = (await api.call('GET', '/api/holiday-calendars/')).body.data
    const path = `/api/holiday-calendars/${calendar.id}/holidays/?from=${year}-01-01`
    const holidays = (await api.call('GET', path)).body.data as { date: string; source: string }[]
    expect(holidays).toContainEqual({ date: `${year}-05-20`, name: 'Regatta', source: 'company' })
    expect(holidays.filter(({ source }) => source === 'library').length).toBeGreaterThan(5)
  })

  test('all of it is accessible, and nothing hit the policy of the page', () => {
    expect(wrong).toEqual([])
    expect(problems).toEqual([])
  })
})
