/** Policies, their versions, who has them, and presets: seen by everyone, kept by administrators. */
import { Type } from 'typebox'
import type { Policy } from '../../core/policy.ts'
import { presets } from '../../core/presets.ts'
import { localDate } from '../../core/zone.ts'
import { AppError } from '../../errors.ts'
import { Body, DateText, errorResponses, IdText, Params, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { lastDate } from '../assignments/assignment.queries.ts'
import { assignmentRoutes } from '../assignments/assignment.routes.ts'
import { findCompany } from '../people/company.queries.ts'
import { addVersion, createPolicy, endPolicy, renamePolicy } from './change-policies.ts'
import { rulesProblems } from './check-rules.ts'
import {
  NewPolicy,
  NewVersion,
  PolicyChange,
  PolicyView,
  PresetView,
  ProblemsView,
  RulesToCheck,
} from './policy.contract.ts'
import { policySchema, rulesSchema } from './rules.contract.ts'
import {
  findPolicy,
  listPolicies,
  listVersions,
  policyAssignments,
  type VersionRow,
} from './policy.queries.ts'

const read = { permission: 'organisation:read' } as const
const write = { permission: 'organisation:write' } as const
const tags = ['Policies']
const ById = Params({ id: IdText() })
const ok = <Data>(data: Data) => ({ status: 'success' as const, data })

export const policyRoutes: Routes = async (app, { context }) => {
  app.addSchema(rulesSchema)
  app.addSchema(policySchema)
  const show = async (id: string) => {
    const row = await findPolicy(context.db, id)
    if (!row) throw new AppError('not_found', 'There is no such policy.')
    return ok(presentPolicy(row, await listVersions(context.db, id)))
  }

  app.get(
    '/api/policy-presets/',
    {
      config: read,
      schema: {
        summary: 'Policies of jurisdictions to start from',
        operationId: 'listPolicyPresets',
        tags,
        description: 'Each with its source and with what it does not do. They are no legal advice.',
        response: { 200: success(Type.Array(PresetView)) },
      },
    },
    async () => ok(presets.map((preset) => ({ ...preset, limits: [...preset.limits] }))),
  )

  app.get(
    '/api/policies/',
    {
      config: read,
      schema: {
        summary: 'Policies with their versions',
        operationId: 'listPolicies',
        tags,
        response: { 200: success(Type.Array(PolicyView)) },
      },
    },
    async () => {
      const versions = await listVersions(context.db)
      const rows = await listPolicies(context.db)
      return ok(
        rows.map((row) =>
          presentPolicy(
            row,
            versions.filter((version) => version.policy_id === row.id),
          ),
        ),
      )
    },
  )

  app.get(
    '/api/policies/:id/',
    {
      config: read,
      schema: {
        summary: 'A policy with its versions',
        operationId: 'getPolicy',
        tags,
        params: ById,
        response: { 200: success(PolicyView), ...errorResponses('not_found') },
      },
    },
    (request) => show(request.params.id),
  )

  app.post(
    '/api/policies/',
    {
      config: write,
      schema: {
        summary: 'Make a policy',
        operationId: 'createPolicy',
        tags,
        body: NewPolicy,
        description: 'What `rules` leaves out is what TimeClock does without a policy.',
        response: { 201: success(PolicyView), ...errorResponses('conflict') },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await show(await createPolicy(context, request.actor.userId, request.body))),
  )

  app.post(
    '/api/policies/validate/',
    {
      config: read,
      schema: {
        summary: 'What is wrong with rules',
        operationId: 'validatePolicy',
        tags,
        description: 'Changes nothing. The answer is empty when the rules may be written.',
        body: RulesToCheck,
        response: { 200: success(ProblemsView) },
      },
    },
    async (request) => ok(rulesProblems(request.body.rules)),
  )

  app.patch(
    '/api/policies/:id/',
    {
      config: write,
      schema: {
        summary: 'Rename a policy',
        operationId: 'changePolicy',
        tags,
        params: ById,
        body: PolicyChange,
        response: { 200: success(PolicyView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request) =>
      show(await renamePolicy(context, request.actor.userId, request.params.id, request.body.name)),
  )

  app.post(
    '/api/policies/:id/versions/',
    {
      config: write,
      schema: {
        summary: 'Give a policy other rules from a date on',
        operationId: 'addPolicyVersion',
        tags,
        params: ById,
        body: NewVersion,
        description:
          'The version before ends there; a later one goes on to hold from its date. The days of everyone who has the policy are derived again from the date on.',
        response: { 201: success(PolicyView), ...errorResponses('not_found', 'conflict') },
      },
    },
    async (request, reply) => {
      const { id } = request.params
      return reply
        .code(201)
        .send(await show(await addVersion(context, request.actor.userId, id, request.body)))
    },
  )

  app.post(
    '/api/policies/:id/end/',
    {
      config: write,
      schema: {
        summary: 'End a policy',
        operationId: 'endPolicy',
        tags,
        params: ById,
        description: 'It takes no new assignments; those that it has go on until they are ended.',
        body: Body({ on: Type.Optional(DateText()) }),
        response: { 200: success(PolicyView), ...errorResponses('not_found') },
      },
    },
    async (request) => {
      const on = request.body.on ?? localDate((await findCompany(context.db)).time_zone, context.now())
      return show(await endPolicy(context, request.actor.userId, request.params.id, on))
    },
  )

  await app.register(
    assignmentRoutes(policyAssignments, {
      path: '/api/policy-assignments/',
      tags,
      operations: { list: 'listPolicyAssignments', assign: 'assignPolicy', end: 'endPolicyAssignment' },
    }),
    { context },
  )
}

function presentPolicy(
  row: NonNullable<Awaited<ReturnType<typeof findPolicy>>>,
  versions: readonly VersionRow[],
) {
  return {
    id: row.id,
    name: row.name,
    endedOn: row.ended_on,
    versions: versions.map(({ id, from, until, rules }) => ({
      id,
      from,
      to: lastDate(until),
      rules: rules as unknown as Policy,
    })),
  }
}
