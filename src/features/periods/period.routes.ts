/** Pay periods: confirmed by the employee, approved by the manager, locked and exported by an administrator. */
import type { Routes } from '../../http/route.ts'
import { exportRoutes } from './export.routes.ts'
import { readingRoutes } from './reading.routes.ts'
import { settingsRoutes } from './settings.routes.ts'
import { stepRoutes } from './step.routes.ts'

export const periodRoutes: Routes = async (app, options) => {
  await app.register(settingsRoutes, options)
  await app.register(readingRoutes, options)
  await app.register(stepRoutes, options)
  await app.register(exportRoutes, options)
}
