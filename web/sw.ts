/**
 * Keeps the files of the app for when there is no network, so that the clock opens anywhere. It never touches the
 * API: what was punched waits in the page's own store, not here.
 */
/// <reference lib="webworker" />
export {}
declare const self: ServiceWorkerGlobalScope
/** What the build made, with the hash of each file in its name. */
declare const __FILES__: string[]

const prefix = 'timeclock-'
const cacheName = `${prefix}${hash(__FILES__.join())}`

/** Not a secret, only another name for another list. */
function hash(text: string): string {
  let value = 0
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0
  return value.toString(36)
}

self.addEventListener('install', (event) => {
  event.waitUntil(keepAll().then(() => self.skipWaiting()))
})

async function keepAll(): Promise<void> {
  const cache = await caches.open(cacheName)
  await cache.addAll(__FILES__.map((url) => new Request(url, { cache: 'reload' })))
}

self.addEventListener('activate', (event) => {
  event.waitUntil(forgetOld().then(() => self.clients.claim()))
})

async function forgetOld(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith(prefix) && name !== cacheName).map((name) => caches.delete(name)),
  )
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin) return
  if (request.mode === 'navigate' && !/^\/(api|healthz|readyz|metrics)(\/|$)/.test(url.pathname)) {
    event.respondWith(openPage(request))
  } else if (/^\/(assets|icons)\//.test(url.pathname) || url.pathname === '/manifest.webmanifest') {
    event.respondWith(keptOrFetched(request))
  }
})

/** The network's page where it comes soon, so that an update shows at once; else the one that was kept. */
async function openPage(request: Request): Promise<Response> {
  const kept = await caches.match('/', { cacheName })
  if (!kept) return fetch(request)
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(2000) })
    return answer.status < 500 ? answer : kept
  } catch {
    return kept
  }
}

/** A name with a hash never changes its content. */
async function keptOrFetched(request: Request): Promise<Response> {
  const kept = await caches.match(request, { cacheName })
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) {
    const cache = await caches.open(cacheName)
    await cache.put(request, answer.clone())
  }
  return answer
}
