/** Request bodies: JSON in UTF-8, or nothing. */
import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { AppError } from '../errors.ts'

/** Replaces Fastify's parsers: an empty body is no body, whatever it is called; anything else is 415. */
export function addParsers(app: FastifyInstance): void {
  const parseJson = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (body.length === 0) return done(null, undefined)
    if (!isUtf8(body)) return done(new AppError('malformed', 'The body is not valid UTF-8.'), undefined)
    void parseJson(request, body.toString('utf8'), done)
  })
  app.addContentTypeParser('*', (request, _payload, done) => {
    if (request.is404 || request.headers['content-length'] === '0') return done(null, undefined)
    done(
      new AppError('unsupported_media_type', 'Send the body as JSON, with Content-Type: application/json.'),
      undefined,
    )
  })
}
