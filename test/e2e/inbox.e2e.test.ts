/** What went wrong is put right: a correction, an exception and a period, from one person to the other and back. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, monthStart } from '../../src/core/calendar.ts'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, password, phone, pictureOf } from './story.ts'

const found = await findBrowser()

const lastMonth = monthStart(addDays(monthStart(new Date().toISOString().slice(0, 10)), -1))
const [worked, forgotten] = [addDays(lastMonth, 4), addDays(lastMonth, 5)]

describe.skipIf('reason' in found)('putting right what went wrong', { timeout: 90_000 }, () => {
  if ('reason' in found) return
  const { browser } = found
  const problems: string[] = []
  const wrong: string[] = []
  let server: RunningServer
  let api: ReturnType<typeof createCaller>
  let eva: Page
  let ana: Page

  beforeAll(async () => {
    server = await startServer()
    api = createCaller(server.address)
    const token = new URL(server.setupLink()).searchParams.get('token')
    await api.call('POST', '/api/auth/setup/', {
      ...admin,
      token,
      companyName: 'Boats',
      timeZone: 'Europe/Berlin',
    })
    await api.logIn(admin.email)
    const person = { email: 'eva@example.com', firstName: 'Eva', lastName: 'Evans', password, userId: 'eva' }
    const { body } = await api.call('POST', '/api/users/', { ...person, hiredOn: lastMonth })
    const add = (date: string, kind: string, time: string) => ({ action: 'add', kind, date, time })
    const entered = await api.call('POST', '/api/timeclock/corrections/', {
      userId: body.data.id,
      reason: 'From paper',
      changes: [add(worked, 'in', '08:10'), add(worked, 'out', '16:00'), add(forgotten, 'in', '08:00')],
    })
    if (entered.status !== 201) throw new Error(JSON.stringify(entered.body))
    eva = await (await openContext(browser, server.address, phone, problems)).newPage()
    ana = await (await openContext(browser, server.address, desktop, problems)).newPage()
    await logIn(eva, person.email)
    await logIn(ana, admin.email)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await server?.stop()
  })

  async function look(page: Page, name: string): Promise<void> {
    await still(page)
    wrong.push(...(await faults(page)))
    await page.screenshot({ path: pictureOf('inbox', name), fullPage: true })
  }

  async function openDay(date: string): Promise<void> {
    await eva.goto('/my-time')
    await eva.getByRole('button', { name: 'The month before' }).click()
    await eva.getByText('List', { exact: true }).click()
    const day = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short' })
    await eva.locator('main li button', { hasText: day.format(new Date(`${date}T12:00:00Z`)) }).click()
    await eva.getByRole('dialog').getByRole('button', { name: 'Ask for a correction' }).waitFor()
  }

  async function ask(time: string, reason: string): Promise<void> {
    await eva.getByRole('button', { name: 'Ask for a correction' }).click()
    await eva.getByLabel(/^Time of Clock-in/).fill(time)
    await eva.getByLabel('Reason').fill(reason)
    await look(eva, `ask-${time}`)
    await eva.getByRole('button', { name: 'Send the request' }).click()
  }

  test('a correction goes from request to approval', async () => {
    await openDay(worked)
    await ask('08:00', 'The door was locked')
    await eva.getByText('Your request waits for a manager.').waitFor()
    await ana.goto('/inbox')
    const item = ana.locator('main li', { hasText: 'The door was locked' })
    await item.getByText(/08:10–16:00.*7:50 worked/).waitFor()
    await item.getByText(/08:00–16:00.*8:00 worked/).waitFor()
    await item.getByRole('checkbox').check()
    await look(ana, 'corrections')
    await ana.getByRole('button', { name: 'Approve' }).click()
    await ana.getByText('No correction waits for you.').waitFor()
    await eva.goto('/my-time')
    await eva.locator('main li', { hasText: 'The door was locked' }).getByText('approved').waitFor()
    await look(eva, 'requests')
  })

  test('an exception is explained and accepted', async () => {
    await openDay(forgotten)
    await eva.getByLabel(/What happened: Clock-out missing/).fill('My phone was flat')
    await eva.getByRole('button', { name: 'Explain' }).click()
    await eva.getByText('Your explanation is kept.').waitFor()
    await ana.goto('/inbox')
    await ana.getByText('Exceptions', { exact: true }).click()
    await ana.getByRole('button', { name: 'Earlier' }).click()
    const item = ana.locator('main li', { hasText: 'My phone was flat' })
    await item.getByRole('checkbox').check()
    await look(ana, 'exceptions')
    await ana.getByRole('button', { name: 'Accept' }).click()
    await item.waitFor({ state: 'detached' })
  })

  test('a period is confirmed, approved and locked, and a change after it is refused', async () => {
    // A shift without its end cannot be locked.
    const added = { action: 'add', kind: 'out', date: forgotten, time: '16:00' }
    await api.call('POST', '/api/timeclock/corrections/', {
      userId: 'eva',
      reason: 'Asked her',
      changes: [added],
    })
    await eva.goto('/my-time')
    await eva.getByRole('button', { name: 'The month before' }).click()
    await eva.getByRole('button', { name: 'Confirm' }).click()
    await eva.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click()
    await eva.locator('main').getByText('Confirmed', { exact: true }).waitFor()
    await ana.goto('/inbox')
    await ana.getByText('Periods', { exact: true }).click()
    await ana.getByLabel('Period', { exact: true }).first().click()
    await ana.getByRole('option').nth(1).click()
    const item = ana.locator('main li', { hasText: 'Eva Evans' })
    for (const [action, state] of [
      ['Approve', 'Approved'],
      ['Lock', 'Locked'],
    ] as const) {
      await item.getByRole('checkbox').check()
      await ana.getByRole('button', { name: action, exact: true }).click()
      await item.getByText(state, { exact: true }).waitFor()
    }
    await look(ana, 'periods')
    await openDay(worked)
    await ask('07:50', 'Earlier still')
    await eva
      .getByRole('alert')
      .getByText(/locked/)
      .waitFor()
    expect(await eva.getByLabel('Reason').inputValue()).toBe('Earlier still')
  })

  test('was accessible all the way', () => expect(wrong).toEqual([]))

  test('nothing went wrong in the pages, and nothing hit their policy', () => expect(problems).toEqual([]))
})
