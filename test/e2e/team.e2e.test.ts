/** Other people's time: a manager corrects it, the employee sees who did, and payroll what differs from before. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, monthStart } from '../../src/core/calendar.ts'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, password, phone, pictureOf, tap } from './story.ts'

const found = await findBrowser()

const lastMonth = monthStart(addDays(monthStart(new Date().toISOString().slice(0, 10)), -1))
const [worked, forgotten] = [addDays(lastMonth, 4), addDays(lastMonth, 5)]

describe.skipIf('reason' in found)('the time of others', { timeout: 90_000 }, () => {
  if ('reason' in found) return
  const { browser } = found
  const problems: string[] = []
  const wrong: string[] = []
  let server: RunningServer
  let api: ReturnType<typeof createCaller>
  let eva: Page
  let max: Page
  let ana: Page

  async function done(method: string, path: string, body: object) {
    const answer = await api.call(method, path, body)
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`)
    return answer.body.data
  }

  beforeAll(async () => {
    server = await startServer()
    api = createCaller(server.address)
    const token = new URL(server.setupLink()).searchParams.get('token')
    await done('POST', '/api/auth/setup/', {
      ...admin,
      token,
      companyName: 'Boats',
      timeZone: 'Europe/Berlin',
    })
    await api.logIn(admin.email)
    const { id: department } = await done('POST', '/api/departments/', { name: 'Assembly' })
    const person = { password, hiredOn: lastMonth, department }
    for (const more of [
      { userId: 'eva', email: 'eva@example.com', firstName: 'Eva', lastName: 'Evans' },
      { userId: 'max', email: 'max@example.com', firstName: 'Max', lastName: 'Moss', role: 'manager' },
    ])
      await done('POST', '/api/users/', { ...person, ...more })
    await done('PUT', `/api/departments/${department}/managers/`, { userIds: ['max'] })
    const add = (date: string, kind: string, time: string) => ({ action: 'add', kind, date, time })
    await done('POST', '/api/timeclock/corrections/', {
      userId: 'eva',
      reason: 'From paper',
      changes: [add(worked, 'in', '08:10'), add(worked, 'out', '16:00'), add(forgotten, 'in', '08:00')],
    })
    ;[eva, max, ana] = (await Promise.all(
      ([phone, desktop, desktop] as const).map(async (look) =>
        (await openContext(browser, server.address, look, problems)).newPage(),
      ),
    )) as [Page, Page, Page]
    await logIn(eva, 'eva@example.com')
    await logIn(max, 'max@example.com')
    await logIn(ana, admin.email)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await server?.stop()
  })

  async function look(page: Page, name: string): Promise<void> {
    await still(page)
    wrong.push(...(await faults(page)).map((fault) => `${name}: ${fault}`))
    const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
    if (Number(width) > 0) wrong.push(`${name} is ${String(width)} px wider than its window`)
    await page.screenshot({ path: pictureOf('team', name), fullPage: true })
  }

  const history = (page: Page) => page.getByRole('dialog').getByRole('button', { name: 'History' })

  test('a manager corrects a forgotten clock-out, and sees what it changes before', async () => {
    await max.goto('/board')
    await max.getByRole('row').filter({ hasText: 'Eva Evans' }).click()
    await max.getByRole('heading', { name: 'Eva Evans' }).waitFor()
    await max.goto(`/people/eva/time?at=${forgotten.slice(0, 7)}`)
    await max.getByText('Assembly').waitFor()
    await look(max, 'month')
    await max.goto(`/people/eva/time?at=${forgotten}`)
    const day = max.getByRole('dialog')
    await day.getByRole('button', { name: 'Correct this day' }).click()
    // The clock-out that is missing stands there to be filled in.
    await day.getByLabel('Time', { exact: true }).fill('16:00')
    await day.getByText(/08:00–16:00.*8:00 worked/).waitFor()
    await day.getByText('0:00 → 8:00').waitFor()
    await day.getByLabel('Reason').fill('She went at four')
    await look(max, 'correct')
    expect((await api.call('GET', '/api/timeclock/eva/')).body.data[0].timeOut).toBeNull()
    await day.getByRole('button', { name: 'Correct', exact: true }).click()
    await max.getByText('The correction counts now.').waitFor()
    await history(max).click()
    await day.getByText('She went at four').first().waitFor()
    await day.getByText(/Max Moss, .*entered by hand/).waitFor()
    await look(max, 'history')
  })

  test('the employee sees who did it, when and why', async () => {
    await eva.goto('/my-time')
    await eva.getByRole('button', { name: 'The month before' }).click()
    await eva.getByText('List', { exact: true }).click()
    await eva.getByText('08:00–16:00').click()
    await history(eva).click()
    await eva.getByRole('dialog').getByText('She went at four').first().waitFor()
    await eva
      .getByRole('dialog')
      .getByText(/Max Moss/)
      .first()
      .waitFor()
    await look(eva, 'employee-history')
  })

  test('a correction that needs her consent waits for it', async () => {
    await done('PATCH', '/api/corrections/settings/', { consent: 'both' })
    await max.goto(`/people/eva/time?at=${worked}`)
    const day = max.getByRole('dialog')
    await day.getByRole('button', { name: 'Correct this day' }).click()
    await day.getByLabel(/^Time of Clock-in/).fill('08:00')
    await day.getByLabel('Reason').fill('The door was locked')
    await day.getByRole('button', { name: 'Correct', exact: true }).click()
    await max.getByText('waits for the employee’s consent').waitFor()
    await done('PATCH', '/api/corrections/settings/', { consent: 'none' })
    await eva.goto('/my-time')
    await eva
      .getByRole('link', { name: /My time.*1/ })
      .first()
      .waitFor()
    const item = eva.locator('main li', { hasText: 'The door was locked' })
    await item.getByText('waits for your consent').waitFor()
    await item.getByText('7:50 → 8:00').waitFor()
    await look(eva, 'consent')
    await item.getByRole('button', { name: 'Agree', exact: true }).click()
    await item.getByText('approved', { exact: true }).waitFor()
  })

  test('what waits stands at the inbox, and is gone when it is decided', async () => {
    const asker = createCaller(server.address)
    await asker.logIn('eva@example.com')
    const changes = [{ action: 'add', kind: 'in', date: addDays(lastMonth, 7), time: '08:00' }]
    expect((await asker.call('POST', '/api/corrections/', { reason: 'Forgot', changes })).status).toBe(201)
    await max.goto('/inbox')
    await max.getByRole('link', { name: /Inbox 1/ }).waitFor()
    await max.locator('main li', { hasText: 'Forgot' }).getByRole('checkbox').check()
    await max.getByLabel('Comment').fill('You were ill')
    await look(max, 'inbox')
    await max.getByRole('button', { name: 'Refuse' }).click()
    await max.getByText('No correction waits for you.').waitFor()
    await expect.poll(() => max.getByRole('link', { name: /Inbox 1/ }).count()).toBe(0)
  })

  test('a list that is longer than its page says so, and all of it is decided at once', async () => {
    const asker = createCaller(server.address)
    await asker.logIn('eva@example.com')
    for (let i = 0; i < 27; i++) {
      const changes = [{ action: 'add', kind: 'in', date: addDays(lastMonth, 8), time: '08:00' }]
      const { status } = await asker.call('POST', '/api/corrections/', { reason: `No. ${i}`, changes })
      expect(status).toBe(201)
    }
    await max.goto('/inbox')
    await max.getByText('25 are shown; there are more.').waitFor()
    await max.getByRole('checkbox', { name: /^Select all/ }).check()
    await max.getByRole('button', { name: 'Select everything that the filter finds' }).click()
    await max.getByText('27 selected').waitFor()
    await max.getByRole('textbox', { name: 'Comment' }).fill('Once is enough')
    await look(max, 'many')
    await max.getByRole('button', { name: 'Refuse' }).click()
    await max.getByText('27 done.').waitFor()
    await max.getByText('No correction waits for you.').waitFor()
  })

  test('a day tells what its policy pays, and a correction what becomes of that', async () => {
    const { id: policyId } = await done('POST', '/api/policies/', {
      name: 'Seven hours',
      from: lastMonth,
      rules: { overtime: { daily: [{ afterMinutes: 420, class: 'overtime' }] } },
    })
    const assigned = { policyId, level: 'user', targetId: 'eva', from: lastMonth }
    const { id } = await done('POST', '/api/policy-assignments/', assigned)
    await max.goto(`/people/eva/time?at=${worked}`)
    const day = max.getByRole('dialog')
    await day.locator('dl div', { hasText: 'Overtime' }).getByText('1:00').waitFor()
    await day.getByRole('heading', { name: 'How this was counted' }).waitFor()
    await day.getByRole('button', { name: 'Correct this day' }).click()
    await day.getByLabel(/^Time of Clock-out/).fill('17:00')
    await day.getByText('1:00 → 2:00').waitFor()
    await day.getByText('8:00 → 9:00').waitFor()
    await look(max, 'policy')
    await done('PATCH', `/api/policy-assignments/${id}/`, { to: lastMonth })
  })

  test('employees open nobody else’s time', async () => {
    await eva.goto('/people/max/time')
    await eva.getByRole('heading', { name: /^You are/ }).waitFor()
  })

  test('a period is locked, exported, reopened, and what differs since is shown', async () => {
    const late = createCaller(server.address)
    await late.logIn('eva@example.com')
    await ana.goto('/periods')
    await ana.getByLabel('Period', { exact: true }).first().click()
    await ana.getByRole('option').nth(1).click()
    const item = ana.locator('main li', { hasText: 'Eva Evans' })
    const step = async (name: string, comment: string) => {
      await item.getByRole('checkbox').check()
      await ana.getByRole('textbox', { name: 'Comment' }).fill(comment)
      await ana.getByRole('button', { name, exact: true }).click()
    }
    await ana.getByLabel('Also where a step before is missing').check()
    await step('Lock', 'End of the month')
    await item.getByText('Locked', { exact: true }).waitFor()
    await ana.getByLabel('Leave out whoever is not locked').check()
    const [file] = await Promise.all([
      ana.waitForEvent('download'),
      ana.getByRole('button', { name: 'Export and download' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^hours-.*\.csv$/)
    await ana.getByText('Ana Ruiz').first().waitFor()
    // It comes late from a telephone that was off.
    const sent = await late.call('POST', '/api/timeclock/punches/', {
      punches: [{ kind: 'in', at: `${addDays(lastMonth, 11)}T08:00:00Z`, idempotencyKey: 'late' }],
    })
    expect(sent.body.data[0].httpStatus).toBe(202)
    await step('Reopen', 'A day was wrong')
    await item.getByText('Reopened', { exact: true }).waitFor()
    expect(await ana.getByText('Differs from the last export').count()).toBe(0)
    await done('POST', '/api/timeclock/corrections/', {
      userId: 'eva',
      reason: 'The gate says so',
      changes: [
        { action: 'add', kind: 'break_start', date: worked, time: '12:00' },
        { action: 'add', kind: 'break_end', date: worked, time: '12:30' },
      ],
    })
    await ana.reload()
    await ana.getByLabel('Period', { exact: true }).first().click()
    await ana.getByRole('option').nth(1).click()
    const differs = ana.locator('section', { hasText: 'Differs from the last export' }).last()
    await differs.getByText('8:00 → 7:30').first().waitFor()
    await item.last().getByRole('button', { name: 'History' }).click()
    await ana.getByText('A day was wrong').first().waitFor()
    await look(ana, 'periods')
  })

  test('a punch that was held counts when a manager says so', async () => {
    await max.goto('/inbox')
    await max.getByText('Held punches', { exact: true }).click()
    const held = max.locator('main li', { hasText: 'Eva Evans' })
    await held.getByText('Punch for a locked day').waitFor()
    await held.getByText(/^10:00–…|^09:00–…/).waitFor()
    await held.getByRole('checkbox').check()
    await max.getByRole('textbox', { name: 'Comment' }).fill('Her telephone was off')
    await look(max, 'held')
    await max.getByRole('button', { name: 'Count it' }).click()
    await max.getByText('No punch is held.').waitFor()
    const { body } = await api.call('GET', '/api/timeclock/eva/')
    expect(body.data[0].workDate).toBe(addDays(lastMonth, 11))
  })

  test('a punch of the web app says that it is one', async () => {
    await eva.goto('/')
    await tap(eva, 'Clock in')
    await eva.getByRole('heading', { name: 'You are in' }).waitFor()
    await expect
      .poll(async () => (await api.call('GET', '/api/timeclock/eva/punches/?limit=1')).body.data[0].source)
      .toBe('web')
  })

  test('on a phone, too', async () => {
    const context = await openContext(browser, server.address, { ...phone, colorScheme: 'dark' }, problems)
    const page = await context.newPage()
    await logIn(page, admin.email)
    for (const path of ['/periods', `/people/eva/time?at=${worked}`, '/inbox']) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await look(page, `phone-${path.split('?')[0]!}`)
    }
    await context.close()
  })

  test('was accessible all the way', () => expect(wrong).toEqual([]))

  test('nothing went wrong in the pages, and nothing hit their policy', () => expect(problems).toEqual([]))
})
