/** What a browser sees at `/`: what this is, and where to read on. */
import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

const style =
  'body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;padding:0 1rem;color:#1d2733;background:#fff}a{color:#0b5cad}'

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TimeClock</title>
<style>${style}</style>
<h1>TimeClock</h1>
<p>The employee time clock of this company: it records when people come and go, and explains their hours.</p>
<p><a href="/api/docs/">Documentation of the API</a> · <a href="/api/openapi.json">OpenAPI document</a></p>
</html>
`

const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export function addLandingPage(app: FastifyInstance): void {
  app.get('/', { schema: { hide: true }, config: { permission: 'public' } }, (_request, reply) => {
    void reply
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', policy)
      .header('cache-control', 'public, max-age=300')
      .send(page)
  })
}
