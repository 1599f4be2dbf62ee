/** Exceptions: one list of what needs a look, what the employee says to it, what the manager accepts. */
import { Type } from 'typebox'
import { daysBetween } from '../../core/calendar.ts'
import { exceptionCodes, exceptionStates, severities } from '../../core/exceptions.ts'
import { formatInstant } from '../../core/zone.ts'
import { cutPage, decodeCursor } from '../../db/page.ts'
import { invalidField } from '../../errors.ts'
import {
  Body,
  Cursor,
  DateText,
  errorResponses,
  IdText,
  Limit,
  OneOf,
  PageMeta,
  Query,
  success,
  Text,
} from '../../http/fields.ts'
import type { Routes } from '../../http/route.ts'
import { audit } from '../people/audit.ts'
import { checkRange, peopleCondition, placesText } from '../reports/people-filter.ts'
import { createScheduleShelf } from '../schedules/schedule-book.ts'
import { ExceptionSchema } from './exception.contract.ts'
import { keyOf, readExceptions, type ExceptionView } from './read-exceptions.ts'
import { explainException, settleExceptions } from './settle-exceptions.ts'

const tags = ['Exceptions']

const ExceptionsQuery = Query({
  from: DateText(),
  to: DateText({ description: 'At most 400 days.' }),
  user: Type.Optional(Text(20_000, { description: 'Ids with commas between them.' })),
  department: Type.Optional(Text(20_000, { description: placesText })),
  branch: Type.Optional(Text(20_000, { description: placesText })),
  code: Type.Optional(Text(500, { description: `With commas between them: ${exceptionCodes.join(', ')}.` })),
  state: Type.Optional(
    Text(100, { description: `With commas between them: ${exceptionStates.join(', ')}.` }),
  ),
  severity: Type.Optional(Text(100, { description: `With commas between them: ${severities.join(', ')}.` })),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit()),
})

const item = {
  workDate: DateText(),
  code: OneOf(exceptionCodes),
  key: IdText({ description: 'As the list has it.' }),
}

export const exceptionRoutes: Routes = async (app, { context }) => {
  const readBook = createScheduleShelf(context.pool)

  app.get(
    '/api/exceptions/',
    {
      config: { permission: 'exception:read' },
      schema: {
        summary: 'What needs a look',
        description:
          'Late, absent, missing punches and the like, newest date first. Derived when asked; what is not over yet is not raised.',
        tags,
        querystring: ExceptionsQuery,
        response: { 200: success(Type.Array(ExceptionSchema), PageMeta()) },
      },
    },
    async (request) => {
      const { from, to, code, state, severity, cursor, limit = 50, ...people } = request.query
      checkRange(daysBetween(from, to) + 1, 400)
      const book = await readBook()
      const after = decodeCursor(cursor, ['string', 'string', 'string', 'string'])
      const found = await readExceptions(
        context,
        book,
        { from, to, people: peopleCondition(request.actor, 'exception:read', people) },
        {
          codes: wordsOf('code', code, exceptionCodes),
          states: wordsOf('state', state, exceptionStates),
          severities: wordsOf('severity', severity, severities),
        },
        { after, limit: limit + 1 },
      )
      const { rows, nextCursor } = cutPage(found, limit, keyOf)
      const zoneOf = (one: ExceptionView) =>
        book.zoneOf({ timeZone: one.person.time_zone, branchId: one.person.branch_id })
      return {
        status: 'success' as const,
        data: rows.map((one) => present(one, zoneOf(one))),
        meta: { nextCursor },
      }
    },
  )

  app.post(
    '/api/exceptions/explain/',
    {
      config: { permission: 'exception:explain' },
      schema: {
        summary: 'Say what happened',
        tags,
        body: Body({ ...item, text: Text(1000, { description: 'What happened.' }) }),
        response: {
          200: success(Type.Object({ state: OneOf(exceptionStates) })),
          ...errorResponses('not_found', 'already_decided'),
        },
      },
    },
    async (request) => {
      const { text, ...which } = request.body
      if (text.trim() === '') throw invalidField('text', 'Say what happened.')
      const { actor } = request
      const one = { ...which, userId: actor.userId }
      await explainException(context, await readBook(), actor, one, text)
      return { status: 'success' as const, data: { state: 'explained' as const } }
    },
  )

  app.post(
    '/api/exceptions/settle/',
    {
      config: { permission: 'exception:settle' },
      schema: {
        summary: 'Accept exceptions, or open them again',
        description: 'Up to 500, each answered on its own.',
        tags,
        body: Body({
          state: OneOf(['accepted', 'open']),
          comment: Type.Optional(Text(1000)),
          items: Type.Array(Body({ userId: IdText(), ...item }), { minItems: 1, maxItems: 500 }),
        }),
        response: {
          200: success(
            Type.Array(
              Type.Object({
                index: Type.Integer(),
                httpStatus: Type.Integer(),
                state: Type.Optional(OneOf(exceptionStates)),
                code: Type.Optional(Type.String()),
                message: Type.Optional(Type.String()),
              }),
            ),
          ),
          ...errorResponses('forbidden'),
        },
      },
    },
    async (request) => {
      const { state, comment, items } = request.body
      const { actor } = request
      const data = await settleExceptions(context, await readBook(), actor, {
        state,
        comment,
        items,
      })
      const settled = data.filter((one) => one.httpStatus === 200).map((one) => items[one.index]!)
      if (settled.length > 0) {
        await audit(context.db, actor.userId, 'exception.settle', null, { state, comment, items: settled })
      }
      return { status: 'success' as const, data }
    },
  )
}

/** A list of words with commas between them. Throws `invalid` for an unknown one. */
function wordsOf<T extends string>(
  field: string,
  text: string | undefined,
  known: readonly T[],
): readonly T[] | undefined {
  if (text === undefined) return undefined
  return text.split(',').map((part) => {
    const word = known.find((one) => one === part.trim())
    if (word === undefined) throw invalidField(field, `"${part.trim()}" is none of ${known.join(', ')}.`)
    return word
  })
}

function present(one: ExceptionView, zone: string) {
  const { person, said } = one
  const instant = (at: Date | null | undefined) => (at ? formatInstant(zone, at.getTime()) : null)
  return {
    userId: person.id,
    name: `${person.first_name} ${person.last_name}`,
    department: person.department_id,
    branch: person.branch_id,
    workDate: one.workDate,
    code: one.code,
    key: one.key,
    severity: one.severity,
    minutes: one.minutes,
    at: one.at === null ? null : formatInstant(zone, one.at),
    state: one.state,
    explanation: said?.explanation ?? null,
    explainedAt: instant(said?.explained_at),
    comment: said?.comment ?? null,
    settledBy: said?.settled_by ?? null,
    settledAt: instant(said?.settled_at),
  }
}
