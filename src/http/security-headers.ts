/** Headers that every answer carries: constant, so one table instead of a chain of middleware per request. */
import type { Config } from '../config.ts'

/** JSON may do nothing at all in a browser; pages say for themselves what they need. */
const base = {
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Times and places of people: no proxy and no browser keeps them.
  'cache-control': 'no-store',
}

/** Behind a proxy there is TLS in front of us, and a browser shall insist on it. */
export function securityHeaders(config: Config): [name: string, value: string][] {
  const behindProxy = config.trustedProxies.length > 0
  // Another site that may read the API must be able to load from it.
  const policy = config.corsOrigins.length > 0 ? 'cross-origin' : 'same-origin'
  return Object.entries({
    ...base,
    'cross-origin-resource-policy': policy,
    ...(behindProxy && { 'strict-transport-security': 'max-age=31536000' }),
  })
}

/**
 * For the web app: nothing inline, nothing foreign. Styles need no nonce, because the theme's variables are a
 * file that the build makes, and the app sets the rest through the CSSOM, which no policy has to allow; so the
 * page is the same for everybody, and can be kept for when there is no network.
 */
export const webPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** For the documentation: no inline script, no foreign origin; Swagger UI brings styles inside its icons. */
export const docsPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
