/**
 * What people say about exceptions: the employee explains, the manager accepts or opens again. Kept by
 * person, date, code and key, and as chained steps; the exception itself is derived, and may be gone.
 */
import { sql, type SqlBool } from 'kysely'
import type pg from 'pg'
import { mayDecideOwn } from '../../core/correction.ts'
import type { ExceptionCode, ExceptionState } from '../../core/exceptions.ts'
import type { Context } from '../../context.ts'
import { withTransaction } from '../../db/database.ts'
import { AppError, type ErrorCode } from '../../errors.ts'
import type { Actor } from '../../http/route.ts'
import { readCorrectionSettings } from '../corrections/correction-settings.ts'
import { visibleUsers } from '../people/scope.ts'
import type { ScheduleBook } from '../schedules/schedule-book.ts'
import { lockSteps, writeSteps } from '../steps/step.queries.ts'
import { readExceptions, type ExceptionView } from './read-exceptions.ts'

export interface ExceptionItem {
  userId: string
  workDate: string
  code: ExceptionCode
  key: string
}

export interface ItemAnswer {
  index: number
  httpStatus: number
  state?: ExceptionState
  code?: ErrorCode
  message?: string
}

const notFound = {
  code: 'not_found' as const,
  message: 'There is no such exception any more, or you may not see it.',
}

/** Accepts exceptions, or opens them again; each is answered on its own. */
export async function settleExceptions(
  context: Context,
  book: ScheduleBook,
  actor: Actor,
  request: { state: 'accepted' | 'open'; comment: string | undefined; items: readonly ExceptionItem[] },
): Promise<ItemAnswer[]> {
  const { ownApproval } = await readCorrectionSettings(context.pool)
  const found = await findItems(context, book, actor, request.items)
  const answers: ItemAnswer[] = []
  const settled: ExceptionView[] = []
  request.items.forEach((item, index) => {
    const view = found.get(itemKey(item))
    if (!view) return void answers.push({ index, httpStatus: 404, ...notFound })
    if (item.userId === actor.userId && !mayDecideOwn(actor.role, ownApproval)) {
      const message = 'You may not decide about your own hours. Ask another manager.'
      return void answers.push({ index, httpStatus: 403, code: 'forbidden', message })
    }
    if (!settled.includes(view)) settled.push(view)
    answers.push({ index, httpStatus: 200, state: request.state })
  })
  await withTransaction(context.pool, async (client) => {
    await lockSteps(client, [...new Set(settled.map((view) => view.person.id))])
    await keepSettled(client, settled, request, actor.userId, context.now())
    await writeSteps(
      client,
      settled.map((view) =>
        stepOf(
          view,
          request.state === 'accepted' ? 'accept' : 'reopen',
          actor,
          request.comment,
          context.now(),
        ),
      ),
    )
  })
  return answers
}

/** The employee says what happened. Throws `not_found`, `already_decided`. */
export async function explainException(
  context: Context,
  book: ScheduleBook,
  actor: Actor,
  item: ExceptionItem,
  text: string,
): Promise<void> {
  const view = (await findItems(context, book, actor, [item])).get(itemKey(item))
  if (!view) throw new AppError('not_found', notFound.message)
  await withTransaction(context.pool, async (client) => {
    await lockSteps(client, [item.userId])
    const { rowCount } = await client.query(
      `insert into exception_states as s (user_id, work_date, code, key, state, explanation, explained_at, minutes)
       values ($1, $2, $3, $4, 'explained', $5, $6, $7)
       on conflict (user_id, work_date, code, key) do update set state = 'explained', explanation = $5,
         explained_at = $6, minutes = $7
       where s.state <> 'accepted' or s.minutes < $7`,
      [item.userId, item.workDate, item.code, item.key, text, new Date(context.now()), view.minutes],
    )
    if (rowCount === 0) {
      throw new AppError('already_decided', 'It was accepted already; nothing needs to be explained.', {
        data: { state: 'accepted' },
      })
    }
    await writeSteps(client, [stepOf(view, 'explain', actor, text, context.now())])
  })
}

const itemKey = ({ userId, workDate, code, key }: ExceptionItem): string =>
  JSON.stringify([userId, workDate, code, key])

/** The exceptions of these items that are there now and that the actor may touch. */
async function findItems(
  context: Context,
  book: ScheduleBook,
  actor: Actor,
  items: readonly ExceptionItem[],
): Promise<Map<string, ExceptionView>> {
  const byDate = new Map<string, Set<string>>()
  for (const { workDate, userId } of items) {
    byDate.set(workDate, (byDate.get(workDate) ?? new Set()).add(userId))
  }
  const found = new Map<string, ExceptionView>()
  for (const [date, userIds] of byDate) {
    const people = sql<SqlBool>`(${visibleUsers(actor, 'exception:read')} and users.id = any(${[...userIds]}))`
    const views = await readExceptions(
      context,
      book,
      { from: date, to: date, people },
      { codes: undefined, states: undefined, severities: undefined },
      { after: undefined, limit: Number.POSITIVE_INFINITY },
    )
    for (const view of views) found.set(itemKey({ ...view, userId: view.person.id }), view)
  }
  return found
}

async function keepSettled(
  client: pg.ClientBase,
  views: readonly ExceptionView[],
  { state, comment }: { state: 'accepted' | 'open'; comment: string | undefined },
  actorId: string,
  now: number,
): Promise<void> {
  const rows = views.map((view) => ({
    userId: view.person.id,
    workDate: view.workDate,
    code: view.code,
    key: view.key,
    minutes: view.minutes,
  }))
  await client.query(
    `insert into exception_states as s (user_id, work_date, code, key, state, comment, settled_by, settled_at, minutes)
     select "userId", "workDate", code, key, $2, $3, $4, $5, minutes
       from json_to_recordset($1) as i ("userId" text, "workDate" date, code text, key text, minutes int)
     on conflict (user_id, work_date, code, key) do update set comment = $3, settled_by = $4, settled_at = $5,
       minutes = excluded.minutes,
       state = case when $2 = 'open' and s.explanation is not null then 'explained' else $2 end`,
    [JSON.stringify(rows), state, comment ?? null, actorId, new Date(now)],
  )
}

function stepOf(
  view: ExceptionView,
  action: 'accept' | 'reopen' | 'explain',
  actor: Actor,
  comment: string | undefined,
  now: number,
) {
  const { workDate, code, key, minutes } = view
  return {
    userId: view.person.id,
    subject: 'exception' as const,
    subjectId: `${workDate}/${code}/${key}`,
    action,
    at: now,
    actorId: actor.userId,
    comment: comment ?? null,
    content: { workDate, code, key, minutes },
  }
}
