/** How much waits for whom. */
import { Type, type Static } from 'typebox'

export const InboxCounts = Type.Object({
  corrections: Type.Integer({ description: 'Asked for by others, and not decided.' }),
  held: Type.Integer({ description: 'Punches that are kept and not counted.' }),
  periods: Type.Integer({ description: "Others' periods that are confirmed and not approved." }),
  registrations: Type.Integer({ description: 'People who wait to be let in.' }),
  consents: Type.Integer({ description: 'Corrections of my hours that wait for my consent.' }),
})
export type InboxCounts = Static<typeof InboxCounts>
