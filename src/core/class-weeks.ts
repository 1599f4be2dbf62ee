/**
 * The pieces of each workweek get their classes together, in order of time. Where the workweek is
 * moved, some hours lie in the old and in the new one: both weeks are classed with them in the old
 * one and with them in the new one, and the way that gives more counts; of equals the old. Source: 29
 * CFR 778.301, 778.302.
 */
import type { Piece } from './class-pieces.ts'
import { classifyWeek, rateOf, seventhWorkday, type ClassedWeek } from './overtime.ts'
import { overtimeOf, type Policy } from './policy.ts'
import { workweekOf, type WorkPeriod } from './workweek.ts'

export function classWeeks(pieces: readonly Piece[]): void {
  const groups = groupsOf(pieces)
  const moves = movesOf(pieces)
  for (const group of groups.values()) classGroup(group)
  for (const move of moves) chooseWeek(groups, move)
}

export function hasSameWorkweek({ workweek: a }: Policy, { workweek: b }: Policy): boolean {
  return a.startsOn === b.startsOn && a.startsAt === b.startsAt
}

/** The pieces of a workweek, or of a workday where no rule looks at the week, in order. */
function groupsOf(pieces: readonly Piece[]): Map<string, Piece[]> {
  const groups = new Map<string, Piece[]>()
  for (const piece of pieces) {
    if (!piece.week && !hasDailyRules(piece)) continue
    const key = keyOf(piece)
    const group = groups.get(key)
    if (group) group.push(piece)
    else groups.set(key, [piece])
  }
  return groups
}

function keyOf({ week, workday, policy }: Piece): string {
  const { startsOn, startsAt } = policy.workweek
  return week ? `${week.date}/${startsOn}/${startsAt}` : workday
}

function hasDailyRules({ policy, base }: Piece): boolean {
  const { daily, consecutive } = overtimeOf(policy)
  return base !== undefined || daily.length > 0 || consecutive.length > 0
}

/**
 * One set of rules after the other, where they change within the week: the straight time goes on, and
 * the seventh day is the seventh of the whole week. Two versions with the same rules of overtime are one set.
 */
function classGroup(pieces: readonly Piece[]): void {
  const seventh = seventhWorkday(pieces)
  let straight = 0
  for (let i = 0; i < pieces.length;) {
    const { policy } = pieces[i]!
    let end = i + 1
    while (end < pieces.length && hasSameOvertime(pieces[end]!.policy, policy)) end += 1
    const run = pieces.slice(i, end)
    straight = classRun(run, classifyWeek(run, overtimeOf(policy), { straight, seventh }), straight)
    i = end
  }
}

function hasSameOvertime(a: Policy, b: Policy): boolean {
  const textOf = (policy: Policy) => JSON.stringify({ ...overtimeOf(policy), hourlyRate: null })
  return a === b || textOf(a) === textOf(b)
}

function classRun(pieces: readonly Piece[], classed: ClassedWeek, straightBefore: number): number {
  let straight = straightBefore
  for (const [i, piece] of pieces.entries()) {
    const { regular, overtime, double, bands } = classed.pieces[i]!
    Object.assign(piece, { regular, overtime, double, bands })
    if (piece.week) Object.assign(piece.week, { before: straight, test: classed.test })
    straight += regular
  }
  return straight
}

/** Two workweeks that overlap, because the rule of the workweek changed between two pieces. */
interface Move {
  oldKey: string
  newKey: string
  old: WorkPeriod
  fresh: WorkPeriod
}

function movesOf(pieces: readonly Piece[]): Move[] {
  const moves: Move[] = []
  let before: Piece | undefined
  for (const piece of pieces) {
    if (!piece.week) continue
    if (before && before.policy !== piece.policy && !hasSameWorkweek(before.policy, piece.policy)) {
      const old = workweekOf(before.timeZone, before.at, before.policy.workweek)
      const fresh = workweekOf(piece.timeZone, piece.at, piece.policy.workweek)
      if (fresh.start < old.end) moves.push({ oldKey: keyOf(before), newKey: keyOf(piece), old, fresh })
    }
    before = piece
  }
  return moves
}

/** Classes both weeks in both ways, and leaves the one that gives more. */
function chooseWeek(groups: Map<string, Piece[]>, { oldKey, newKey, old, fresh }: Move): void {
  const both = [...groups.get(oldKey)!, ...groups.get(newKey)!].sort((a, b) => a.start - b.start)
  const isIn = (week: WorkPeriod) => (piece: Piece) => piece.at >= week.start && piece.at < week.end
  const ways = {
    old: [both.filter(isIn(old)), both.filter((piece) => !isIn(old)(piece))],
    new: [both.filter((piece) => !isIn(fresh)(piece)), both.filter(isIn(fresh))],
  } as const
  const worthOf = (way: keyof typeof ways): number => {
    for (const group of ways[way]) classGroup(group)
    return premium(both)
  }
  const inNew = worthOf('new')
  const way = worthOf('old') >= inNew ? 'old' : 'new'
  if (way === 'new') worthOf('new')
  for (const [i, { date }] of [old, fresh].entries())
    for (const piece of ways[way][i]!) Object.assign(piece.week!, { date, moved: way })
  groups.set(oldKey, ways[way][0])
  groups.set(newKey, ways[way][1])
}

/** What the pieces are worth beyond straight time. */
function premium(pieces: readonly Piece[]): number {
  let sum = 0
  for (const piece of pieces)
    for (const { seconds, tier } of piece.bands) sum += seconds * (rateOf(tier) - 100)
  return sum
}
