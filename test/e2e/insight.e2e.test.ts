/** Dashboards and reports show what the API says, and lead to the people behind it. */
import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import {
  admin,
  createCaller,
  desktop,
  logIn,
  openContext,
  password,
  phone,
  pictureFolder,
  pictureOf,
} from './story.ts'

const found = await findBrowser()

/** Of the table behind a chart. */
async function cellsOf(page: Page, name: string): Promise<string[][]> {
  const table = page.getByRole('region', { name, exact: true })
  await table.waitFor()
  const rows = await table.locator('tbody tr').all()
  return Promise.all(rows.map((row) => row.locator('td').allTextContents()))
}

const clock = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

describe.skipIf('reason' in found)('dashboards and reports', { timeout: 120_000 }, () => {
  if ('reason' in found) return
  const { browser } = found
  const problems: string[] = []
  let server: RunningServer
  let api: ReturnType<typeof createCaller>
  let context: BrowserContext
  let page: Page
  let taken: number[]
  const to = new Date().toISOString().slice(0, 10)
  const from = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10)
  const range = `from=${from}&to=${to}`
  const filters = `period=custom&${range}`

  beforeAll(async () => {
    server = await startServer()
    api = createCaller(server.address)
    const token = new URL(server.setupLink()).searchParams.get('token')
    const company = { companyName: 'Boats', timeZone: 'Europe/Berlin' }
    await api.call('POST', '/api/auth/setup/', { ...admin, token, ...company })
    await api.logIn(admin.email)
    const { body } = await api.call('POST', '/api/departments/', { name: 'Paint shop' })
    for (const [userId, lastName] of [
      ['eva', 'Evans'],
      ['omar', 'Omari'],
    ]) {
      const email = `${userId}@example.com`
      const department = userId === 'eva' ? { department: body.data.id } : {}
      await api.call('POST', '/api/users/', {
        userId,
        email,
        firstName: userId,
        lastName,
        password,
        ...department,
      })
    }
    const punches = [2, 3, 4, 9, 10].flatMap((ago) =>
      ['eva', 'omar'].flatMap((userId, person) => {
        const date = new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
        return [
          ['in', '08:00:00'],
          ['out', `1${5 + person}:3${ago % 10}:00`],
        ].map(([kind, time]) => ({
          userId,
          kind,
          at: `${date}T${time}Z`,
          idempotencyKey: `${userId}-${date}-${kind}`,
        }))
      }),
    )
    const sent = await api.call('POST', '/api/timeclock/punches/', { punches })
    taken = sent.body.data.map((one: { httpStatus: number }) => one.httpStatus)
    context = await openContext(browser, server.address, { ...desktop, acceptDownloads: true }, problems)
    page = await context.newPage()
    await logIn(page, admin.email)
    console.log(`Pictures of the pages: ${pictureFolder()}`)
  }, 120_000)
  afterAll(async () => {
    await browser.close()
    await server?.stop()
  })

  const asTable = (title: string) =>
    page.getByRole('button', { name: `${title}: As a table`, exact: true }).click()

  test('the charts have the numbers of the API', async () => {
    const read = async (path: string) => (await api.call('GET', path)).body.data
    expect(new Set(taken)).toEqual(new Set([201]))
    await page.goto(`/dashboards?${filters}`)
    await asTable('How long days are')
    const lengths: { days: number; people: number; workedSeconds: number }[] = await read(
      `/api/reports/day-lengths/?${range}`,
    )
    expect(lengths.length).toBeGreaterThan(1)
    expect((await cellsOf(page, 'How long days are')).map((cells) => cells.slice(1))).toEqual(
      lengths.map(({ days, people, workedSeconds }) => [`${days}`, `${people}`, clock(workedSeconds)]),
    )
    await asTable('Who is there when')
    const presence: { seconds: number }[] = await read(`/api/reports/presence/?${range}`)
    expect((await cellsOf(page, 'Who is there when')).map((cells) => cells[2])).toEqual(
      presence.map(({ seconds }) => (seconds / 3600).toFixed(2)),
    )
    await asTable('Punctuality by department')
    expect(await cellsOf(page, 'Punctuality by department')).toEqual(
      expect.arrayContaining([
        ['Paint shop', '–', '0', '0'],
        ['Without', '–', '0', '0'],
      ]),
    )
    await asTable('Attendance today')
    const board: { state: string }[] = await read('/api/live/board/')
    const out = board.filter(({ state }) => state === 'out').length
    expect(await cellsOf(page, 'Attendance today')).toContainEqual(['Out', `${out}`])
    expect(await cellsOf(page, 'Attendance today by department')).toEqual([
      ['Paint shop', '0', '0', '0', '0', '0', '1'],
      ['Without a department', '0', '0', '0', '0', '0', `${board.length - 1}`],
    ])
    await asTable('Hours and overtime by week')
    const weeks: { workedSeconds: number }[] = (await read(`/api/reports/hours/?${range}&groupBy=week`)).rows
    const shown = (await cellsOf(page, 'Hours and overtime by week')).map((cells) => cells[1])
    expect(shown.filter((hours) => hours !== '0:00')).toEqual(weeks.map((week) => clock(week.workedSeconds)))
  })

  test('a number leads to its people, and they to their days', async () => {
    const link = page.getByRole('region', { name: 'How long days are' }).getByRole('link').first()
    await link.click()
    await page.getByRole('heading', { name: 'The people behind the number' }).waitFor()
    await page.getByRole('row', { name: /eva Evans/ }).click()
    await page.getByText('Of one person: eva Evans').waitFor()
    expect(await page.getByRole('table', { name: 'Reports' }).getByRole('row').count()).toBe(6)
  })

  test('a number of those without a department leads to them alone', async () => {
    await page.goto(`/dashboards?${filters}`)
    await page.getByRole('link', { name: 'Without a department, Out: 2' }).click()
    await page.getByRole('heading', { name: 'The people behind the number' }).waitFor()
    await page.getByRole('row', { name: /omar Omari/ }).waitFor()
    const names = page.getByRole('table').getByRole('row')
    expect(await names.allTextContents()).not.toContainEqual(expect.stringContaining('eva'))
    expect(await names.count()).toBe(3)
    await page.goto(`/reports?${filters}&who=department`)
    await page.getByRole('row', { name: /^Without/ }).click()
    await page.getByRole('row', { name: /omar Omari/ }).waitFor()
    expect(await page.getByRole('table', { name: 'Reports' }).getByRole('row').count()).toBe(2)
  })

  test('the report adds up to what the API says, and so does the file', async () => {
    await page.goto(`/reports?${filters}&who=user&when=day`)
    const { body } = await api.call('GET', `/api/reports/hours/?${range}&groupBy=user,day`)
    const { rows, totals } = body.data as {
      rows: { workedSeconds: number }[]
      totals: { workedSeconds: number; daysPresent: number }
    }
    expect(rows).toHaveLength(10)
    const sums = page.getByRole('region', { name: 'Totals of all rows' })
    await sums.getByText(clock(totals.workedSeconds)).first().waitFor()
    await sums.getByText(`${totals.daysPresent}`, { exact: true }).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toBe(`hours-${from}-${to}.csv`)
    const [head, ...lines] = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\r\n')
    const column = head!.split(',').indexOf('worked_seconds')
    const seconds = lines.map((line) => Number(line.split(',')[column]))
    expect(seconds).toHaveLength(rows.length)
    expect(seconds.reduce((sum, one) => sum + one, 0)).toBe(totals.workedSeconds)
  })

  const pages = [
    `/dashboards?${filters}`,
    `/dashboards/people?${filters}&of=missed`,
    `/reports?${filters}&who=department&when=week`,
  ]

  test.each([
    ['desktop', 'light', desktop],
    ['phone', 'dark', phone],
  ] as const)('accessible on a %s, %s', async (device, colorScheme, options) => {
    const look = await openContext(browser, server.address, { ...options, colorScheme }, problems)
    page = await look.newPage()
    await logIn(page, admin.email)
    const wrong: string[] = []
    for (const path of pages) {
      await page.goto(path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      await page.waitForLoadState('networkidle')
      await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' })
      await still(page)
      wrong.push(...(await faults(page)))
      await page.screenshot({ path: pictureOf('insight', path, device, colorScheme), fullPage: true })
      const width = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      if (Number(width) > 0) wrong.push(`${path} is ${String(width)} px wider than its window`)
    }
    await look.close()
    expect(wrong).toEqual([])
  })

  test('nothing went wrong in any page', () => {
    expect(problems).toEqual([])
  })
})
