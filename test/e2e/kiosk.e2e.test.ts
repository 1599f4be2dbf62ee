/** A kiosk in a hall: paired, punched on, cut off from the network, restarted, revoked; on a tablet, in a real browser. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faults, still } from './axe.ts'
import { findBrowser } from './browser.ts'
import { type RunningServer, startServer } from './server.ts'
import { admin, createCaller, desktop, logIn, openContext, password, pictureOf, watch } from './story.ts'

const found = await findBrowser()

const tablet = { viewport: { width: 1024, height: 768 }, hasTouch: true, locale: 'en-GB' }
const eva = {
  userId: 'eva',
  email: 'eva@example.com',
  firstName: 'Eva',
  lastName: 'Evans',
  employeeNumber: '1001',
}
const max = {
  userId: 'max',
  email: 'max@example.com',
  firstName: 'Max',
  lastName: 'Maier',
  employeeNumber: '1002',
}

describe.skipIf('reason' in found)('a kiosk', { timeout: 90_000 }, () => {
  if ('reason' in found) return
  const { browser, startOn } = found
  const folder = mkdtempSync(path.join(tmpdir(), 'timeclock-kiosk-'))
  const problems: string[] = []
  const wrong: string[] = []
  let server: RunningServer
  let api: ReturnType<typeof createCaller>
  let office: Page
  let context: BrowserContext
  let kiosk: Page

  beforeAll(async () => {
    server = await startServer()
    api = createCaller(server.address)
    const token = new URL(server.setupLink()).searchParams.get('token')
    const company = { companyName: 'Boats', timeZone: 'Europe/Berlin' }
    await api.call('POST', '/api/auth/setup/', { ...admin, ...company, token })
    await api.logIn(admin.email)
    await api.call('POST', '/api/branches/', { name: 'Harbour', timeZone: 'Europe/Berlin' })
    for (const person of [eva, max])
      await api.call('POST', '/api/users/', { ...person, password, branch: 'Harbour' })
    office = await (await openContext(browser, server.address, desktop, problems)).newPage()
    await startKiosk()
  }, 120_000)
  afterAll(async () => {
    await context?.close()
    await browser.close()
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Starts the browser of the tablet on what it kept. */
  async function startKiosk(): Promise<void> {
    context = await startOn(folder, { ...tablet, baseURL: server.address })
    kiosk = context.pages()[0] ?? (await context.newPage())
    watch(kiosk, problems)
  }
  const look = async (page: Page, name: string) => {
    await still(page)
    wrong.push(...(await faults(page)))
    await page.screenshot({ path: pictureOf('kiosk', name) })
  }
  const press = async (keys: string) => {
    for (const key of keys) await kiosk.getByRole('button', { name: key, exact: true }).click()
    await kiosk.getByRole('button', { name: 'Go on' }).click()
  }
  const show = async (number: string, pin: string) => {
    await kiosk.getByLabel('Your number').fill(number)
    await kiosk.getByLabel('PIN').fill(pin)
    await kiosk.keyboard.press('Enter')
  }
  /** A scanner that acts as a keyboard, at its own pace whatever the machine of the test does meanwhile. */
  const scan = (code: string) =>
    kiosk.evaluate(`for (const key of [...${JSON.stringify(code)}, 'Enter']) {
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))
      if (key !== 'Enter') document.execCommand('insertText', false, key)
    }`)
  const button = (name: string) => kiosk.getByRole('button', { name })
  const done = (text: RegExp | string) => kiosk.getByRole('status').filter({ hasText: text }).waitFor()
  const alert = (text: RegExp | string) => kiosk.getByRole('alert').filter({ hasText: text }).waitFor()
  const facts = async (id: string) => {
    await api.logIn(admin.email)
    const { body } = await api.call('GET', `/api/timeclock/${id}/punches/`)
    return (body.data as { kind: string; source: string }[]).toReversed()
  }
  const kinds = async (id: string) => (await facts(id)).map(({ kind }) => kind)

  test('is paired with a code that the office makes; a wrong code says what to do', async () => {
    await logIn(office, admin.email)
    await office.goto('/kiosks')
    await office.getByRole('button', { name: 'Pair a device' }).click()
    await office.getByLabel('Name of the device').fill('Back door')
    await office.getByRole('button', { name: 'Make a pairing code' }).click()
    const code = await office.locator('output').textContent()
    await office.getByText(/Good for \d+ min/).waitFor()
    await look(office, 'code')

    await kiosk.goto('/kiosk')
    await kiosk.getByLabel('Pairing code').fill('22')
    await button('Pair this device').click()
    await kiosk.getByText('The code has eight letters and digits').waitFor()
    await kiosk.getByLabel('Pairing code').fill('2222-2222')
    await button('Pair this device').click()
    await alert(/unknown, used or expired/)
    await look(kiosk, 'pairing')
    await kiosk.getByLabel('Pairing code').fill(code!.toLowerCase().replace('-', ' '))
    await button('Pair this device').click()
    await kiosk.getByRole('heading', { name: 'Boats Harbour' }).waitFor()
    await kiosk.getByText('Back door').waitFor()
    await look(kiosk, 'pad')
    await office.getByText('“Back door” is a kiosk now').waitFor()
  })

  test('a person sets their own PIN, and sees their QR code', async () => {
    const own = await openContext(browser, server.address, desktop, problems)
    const page = await own.newPage()
    await logIn(page, eva.email)
    await page.goto('/account')
    await page.getByText('Your number there: 1001').waitFor()
    await page.getByLabel('New PIN').fill('12ab')
    await page.getByRole('button', { name: 'Set the PIN' }).click()
    await page.getByText('A PIN has 4 to 8 digits, and nothing else').waitFor()
    await page.getByLabel('New PIN').fill('4321')
    await page.getByRole('button', { name: 'Set the PIN' }).click()
    await page.getByText('easily guessed').waitFor()
    await page.getByLabel('New PIN').fill('2580')
    await page.getByRole('button', { name: 'Set the PIN' }).click()
    await page.getByText('You have a PIN').waitFor()
    await page.getByRole('button', { name: 'Show my QR code' }).click()
    await page.getByRole('img', { name: 'QR code of Eva Evans' }).waitFor()
    await look(page, 'account')
    await own.close()
  })

  test('an administrator sets a PIN for a person, and prints them a badge', async () => {
    await office.goto('/people')
    await office.getByText('Maier, Max').click()
    const person = office.getByRole('dialog', { name: 'Max Maier' })
    await person.getByLabel('New PIN').fill('7391')
    await person.getByRole('button', { name: 'Set the PIN' }).click()
    await office.getByText('The PIN is set').waitFor()
    await person.getByRole('button', { name: 'Issue a QR badge' }).click()
    const question = office.getByRole('dialog', { name: 'Issue a QR badge' })
    await question.getByRole('button', { name: 'Issue a QR badge' }).click()
    await person.getByRole('img', { name: 'QR code of Max Maier' }).waitFor()
    await look(office, 'badge')
    // On paper the badge stands alone.
    await office.emulateMedia({ media: 'print' })
    const onPaper = "[...document.body.children].filter((one) => getComputedStyle(one).display !== 'none')"
    expect(await office.evaluate(`${onPaper}.map((one) => one.innerText)`)).toEqual([
      expect.stringContaining('Max Maier'),
    ])
    await office.emulateMedia({ media: 'screen' })
    await office.goto('/kiosks')
  })

  test('a punch by number and PIN, with a double tap: one punch', async () => {
    await press('1001')
    await press('2580')
    await kiosk.getByRole('heading', { name: 'Eva Evans' }).waitFor()
    await look(kiosk, 'choice')
    await button('Clock in').dblclick()
    await done(/Eva Evans\s*Clocked in \d\d:\d\d/)
    await look(kiosk, 'done')
    expect(await facts('eva')).toMatchObject([{ kind: 'in', source: 'kiosk' }])
    // And back to the beginning, by itself.
    await kiosk.getByLabel('Your number').waitFor()
    expect(await kiosk.getByLabel('Your number').inputValue()).toBe('')
  })

  test('by keyboard alone: the likeliest is one Enter away, a break one Tab further', async () => {
    await kiosk.keyboard.type('1001', { delay: 60 })
    await kiosk.keyboard.press('Enter')
    await kiosk.keyboard.type('2580', { delay: 60 })
    await kiosk.keyboard.press('Enter')
    await kiosk.getByRole('heading', { name: 'Eva Evans' }).waitFor()
    await kiosk.keyboard.press('Tab')
    await kiosk.keyboard.press('Enter')
    await done('Break started')
    expect(await kinds('eva')).toEqual(['in', 'break_start'])
    await button('Done').and(kiosk.locator('[aria-disabled=false]')).click()
  })

  test('what cannot be right is said before it is sent', async () => {
    await kiosk.keyboard.press('Enter')
    await alert('Type your number first')
    await kiosk.getByLabel('PIN').fill('12ab')
    await alert('A PIN has digits alone')
    expect(await kiosk.getByLabel('PIN').inputValue()).toBe('12')
    await show('1001', '12')
    await alert('A PIN has 4 to 8 digits')
    await kiosk.keyboard.press('Escape')
    expect(await kiosk.getByLabel('Your number').inputValue()).toBe('')
  })

  test('wrong PINs are throttled, with the time that is left; the QR code still works', async () => {
    for (let attempt = 0; attempt < 10; attempt++) {
      await show('1001', '9999')
      await alert('not recognised')
    }
    await show('1001', '2580')
    await alert(/Too many wrong PINs.*14:\d\d left/)
    await look(kiosk, 'throttled')

    await scan('4006381333931')
    await alert('no QR code of TimeClock')
    expect(await kiosk.getByLabel('Your number').inputValue()).toBe('')
    await scan('tcq.rubbish-that-looks-like-ours')
    await alert('not recognised')

    await api.logIn(eva.email)
    const { qr } = (await api.call('GET', '/api/auth/kiosk-code/')).body.data
    await scan(qr)
    await kiosk.getByRole('heading', { name: 'Eva Evans' }).waitFor()
    await button('End the break').click()
    await done('Break ended')
    expect(await kinds('eva')).toEqual(['in', 'break_start', 'break_end'])
    await button('Done').and(kiosk.locator('[aria-disabled=false]')).click()
  })

  test('two punches without a network outlive the browser, and count once each', async () => {
    await expect.poll(() => kiosk.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)
    await context.setOffline(true)
    for (const what of ['Clock in', 'Clock out']) {
      await show('1002', '7391')
      await kiosk.getByRole('heading', { name: 'What would you like to do?' }).waitFor()
      await look(kiosk, 'offline')
      await button(what).click()
      await done('Kept on this device')
      await button('Done').and(kiosk.locator('[aria-disabled=false]')).click()
    }
    await kiosk.getByText('2 punches wait to be sent').waitFor()
    await context.close()
    await server.restart()
    await startKiosk()
    await context.setOffline(true)
    await kiosk.goto('/kiosk')
    await kiosk.getByText('2 punches wait to be sent').waitFor()
    // What lies on the device tells nobody's number or PIN.
    const kept = await kiosk.evaluate(keptOnDevice)
    expect(kept).toContain('sealed')
    expect(kept).not.toMatch(/1002|7391|Maier/)
    await context.setOffline(false)
    await kiosk.getByText('2 punches wait').waitFor({ state: 'detached', timeout: 40_000 })
    expect(await facts('max')).toMatchObject([
      { kind: 'in', source: 'kiosk' },
      { kind: 'out', source: 'kiosk' },
    ])
  })

  test('a punch whose answer is lost counts once', async () => {
    await show('1002', '7391')
    await kiosk.getByRole('heading', { name: 'Max Maier' }).waitFor()
    await kiosk.route(
      '**/api/kiosk/punch/',
      async (route) => {
        await route.fetch()
        await route.abort()
      },
      { times: 1 },
    )
    await button('Clock in').click()
    await done('Kept on this device')
    await kiosk.getByText('1 punch waits').waitFor({ state: 'detached', timeout: 30_000 })
    expect(await kinds('max')).toEqual(['in', 'out', 'in'])
    expect(await kiosk.getByText('refused').count()).toBe(0)
  })

  test('what was refused later is said at the kiosk and in the office', async () => {
    await context.setOffline(true)
    await kiosk.getByLabel('Your number').waitFor()
    await show('1002', '1111')
    await button('Clock out').click()
    await done('Kept on this device')
    await context.setOffline(false)
    await alert('1 punch that waited here was refused')
    await look(kiosk, 'refused')
    await button('Understood').click()
    await kiosk.getByText('was refused').waitFor({ state: 'detached' })

    await office.goto('/kiosks')
    await office.getByRole('button', { name: '1 refused punch' }).click()
    const dialog = office.getByRole('dialog')
    await dialog.getByText('Max Maier: Clock-out').waitFor()
    await look(office, 'refusals')
    await dialog.getByRole('button', { name: 'Settled' }).click()
    await dialog.getByText('No refused punch waits for you').waitFor()
    await dialog.getByRole('button', { name: 'Close' }).click()
    expect(await kinds('max')).toEqual(['in', 'out', 'in'])
  })

  test('the camera reads a code, where the browser can', async () => {
    await api.logIn(max.email)
    const { qr } = (await api.call('GET', '/api/auth/kiosk-code/')).body.data
    await kiosk.addInitScript(`
      window.BarcodeDetector = class { async detect() { return [{ rawValue: ${JSON.stringify(qr)} }] } }
      navigator.mediaDevices.getUserMedia = async () => {
        const canvas = document.createElement('canvas')
        canvas.getContext('2d').fillRect(0, 0, 9, 9)
        return canvas.captureStream(10)
      }`)
    await kiosk.reload()
    await button('Scan with the camera').click()
    await kiosk.getByRole('heading', { name: 'Max Maier' }).waitFor()
    await button('Cancel').click()
    await kiosk.getByLabel('Your number').waitFor()
  })

  test('forgets what somebody left half typed, and says when its clock is wrong', async () => {
    await kiosk.clock.install({ time: Date.now() + 3_600_000 })
    await kiosk.reload()
    await kiosk.getByText(/60 minutes ahead/).waitFor()
    await kiosk.getByLabel('Your number').fill('10')
    await kiosk.clock.fastForward(20_500)
    await expect.poll(() => kiosk.getByLabel('Your number').inputValue()).toBe('')
  })

  test('revoked, it says so, forgets its token, and can be paired again', async () => {
    await office.getByRole('button', { name: 'Revoke “Back door”' }).click()
    await office.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await office.getByText('“Back door” is no kiosk any more').waitFor()
    await context.close()
    await startKiosk()
    await kiosk.goto('/kiosk')
    await alert('“Back door” is no kiosk any more')
    await look(kiosk, 'revoked')
    expect(await kiosk.evaluate(keptOnDevice)).not.toContain('kiosk.')
    const branch = (await api.call('GET', '/api/branches/')).body.data[0].id
    await api.logIn(admin.email)
    const made = await api.call('POST', '/api/kiosks/pairing-codes/', {
      branchId: branch,
      name: 'Front door',
    })
    await kiosk.getByLabel('Pairing code').fill(made.body.data.code)
    await button('Pair this device').click()
    await kiosk.getByText('Front door').waitFor()
  })

  test('was accessible all the way', () => expect(wrong).toEqual([]))

  test('nothing went wrong in the pages, and nothing hit their policy', () => expect(problems).toEqual([]))
})

/** Everything in the kiosk's store, as text. */
const keptOnDevice = `new Promise((resolve, reject) => {
  const open = indexedDB.open('timeclock-kiosk')
  open.onerror = reject
  open.onsuccess = () => {
    const tx = open.result.transaction(['standing', 'punches'])
    const all = ['standing', 'punches'].map((name) => tx.objectStore(name).getAll())
    tx.oncomplete = () => resolve(JSON.stringify(all.map((one) => one.result)))
  }
})`
