/**
 * Who was let in lately, so that not every request asks the database. The database tells every process of
 * each change of a session or a person (triggers on both tables); nothing is remembered while it cannot
 * be heard, and what this process changes itself it forgets before it answers (`http/route-rules.ts`).
 */
import type { Notifications } from '../../db/notifications.ts'
import type { Actor } from '../../http/route.ts'

/** Asked again after this time, whatever was told: an employment ends without anybody changing a row. */
const rememberedMs = 30_000
const mostPeople = 50_000

interface Remembered {
  actor: Actor
  /** Epoch milliseconds. */
  until: number
}

export interface AccessMemory {
  find(claims: { userId: string; sessionId: string }, now: number): Actor | undefined
  /** Before the database is asked: `keep` takes the answer only if nothing was forgotten meanwhile. */
  begin(): number
  keep(ticket: number, actor: Actor, now: number, expiresAt: number): void
  forgetAll(): void
}

export function createAccessMemory(notifications: Notifications): AccessMemory {
  const people = new Map<string, Map<string, Remembered>>()
  let generation = 0
  let isListening = false

  function forgetAll(): void {
    generation += 1
    people.clear()
  }

  function listen(): void {
    isListening = true
    const forget = (userId: string) => {
      generation += 1
      people.delete(userId)
    }
    notifications.listen('timeclock_access', forget, forgetAll)
  }

  return {
    find({ userId, sessionId }, now) {
      const known = people.get(userId)?.get(sessionId)
      return known && known.until > now ? known.actor : undefined
    },
    begin() {
      if (!isListening) listen()
      return generation
    },
    keep(ticket, actor, now, expiresAt) {
      if (ticket !== generation || !notifications.connected) return
      const until = Math.min(now + rememberedMs, expiresAt)
      const sessions = people.get(actor.userId)
      if (sessions) sessions.set(actor.sessionId, { actor, until })
      else people.set(actor.userId, new Map([[actor.sessionId, { actor, until }]]))
      if (people.size <= mostPeople) return
      const [oldest] = people.keys()
      people.delete(oldest!)
    },
    forgetAll,
  }
}
