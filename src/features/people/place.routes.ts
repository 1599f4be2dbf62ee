/** Departments and branches: the same routes twice. */
import { isDeepStrictEqual } from 'node:util'
import { Type } from 'typebox'
import { v7 as uuidv7 } from 'uuid'
import type { Context } from '../../context.ts'
import type { LocationWish } from '../../core/geofence.ts'
import { withoutPlace } from '../../core/membership.ts'
import { invalidField } from '../../errors.ts'
import { Body, Cursor, errorResponses, IdText, Limit, Name } from '../../http/fields.ts'
import { PageMeta, Params, Query, success } from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { audit, changesOf } from './audit.ts'
import { localToday } from './change-user.ts'
import { bumpConfigVersion, findCompany } from './company.queries.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { branchFields, PlaceView } from './place.contract.ts'
import { findPlace, insertPlace, listPlaces, type PlaceKind, type PlaceRow } from './place.queries.ts'
import { replaceManagers, updatePlace } from './place.queries.ts'

function present(kind: PlaceKind, row: PlaceRow): PlaceView {
  const { id, name, managers, people } = row
  const common = { id, name, endedOn: row.ended_on, managers, people }
  return kind === 'branch' ? { ...common, ...presentBranch(row) } : common
}

function presentBranch(row: PlaceRow) {
  const { latitude, longitude, radius_meters: radiusMeters } = row
  const hasFence = latitude !== null && longitude !== null && radiusMeters !== null
  return {
    timeZone: row.time_zone ?? '',
    address: row.address,
    fence: hasFence ? { latitude, longitude, radiusMeters } : null,
    location: (row.location_wish ?? 'never') as LocationWish,
  }
}

const ById = Params({ id: IdText() })
const PlaceList = Query({
  includeEnded: Type.Optional(Type.Boolean()),
  search: Type.Optional(Name(100, { description: 'Part of a name, or of the address of a branch.' })),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit()),
})

interface PlaceFields {
  name?: string
  timeZone?: string
  address?: string | null
  fence?: { latitude: number; longitude: number; radiusMeters: number } | null
  location?: LocationWish
}

/** Of a branch, what punches are decided by. */
const ofTheBook = ['timeZone', 'fence', 'location'] as const

const isOther = (given: unknown, before: unknown): boolean =>
  given !== undefined && !isDeepStrictEqual(given, before)

const toValues = ({ name, timeZone, address, fence, location }: PlaceFields) => ({
  ...(name !== undefined && { name: name.trim() }),
  ...(timeZone !== undefined && { time_zone: timeZone }),
  ...(address !== undefined && { address }),
  ...(fence !== undefined && {
    latitude: fence?.latitude ?? null,
    longitude: fence?.longitude ?? null,
    radius_meters: fence?.radiusMeters ?? null,
  }),
  ...(location !== undefined && { location_wish: location }),
})

/** One change of a place with its entry in the log, then the place as it is now. */
function changing(context: Context, kind: PlaceKind) {
  type Work = Parameters<Parameters<ReturnType<Context['db']['transaction']>['execute']>[0]>[0]
  type Detail = Record<string, unknown>
  return (
    actorId: string,
    action: string,
    id: string,
    detail: Detail,
    work: (tx: Work) => Promise<Detail | void>,
  ) =>
    context.db.transaction().execute(async (tx) => {
      const before = await work(tx)
      await audit(tx, actorId, `${kind}.${action}`, id, before ? changesOf(detail, before) : detail)
      return { status: 'success' as const, data: present(kind, await findPlace(tx, kind, id)) }
    })
}

