/** The way of an employee, from the first run of the product on: in a real browser, against the real server. */
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, password, phone, pictureOf, tap } from './story.ts'

const found = await findBrowser()
if ('reason' in found) console.warn(found.reason)

const ben = { email: 'ben@example.com', firstName: 'Ben', lastName: 'Okafor' }

describe.skipIf('reason' in found)('an employee', { timeout: 90_000 }, () => {
  if ('reason' in found) return
  const { browser } = found
  const problems: string[] = []
  let server: RunningServer
  let context: BrowserContext
  let page: Page
  let api: ReturnType<typeof createCaller>

  beforeAll(async () => {
    server = await startServer()
    api = createCaller(server.address)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await server?.stop()
  })

  const state = (name: string) => page.getByRole('heading', { name }).waitFor()
  const facts = async () =>
    (await api.call('GET', `/api/timeclock/${userId}/punches/`)).body.data as {
      kind: string
      source: string
    }[]
  const kinds = async () => (await facts()).map(({ kind }) => kind).toReversed()
  let userId: string
  const wrong: string[] = []
  /** What lasts for moments only is looked at while it lasts. */
  const look = async (name: string) => {
    wrong.push(...(await faults(page)))
    await page.screenshot({ path: pictureOf('story', name) })
  }

  test('the printed link sets up company, branch and people', async () => {
    const setup = await openContext(browser, server.address, desktop, problems)
    page = await setup.newPage()
    await page.goto(server.setupLink())
    await page.getByLabel('Company').fill('Boats & Sons')
    await page.getByLabel('Your first name').fill(admin.firstName)
    await page.getByLabel('Your last name').fill(admin.lastName)
    await page.getByLabel('Your e-mail address').fill(admin.email)
    await page.getByLabel('Password', { exact: true }).fill('password')
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('among the first that an attacker tries').waitFor()
    await look('set-up-you')
    await page.getByLabel('Password', { exact: true }).fill(admin.password)
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByLabel('Name of the branch').fill('Harbour')
    await look('set-up-branch')
    await page.getByRole('button', { name: 'Add the branch' }).click()
    await page
      .getByLabel('The first people')
      .fill(['Eva;Evans;eva@example.com;Paint shop', 'Max;Maier', 'Ida;Ito;ida@example.com'].join('\n'))
    await page.getByRole('button', { name: 'Add 3 people' }).click()
    await page.getByText('Line 2', { exact: true }).waitFor()
    await look('set-up-people')
    await page.getByRole('button', { name: 'Add the 2 good lines' }).click()
    await page.getByText('2 people were added').waitFor()
    await look('set-up-added')
    const [, , secret] = await page
      .getByRole('row', { name: /Eva Evans/ })
      .getByRole('cell')
      .allTextContents()
    await page.getByRole('button', { name: 'Go to TimeClock' }).click()
    await state('You are out')
    await setup.close()
    const user = await api.logIn('eva@example.com', secret)
    expect(user).toMatchObject({ department: { name: 'Paint shop' }, branch: { name: 'Harbour' } })
    expect((await api.call('GET', '/api/company/')).body.data).toMatchObject({
      name: 'Boats & Sons',
      timeZone: 'Europe/Berlin',
    })
  })

  test('registers, and comes to the clock', async () => {
    context = await openContext(browser, server.address, phone, problems)
    page = await context.newPage()
    await page.goto('/')
    await page.getByRole('link', { name: 'Register' }).click()
    await page.getByLabel('First name').fill(ben.firstName)
    await page.getByLabel('Last name').fill(ben.lastName)
    await page.getByLabel('E-mail address').fill(ben.email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Register' }).click()
    await state('You are out')
    userId = (await api.logIn(ben.email)).id
  })

  test('clocks in with a double tap: one punch', async () => {
    await page.getByRole('button', { name: 'Clock in' }).dblclick()
    await state('You are in')
    await expect.poll(kinds).toEqual(['in'])
  })

  test('takes a break, comes back, and leaves with a remark', async () => {
    await tap(page, 'Start a break')
    await state('You are on a break')
    await tap(page, 'End the break')
    await state('You are in')
    await page.getByRole('button', { name: 'Add a remark' }).click()
    await page.getByLabel('Remark').fill('Dentist')
    await tap(page, 'Clock out')
    await state('You are out')
    await expect.poll(kinds).toEqual(['in', 'break_start', 'break_end', 'out'])
    const { body } = await api.call('GET', `/api/timeclock/${userId}/`)
    expect(body.data[0]).toMatchObject({ timeOutDescription: 'Dentist', status: 'complete' })
    expect((await facts()).every(({ source }) => source === 'web')).toBe(true)
  })

  test('punches twice without a network, the server dies meanwhile: each counts once', async () => {
    // The page is kept for later.
    await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)
    await context.setOffline(true)
    await tap(page, 'Clock in')
    await state('You are in')
    await tap(page, 'Clock out')
    await state('You are out')
    await page.getByRole('heading', { name: '2 punches wait to be sent' }).waitFor()
    await look('offline')
    await page.reload()
    await page.getByRole('heading', { name: '2 punches wait to be sent' }).waitFor()
    await server.restart()
    await context.setOffline(false)
    await page.getByRole('heading', { name: /to be sent/ }).waitFor({ state: 'detached', timeout: 30_000 })
    await state('You are out')
    await api.logIn(ben.email)
    const [out, clockIn, ...before] = await facts()
    expect([clockIn, out]).toMatchObject([
      { kind: 'in', source: 'offline' },
      { kind: 'out', source: 'offline' },
    ])
    expect(before).toHaveLength(4)
  })

  test('a punch whose answer is lost counts once', async () => {
    const lost = new Promise<void>((resolve) => {
      void page.route(
        '**/api/timeclock/clock-in/',
        async (route) => {
          await route.fetch()
          await route.abort()
          resolve()
        },
        { times: 1 },
      )
    })
    const again = page.waitForResponse('**/api/timeclock/punches/')
    const settled = page.waitForResponse('**/api/timeclock/clock-in/')
    await tap(page, 'Clock in')
    await lost
    expect((await (await again).json()).data).toMatchObject([{ answer: { code: 'idempotency_key_reused' } }])
    expect((await settled).status()).toBe(201)
    await page.reload()
    await state('You are in')
    expect((await kinds()).slice(6)).toEqual(['in'])
  })

  test('a refused punch is shown, and goes only when it is dealt with', async () => {
    await context.setOffline(true)
    await tap(page, 'Clock out')
    await page.getByRole('heading', { name: '1 punch waits' }).waitFor()
    await api.call('POST', '/api/timeclock/clock-out/', {})
    await context.setOffline(false)
    await page.getByRole('heading', { name: '1 punch was refused' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: '1 punch was refused' }).waitFor()
    await look('refused')
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: '1 punch was refused' }).waitFor()
    await page.getByRole('button', { name: 'Discard' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Discard' }).click()
    await page.getByRole('heading', { name: /refused/ }).waitFor({ state: 'detached' })
    expect((await kinds()).slice(6)).toEqual(['in', 'out'])
  })

  test('finds the day in the calendar, with its punches', async () => {
    await page.getByRole('link', { name: 'My time' }).click()
    await page.locator('button[aria-current="date"]').click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('Dentist').waitFor()
    expect(await drawer.getByText('In', { exact: true }).count()).toBe(3)
    await page.keyboard.press('Escape')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download as CSV' }).click()
    expect((await download).suggestedFilename()).toMatch(/^timeclock-\d{4}-\d\d\.csv$/)
  })

  test('when the session ends under a form, nothing typed is lost', async () => {
    await page.goto('/account')
    await page.getByLabel('Present password').fill(password)
    await page.getByLabel('New password').fill('four quiet green boats')
    const { body } = await api.call('GET', '/api/auth/sessions/')
    for (const { id, current } of body.data)
      if (!current) await api.call('DELETE', `/api/auth/sessions/${id}/`)
    await page.getByRole('button', { name: 'Change the password' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Nothing that you typed is lost').waitFor()
    await still(page)
    await look('session-ended')
    await dialog.getByLabel('Password', { exact: true }).fill(password)
    await dialog.getByRole('button', { name: 'Log in' }).click()
    await page.getByText('The password is changed').waitFor()
  })

  test('two tabs share one session, and the logout of one is that of the other', async () => {
    const other = await context.newPage()
    await Promise.all([page.goto('/'), other.goto('/account')])
    await Promise.all([page.reload(), other.reload()])
    await state('You are out')
    await other.getByRole('button', { name: 'Log out', exact: true }).click()
    await other.getByRole('heading', { name: 'Log in' }).waitFor()
    await page.getByRole('heading', { name: 'Log in' }).waitFor()
    await other.close()
    await logIn(page, ben.email, 'four quiet green boats')
  })

  test('a device whose clock is wrong is told so', async () => {
    await page.clock.install({ time: Date.now() + 3_600_000 })
    await page.reload()
    await page.getByText(/60 minutes ahead/).waitFor()
  })

  test('was accessible all the way', () => expect(wrong).toEqual([]))

  test('nothing went wrong in the pages, and nothing hit their policy', () => expect(problems).toEqual([]))
})
