/** `timeclock serve`: the server, from start to a clean stop. */
import { Command } from 'commander'
import type { FastifyInstance } from 'fastify'
import { ConfigError, loadConfig, settingsHelp, type Config } from '../config.ts'
import { openContext, type Context } from '../context.ts'
import { ensureAdmin, setupLink } from '../features/accounts/setup.ts'
import { seedDemo } from '../demo/seed.ts'
import { buildApp } from '../http/app.ts'
import { startHousekeeping } from '../housekeeping.ts'
import { explain } from './explain.ts'

interface ServeOptions {
  demo?: boolean
}

export function serveCommand(): Command {
  return new Command('serve')
    .description('start the server')
    .option('--demo', 'fill an empty database with example people and punches first')
    .addHelpText(
      'after',
      `\nSettings, from the environment or a .env file in this folder:\n${settingsHelp()}`,
    )
    .action(serve)
}

async function serve(options: ServeOptions): Promise<void> {
  const config = loadConfig()
  const opening = openContext(config, { say: console.log })
  const starting = opening.then((context) => start(context, config, options))
  let running: Running | undefined
  let stopping: Promise<void> | undefined
  const stop = () => (stopping ??= closeAll())
  async function closeAll(): Promise<void> {
    // A context that did not open has closed itself.
    const context = await opening.catch(() => undefined)
    const isStarting = running === undefined
    // A start that is under way fails without its database; one that runs answers its last requests first.
    if (isStarting) await context?.close()
    const server = running ?? (await starting.catch(() => undefined))
    server?.endHousekeeping()
    await server?.app.close()
    if (!isStarting) await context?.close()
  }
  // Before anything is open: a signal while starting also ends both, TimeClock and its database.
  const stopped = stopOnSignal(stop)
  try {
    running = await starting
  } catch (error) {
    const wasStopping = stopping !== undefined
    await stop()
    // What fails because it was closed under the start's hands is no failure.
    if (!wasStopping) throw error
  }
  await stopped
}

interface Running {
  app: FastifyInstance
  endHousekeeping: () => void
}

async function start(context: Context, config: Config, options: ServeOptions): Promise<Running> {
  await ensureAdmin(context)
  if (options.demo) await seedDemo(context, console.log)
  const app = await buildApp(context)
  try {
    await listen(app, config)
    console.log(await greeting(context, addressOf(app, config)))
  } catch (error) {
    await app.close()
    throw error
  }
  return { app, endHousekeeping: startHousekeeping(context) }
}

/** Answers when a signal has come and `stop` is done. A second signal ends at once. */
function stopOnSignal(stop: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    let stopping = false
    const onSignal = () => {
      if (stopping) process.exit(130)
      stopping = true
      console.log('Stopping…')
      stop()
        .catch((error: unknown) => {
          console.error(explain(error))
          process.exitCode = 1
        })
        .finally(resolve)
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  })
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const remedy = remedies[(error as NodeJS.ErrnoException).code ?? '']
    throw remedy ? new ConfigError(remedy(host, port), { cause: error }) : error
  }
}

const noSuchAddress = (host: string) =>
  `HOST=${host} is no address of this machine. Use 127.0.0.1 for this machine alone, 0.0.0.0 for every network.`

const remedies: Record<string, (host: string, port: number) => string> = {
  EADDRINUSE: (host, port) =>
    `Port ${port} of ${host} is taken by another program, maybe another TimeClock. Stop that one, or choose another port: PORT=${port + 1} npm start`,
  EACCES: (_, port) => `This user may not listen on port ${port}. Choose one above 1023: PORT=8000 npm start`,
  EADDRNOTAVAIL: noSuchAddress,
  ENOTFOUND: noSuchAddress,
}

/** Where a browser on this machine finds the server. */
function addressOf(app: FastifyInstance, { host, port }: Config): string {
  const address = app.server.address()
  const shown = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host
  return `http://${shown}:${typeof address === 'object' && address ? address.port : port}`
}

async function greeting(context: Context, address: string): Promise<string> {
  const link = await setupLink(context)
  return [
    '',
    `TimeClock runs at   ${address}`,
    `API documentation   ${address}/api/docs/`,
    `Database            ${context.databaseName}`,
    ...(link ? ['', 'Make the first administrator with this link, which works once:', `  ${link}`] : []),
    '',
    'Stop with Ctrl-C.',
  ].join('\n')
}
