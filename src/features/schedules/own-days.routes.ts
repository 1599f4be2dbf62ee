/** Overrides, swaps and days off: of the people that one may see, kept by their managers. */
import type { Routes } from '../../http/route.ts'
import { dayOffRoutes } from './day-off.routes.ts'
import { overrideRoutes } from './override.routes.ts'
import { swapRoutes } from './swap.routes.ts'

export const ownDayRoutes: Routes = async (app, options) => {
  await app.register(overrideRoutes, options)
  await app.register(swapRoutes, options)
  await app.register(dayOffRoutes, options)
}
