/** The board: everybody in scope, and where they are. */
import { Type, type Static } from 'typebox'
import { withoutPlace } from '../../core/membership.ts'
import { boardStates } from '../../core/presence.ts'
import { Cursor, IdText, InstantText, Limit, Nullable, OneOf, Query } from '../../http/fields.ts'
import { mostSubscribed } from '../../live/live.contract.ts'

export const BoardQuery = Query({
  department: Type.Optional(
    IdText({ description: `Only people of this department: its id, or \`${withoutPlace}\`.` }),
  ),
  branch: Type.Optional(
    IdText({ description: `Only people of this branch: its id, or \`${withoutPlace}\`.` }),
  ),
  cursor: Type.Optional(Cursor()),
  limit: Type.Optional(Limit(1000, 2000)),
})

export const BoardPerson = Type.Object({
  userId: Type.String(),
  firstName: Type.String(),
  lastName: Type.String(),
  departmentId: Nullable(Type.String()),
  branchId: Nullable(Type.String()),
  state: OneOf(boardStates, {
    description:
      '`in`, on `break`, `late` (planned, not in, window open), `absent` (window over), `expected` (next to come), `out`, `missing_out` (never clocked out).',
  }),
  since: Nullable(
    InstantText({
      description: 'Since when: of `late` and `absent`, the planned start. Null before the first punch.',
    }),
  ),
  plannedStart: Nullable(InstantText({ description: 'Of the planned shift that the state is about.' })),
  plannedEnd: Nullable(InstantText()),
  todaySeconds: Type.Integer({
    description: "Worked since the person's midnight, a running shift up to `meta.now`.",
  }),
  workDate: Nullable(Type.String({ description: 'The date that the latest shift counts for.' })),
  timeZone: Type.String(),
  seq: Type.Integer({
    description: "The number of the person's last fact: a live message with a smaller one is older.",
  }),
})
export type BoardPerson = Static<typeof BoardPerson>

export const BoardMeta = Type.Object({
  nextCursor: Nullable(Type.String()),
  now: InstantText({ description: "The server's time of this picture." }),
})

const ids = (what: string) =>
  Type.Optional(
    Type.String({
      maxLength: 10_000,
      pattern: `^[^,]+(,[^,]+){0,${mostSubscribed - 1}}$`,
      description: `Only ${what}: ids with commas.`,
    }),
  )

export const EventsQuery = Query({
  departments: ids('people of these departments'),
  branches: ids('people of these branches'),
  users: ids('these people'),
})
