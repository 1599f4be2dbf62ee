/** `node scripts/make-icons.js`: draws the PNG icons of the web app from web/public/icons/icon.svg, which is the one to change. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './bundle.js'
import { chromium } from 'playwright-core'

const folder = path.join(root, 'web/public/icons')
const svg = readFileSync(path.join(folder, 'icon.svg'), 'utf8')

/** Phones cut icons to shapes of their own: one without round corners, and with room around. */
const whole = svg.replace(/ rx="\d+"/, '')

/** @type {[name: string, size: number, picture: string][]} */
const icons = [
  ['icon-180', 180, whole],
  ['icon-192', 192, svg],
  ['icon-512', 512, svg],
  ['icon-maskable-512', 512, whole],
]

const executablePath =
  process.env.CHROMIUM ?? (await (await import('@sparticuz/chromium')).default.executablePath())
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
for (const [name, size, picture] of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>${picture}`)
  await page.screenshot({ path: path.join(folder, `${name}.png`), omitBackground: true })
  await page.close()
}
await browser.close()
