/** The company: seen by everyone, kept by administrators. */
import type { Context } from '../../context.ts'
import { success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { audit, changesOf } from './audit.ts'
import { CompanyChange, CompanyView } from './company.contract.ts'
import { bumpConfigVersion, findCompany, lockCompany, type CompanyRow } from './company.queries.ts'

const tags = ['Company']

export const companyRoutes: Routes = async (app, { context }) => {
  const { db } = context
  const answer = (company: CompanyRow) => ({ status: 'success' as const, data: present(context, company) })

  app.get(
    '/api/company/',
    {
      config: { permission: 'organisation:read' },
      schema: { summary: 'The company', tags, response: { 200: success(CompanyView) } },
    },
    async () => answer(await findCompany(db)),
  )

  app.patch(
    '/api/company/',
    {
      config: { permission: 'organisation:write' },
      schema: {
        summary: 'Change the company',
        tags,
        body: CompanyChange,
        response: { 200: success(CompanyView) },
      },
    },
    async (request) => {
      const { name, timeZone, registration } = request.body
      const company = await db.transaction().execute(async (tx) => {
        await lockCompany(tx)
        const before = await findCompany(tx)
        const columns = {
          ...(name !== undefined && { name: name.trim() }),
          ...(timeZone !== undefined && { time_zone: timeZone }),
          ...(registration !== undefined && { registration }),
        }
        if (Object.keys(columns).length === 0) return before
        await tx.updateTable('company').set(columns).execute()
        if (timeZone !== undefined && timeZone !== before.time_zone) await bumpConfigVersion(tx)
        const was = { name: before.name, timeZone: before.time_zone, registration: before.registration }
        await audit(tx, request.actor.userId, 'company.change', null, changesOf(request.body, was))
        return findCompany(tx)
      })
      return answer(company)
    },
  )
}

const present = ({ config }: Context, { name, time_zone, registration }: CompanyRow): CompanyView => ({
  name,
  timeZone: time_zone,
  registration: registration ?? config.registration,
  registrationIsSet: registration !== null,
})
