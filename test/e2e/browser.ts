/**
 * A real Chromium for the tests: the one that CHROMIUM names, the system's, or that of the package
 * @sparticuz/chromium (Linux on x64), which brings its own and needs three libraries of the system.
 */
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'

const ofTheSystem = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const remedy =
  'The tests in a browser are skipped. Install Chromium or Chrome, or name one in CHROMIUM; on Linux (x64) the ' +
  'packaged one needs: apt-get install -y libnss3 libnspr4 libexpat1 fonts-dejavu-core'

/** A browser that starts, or why there is none. */
export type Found =
  | {
      browser: Browser
      /** Another, with what it keeps in a folder: closed and started on it again, it is the same device. */
      startOn: (folder: string, options: BrowserContextOptions) => Promise<BrowserContext>
    }
  | { reason: string }

export async function findBrowser(): Promise<Found> {
  const tried: string[] = []
  for (const candidate of [namedOrInstalled, packaged]) {
    const found = await candidate()
    if (!found) continue
    try {
      return {
        browser: await chromium.launch(found),
        startOn: (folder, options) => chromium.launchPersistentContext(folder, { ...options, ...found }),
      }
    } catch (error) {
      tried.push(`${found.executablePath}: ${String(error).split('\n')[0]}`)
    }
  }
  return { reason: [remedy, ...tried].join('\n') }
}

interface Executable {
  executablePath: string
  args: string[]
}

function namedOrInstalled(): Promise<Executable | undefined> {
  const executablePath = [process.env['CHROMIUM'] ?? '', ...ofTheSystem].find((file) => existsSync(file))
  // As root, as in a container, Chromium has no sandbox of its own to start.
  return Promise.resolve(executablePath ? { executablePath, args: ['--no-sandbox'] } : undefined)
}

async function packaged(): Promise<Executable | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined
  const { default: bundled } = await import('@sparticuz/chromium')
  const args = bundled.args.filter((arg) => !/^--(headless|single-process|no-zygote)/.test(arg))
  return { executablePath: await unpacked(bundled), args }
}

/** Each user unpacks their own: the folder of temporary files is everybody's, what lies in it is not. */
async function unpacked(bundled: { executablePath(): Promise<string> }): Promise<string> {
  const { TMPDIR: before } = process.env
  const own = path.join(tmpdir(), `timeclock-chromium-${userInfo().uid}`)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  process.env['TMPDIR'] = own
  try {
    return await bundled.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}
