/** Is it up, is it ready: for the service manager and the load balancer. */
import { Type } from 'typebox'
import { migrationsFolder } from '../context.ts'
import { schemaIsCurrent } from '../db/migrate.ts'
import { AppError } from '../errors.ts'
import { success } from './fields.ts'
import type { Routes } from './route.ts'

const response = { 200: success(Type.Object({ state: Type.String() })) }
const tags = ['Operations']
const config = { permission: 'public', rateLimit: false } as const

export const healthRoutes: Routes = async (app, { context }) => {
  const up = { summary: 'Whether the process is up', operationId: 'getHealth', tags, response }
  app.get(
    '/healthz',
    { schema: up, config },
    async () => ({ status: 'success', data: { state: 'up' } }) as const,
  )

  const ready = { summary: 'Whether it can take requests', operationId: 'getReadiness', tags, response }
  app.get('/readyz', { schema: ready, config }, async () => {
    const current = await schemaIsCurrent(context.pool, migrationsFolder).catch((error: unknown) => {
      throw new AppError('unavailable', 'The database cannot be reached.', { cause: error })
    })
    if (!current) throw new AppError('unavailable', 'The database has another schema than this program.')
    return { status: 'success', data: { state: 'ready' } } as const
  })
}
