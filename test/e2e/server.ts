/** The product as people start it: a process of its own, on the embedded database. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { vi } from 'vitest'
import { build, isStale } from '../../scripts/build.js'
import { buildWeb, isWebStale } from '../../scripts/build-web.js'
import { makeDataDir } from '../data-dir.ts'
import { freePort } from '../free-port.ts'

const program = path.resolve(import.meta.dirname, '../../bin/timeclock.js')

export interface RunningServer {
  address: string
  /** For a second process on the same database: `startServer({ DATA_DIR: first.dataDir })`. */
  dataDir: string
  /** Of the last start, while there is no administrator. */
  setupLink: () => string
  /** Kills it as a power cut would, and starts it again on the same folder and port. */
  restart: () => Promise<void>
  stop: () => Promise<void>
}

export async function startServer(settings: Record<string, string> = {}): Promise<RunningServer> {
  if (isStale()) await build()
  if (isWebStale()) await buildWeb()
  const { dataDir, remove } = makeDataDir()
  const port = await freePort()
  let child: ChildProcess
  let output = ''

  async function start(): Promise<void> {
    output = ''
    const { PATH = '' } = process.env
    const env = { PATH, DATA_DIR: dataDir, PORT: String(port), TIME_ZONE: 'Europe/Berlin', ...settings }
    child = spawn(process.execPath, [program, 'serve'], { env })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => (output += data.toString()))
    await vi.waitFor(
      () => {
        if (!output.includes('Stop with Ctrl-C')) throw new Error(`The server did not start:\n${output}`)
      },
      { timeout: 60_000, interval: 50 },
    )
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  await start()
  return {
    address: `http://127.0.0.1:${port}`,
    dataDir,
    setupLink: () => /http\S+\/setup\?token=\S+/.exec(output)![0],
    async restart() {
      await end('SIGKILL')
      await start()
    },
    async stop() {
      await end('SIGTERM')
      remove()
    },
  }
}
