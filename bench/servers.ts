/** The two servers as processes of their own, on one database. */
import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'

export interface Server {
  port: number
  /** Ends the process; waits until it is gone, so that a profile is written. */
  stop(): Promise<void>
}

/** TimeClock as it ships. With `profileFolder`, writes a CPU profile there when it stops. */
export async function startTimeClock(
  root: string,
  databaseUrl: string,
  secretKey: string,
  profileFolder?: string,
): Promise<Server> {
  const profile = profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    SECRET_KEY: secretKey,
    PORT: '0',
    HOST: '127.0.0.1',
  }
  const child = spawn(process.execPath, [...profile, path.join(root, 'bin/timeclock.js'), 'serve'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await answer(child, (resolve) => {
    let text = ''
    child.stdout!.on('data', (chunk) => {
      const found = /TimeClock runs at\s+http:\/\/[^:]+:(\d+)/.exec((text += String(chunk)))
      if (found) resolve(Number(found[1]))
    })
  })
  return { port, stop: () => end(child) }
}

export async function startFloor(root: string, databaseUrl: string, secretKey: string): Promise<Server> {
  const child = spawn(process.execPath, ['scripts/run.js', 'bench/floor.ts', databaseUrl, secretKey], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const port = await answer(child, (resolve) =>
    child.once('message', (message: { port: number }) => resolve(message.port)),
  )
  return { port, stop: () => end(child) }
}

function answer(child: ChildProcess, listen: (resolve: (port: number) => void) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    listen(resolve)
    child.once('exit', () => reject(new Error('a server ended before it listened')))
  })
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