/** The routes of one kind under `/api/departments/` or `/api/branches/`. */
export function placeRoutes(kind: PlaceKind): Routes {
  const isBranch = kind === 'branch'
  const path = isBranch ? '/api/branches/' : '/api/departments/'
  const tags = [isBranch ? 'Branches' : 'Departments']
  const own = isBranch ? branchFields : {}
  const NewPlace = Body({ name: Name(), id: Type.Optional(IdText()), ...own })
  const PlaceChange = Body({ name: Type.Optional(Name()), ...own })
  const one = { 200: success(PlaceView), ...errorResponses('not_found', 'conflict') }

  return async (app, { context }) => {
    const { db } = context
    const change = changing(context, kind)

    app.get(
      path,
      {
        config: { permission: 'organisation:read' },
        schema: {
          summary: `Every ${kind}, by name`,
          tags,
          querystring: PlaceList,
          response: { 200: success(Type.Array(PlaceView), PageMeta()) },
        },
      },
      async (request) => {
        const { cursor, limit = 50, includeEnded = false, search } = request.query
        const after = decodeCursor(cursor, ['string', 'string'])
        const found = await listPlaces(db, kind, { after, includeEnded, search, limit: limit + 1 })
        const { rows, nextCursor } = cutPage(found, limit, (row) => [row.name, row.id])
        return {
          status: 'success' as const,
          data: rows.map((row) => present(kind, row)),
          meta: { nextCursor },
        }
      },
    )

    app.post(
      path,
      {
        config: { permission: 'organisation:write' },
        schema: {
          summary: `Add a ${kind}`,
          tags,
          body: NewPlace,
          response: { 201: success(PlaceView), ...errorResponses('conflict') },
        },
      },
      async (request, reply) => {
        const { id = uuidv7(), ...fields } = request.body as PlaceFields & {
          id?: string
          name: string
        }
        if (id === withoutPlace) {
          throw invalidField('id', `"${withoutPlace}" stands for those who have no ${kind}. Take another id.`)
        }
        const answer = await change(request.actor.userId, 'create', id, { ...fields }, async (tx) => {
          const zone = isBranch ? { time_zone: fields.timeZone ?? (await findCompany(tx)).time_zone } : {}
          await insertPlace(tx, kind, id, { ...toValues(fields), ...zone })
          // Whoever punches there does so in its zone.
          if (isBranch) await bumpConfigVersion(tx)
        })
        reply.code(201)
        return answer
      },
    )

    app.get(
      `${path}:id/`,
      {
        config: { permission: 'organisation:read' },
        schema: { summary: `A ${kind}`, tags, params: ById, response: one },
      },
      async (request) => ({
        status: 'success' as const,
        data: present(kind, await findPlace(db, kind, request.params.id)),
      }),
    )

    app.patch(
      `${path}:id/`,
      {
        config: { permission: 'organisation:write' },
        schema: {
          summary: `Change a ${kind}`,
          tags,
          params: ById,
          body: PlaceChange,
          response: one,
        },
      },
      async (request) => {
        const fields = request.body as PlaceFields
        const { id } = request.params
        return change(request.actor.userId, 'change', id, { ...fields }, async (tx) => {
          const before = present(kind, await findPlace(tx, kind, id))
          await updatePlace(tx, kind, id, toValues(fields))
          if (ofTheBook.some((name) => isOther(fields[name], before[name]))) await bumpConfigVersion(tx)
          return before
        })
      },
    )

    app.post(
      `${path}:id/end/`,
      {
        config: { permission: 'organisation:write' },
        schema: {
          summary: `End a ${kind}; its people and records stay`,
          tags,
          params: ById,
          response: one,
        },
      },
      async (request) => {
        const { id } = request.params
        return change(request.actor.userId, 'end', id, {}, async (tx) => {
          const place = await findPlace(tx, kind, id)
          if (place.ended_on !== null) return
          const zone = place.time_zone ?? (await findCompany(tx)).time_zone
          await updatePlace(tx, kind, id, {
            ended_on: await localToday(tx, new Date(context.now()), zone),
          })
        })
      },
    )

    app.put(
      `${path}:id/managers/`,
      {
        config: { permission: 'organisation:write' },
        schema: {
          summary: `Say who manages a ${kind}: exactly these people`,
          tags,
          params: ById,
          body: Body({ userIds: Type.Array(IdText(), { maxItems: 500, uniqueItems: true }) }),
          response: one,
        },
      },
      async (request) => {
        const { id } = request.params
        const { userIds } = request.body
        return change(request.actor.userId, 'managers', id, { userIds }, async (tx) => {
          const { managers } = await findPlace(tx, kind, id)
          await replaceManagers(tx, kind, id, userIds)
          return { userIds: managers.map((one) => one.id) }
        })
      },
    )
  }
}
