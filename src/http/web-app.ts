/**
 * The web app: files that `scripts/build-web.js` made in dist/web, and its page for every address that a
 * browser opens and that is not the API's. The app itself knows what lies behind the address.
 */
import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { webPolicy } from './security-headers.ts'

/** Names that carry a hash of their content never change; the others are asked for again. */
const cacheFor = {
  assets: 'public, max-age=31536000, immutable',
  page: 'no-cache',
} as const

/** Everything that is not the web app's, whoever asks. */
const others = /^\/(api|healthz|readyz|metrics|assets|icons)(\/|$)/

const open = { schema: { hide: true }, config: { permission: 'public', rateLimit: false } } as const

const unbuilt = 'The web app is not built. Build it with "npm run build", then start TimeClock again.\n'

/** Serves the files under `folder`; without them, the page says how to make them. */
export async function addWebApp(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    suppressWarning: true,
  })
  const file = (name: string) =>
    app.get(`/${name}`, open, (_request, reply) => {
      return reply.header('cache-control', cacheFor.page).sendFile(name)
    })
  // The worker fetches what the page would; its policy is its own.
  app.get('/sw.js', open, (_request, reply) =>
    reply.headers({ 'cache-control': cacheFor.page, 'content-security-policy': webPolicy }).sendFile('sw.js'),
  )
  file('manifest.webmanifest')
  app.get('/assets/*', open, (request, reply) => {
    const name = (request.params as { '*': string })['*']
    return reply.header('cache-control', cacheFor.assets).sendFile(`assets/${name}`)
  })
  app.get('/icons/*', open, (request, reply) => {
    const name = (request.params as { '*': string })['*']
    return reply.header('cache-control', 'public, max-age=86400').sendFile(`icons/${name}`)
  })
  const isBuilt = existsSync(path.join(folder, 'index.html'))
  app.decorateReply('sendWebPage', function sendWebPage(this: FastifyReply) {
    this.headers({ 'cache-control': cacheFor.page, 'content-security-policy': webPolicy })
    if (!isBuilt) return this.code(503).type('text/plain; charset=utf-8').send(unbuilt)
    return this.sendFile('index.html')
  })
  app.get('/', open, (_request, reply) => reply.sendWebPage())
}

/** Whether a browser goes to an address that only the web app can know. */
export function isWebNavigation(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const wantsPage = request.headers.accept?.includes('text/html') ?? false
  const address = request.url.split('?', 1)[0] ?? '/'
  // A name with an extension is a file, which is missing.
  return isRead && wantsPage && !others.test(address) && !/\.\w+$/.test(address)
}

declare module 'fastify' {
  interface FastifyReply {
    /** Answers with the page of the web app. */
    sendWebPage(): FastifyReply
  }
}
