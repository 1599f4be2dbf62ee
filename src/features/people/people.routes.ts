/** People and the organisation that they belong to: everything of this folder. */
import type { Routes } from '../../http/route.ts'
import { admissionRoutes } from './admission.routes.ts'
import { auditRoutes } from './audit.routes.ts'
import { companyRoutes } from './company.routes.ts'
import { placeRoutes } from './place.routes.ts'
import { userRoutes } from './user.routes.ts'

export const peopleRoutes: Routes = async (app, options) => {
  await app.register(userRoutes, options)
  await app.register(admissionRoutes, options)
  await app.register(placeRoutes('department'), options)
  await app.register(placeRoutes('branch'), options)
  await app.register(companyRoutes, options)
  await app.register(auditRoutes, options)
}
