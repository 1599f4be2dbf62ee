/** What an entry of the log is about, so that it can be said in a sentence: from its action, target and detail. */

export type SubjectKind =
  | 'person'
  | 'department'
  | 'branch'
  | 'schedule'
  | 'shift_definition'
  | 'policy'
  | 'holiday_calendar'
  | 'kiosk'

export interface Subject {
  kind: SubjectKind
  id: string
}

export interface LoggedAction {
  action: string
  target: string | null
  detail: Record<string, unknown>
}

/** The target of an action is of this kind, by the first word of the action. */
const targets: Record<string, SubjectKind> = {
  user: 'person',
  password: 'person',
  pin: 'person',
  'kiosk-code': 'person',
  department: 'department',
  branch: 'branch',
  schedule: 'schedule',
  'shift-definition': 'shift_definition',
  policy: 'policy',
  'holiday-calendar': 'holiday_calendar',
  holiday: 'holiday_calendar',
  kiosk: 'kiosk',
}

/** Their target is an assignment, a step or an entry of a plan: what they are about stands in the detail. */
const named: [field: string, kind: SubjectKind][] = [
  ['scheduleId', 'schedule'],
  ['policyId', 'policy'],
  ['calendarId', 'holiday_calendar'],
  ['userId', 'person'],
]

const levels: Record<string, SubjectKind> = { user: 'person', department: 'department', branch: 'branch' }

/** `kiosk.pairing` has the branch as its target, an assignment what it assigns; null where nothing has a name. */
export function subjectOf({ action, target, detail }: LoggedAction): Subject | null {
  for (const [field, kind] of named) {
    const id = detail[field]
    if (typeof id === 'string') return { kind, id }
  }
  if (target === null || action.endsWith('.unassign')) return null
  const kind = action === 'kiosk.pairing' ? 'branch' : targets[action.split('.')[0]!]
  return kind === undefined ? null : { kind, id: target }
}

/** So many people of a list are told by name. */
const mostNamed = 100

/** The people that `userIds` of the detail names, now and before. */
export function peopleOf({ detail }: LoggedAction): Subject[] {
  const before = detail['before'] as Record<string, unknown> | undefined
  const ids = [detail['userIds'], before?.['userIds']].flatMap((list): unknown[] =>
    Array.isArray(list) ? list : [],
  )
  return ids
    .filter((id) => typeof id === 'string')
    .slice(0, mostNamed)
    .map((id) => ({ kind: 'person', id }))
}

/** Whom an assignment or a swap gives it to. */
export function recipientOf({ detail }: LoggedAction): Subject | null {
  const { level, targetId, otherId } = detail
  if (typeof otherId === 'string') return { kind: 'person', id: otherId }
  const kind = typeof level === 'string' ? levels[level] : undefined
  return kind === undefined || typeof targetId !== 'string' ? null : { kind, id: targetId }
}
