/** Who registered and waits: let in, or not. */
import { Type } from 'typebox'
import { AppError } from '../../errors.ts'
import { Body, errorResponses, IdText, Params, success, Text } from '../../http/fields.ts'
import type { Actor, Routes } from '../../http/route.ts'
import { audit } from './audit.ts'
import { requireVisibleUser } from './scope.ts'
import { presentUser, UserView, type UserView as User } from './user.contract.ts'
import { findUser } from './user.queries.ts'

const steps = {
  approve: {
    status: 'active',
    summary: 'Let in somebody who registered',
    description: 'They can log in and punch from now on.',
  },
  refuse: {
    status: 'disabled',
    summary: 'Refuse somebody who registered',
    description: 'Their account stays, disabled: an administrator may change their mind.',
  },
} as const

export const admissionRoutes: Routes = async (app, { context }) => {
  const decide = (actor: Actor, id: string, step: keyof typeof steps, comment: string | undefined) =>
    context.db.transaction().execute(async (tx): Promise<User> => {
      await requireVisibleUser(tx, actor, 'user:admit', id)
      const { status } = steps[step]
      const { numUpdatedRows } = await tx
        .updateTable('users')
        .set({ status })
        .where('id', '=', id)
        .where('status', '=', 'pending')
        .executeTakeFirst()
      const user = presentUser((await findUser(tx, id))!)
      if (numUpdatedRows === 0n) {
        const message = `${user.firstName} ${user.lastName} does not wait any more: the account is ${user.status}.`
        throw new AppError('already_decided', message, { data: user })
      }
      await audit(tx, actor.userId, `user.${step}`, id, comment === undefined ? {} : { comment })
      return user
    })

  for (const step of ['approve', 'refuse'] as const) {
    const { summary, description } = steps[step]
    app.post(
      `/api/users/:id/${step}/`,
      {
        config: { permission: 'user:admit' },
        schema: {
          summary,
          description,
          operationId: `${step}User`,
          tags: ['People'],
          params: Params({ id: IdText() }),
          body: Body({ comment: Type.Optional(Text(500)) }),
          response: { 200: success(UserView), ...errorResponses('not_found', 'already_decided') },
        },
      },
      async ({ actor, params, body }) => ({
        status: 'success' as const,
        data: await decide(actor, params.id, step, body.comment),
      }),
    )
  }
}
