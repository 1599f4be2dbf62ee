/** The punch page's data: the server's last word, also from before the network went, and what waits here. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import type { MarkKind } from '../src/core/punch.ts'
import { addDays } from '../src/core/calendar.ts'
import type { RecordView } from '../src/features/records/record.contract.ts'
import type { SummaryView } from '../src/features/summary/summary.contract.ts'
import type { StatusAnswer } from '../src/features/timeclock/timeclock.contract.ts'
import { get } from './api.ts'
import { serverNow } from './network.ts'
import { useOnline } from './online.ts'
import { apiPaths } from './paths.ts'
import {
  addPunch,
  load,
  type Outcome,
  outcomeOf,
  type PunchRemark,
  queue,
  sendWaiting,
} from './punch-queue.ts'
import { useSignal } from './signal.ts'

/** Answers are kept by person, so that the page opens without a network as it was. */
const kept = (name: string, userId: string): string => `timeclock.${name}.${userId}`

function recall<T>(name: string, userId: string): T | undefined {
  const text = localStorage.getItem(kept(name, userId))
  return text === null ? undefined : (JSON.parse(text) as T)
}

async function fetchAndKeep<T>(name: string, userId: string, path: string, query = {}): Promise<T> {
  const { data } = await get<T>(path, query)
  localStorage.setItem(kept(name, userId), JSON.stringify(data))
  return data
}

/** The date of an instant in a zone. */
export const dateIn = (timeZone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

const nothingKnown = (userId: string): StatusAnswer => ({
  userId,
  state: 'out',
  since: null,
  todaySeconds: 0,
  todayHours: 0,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  now: new Date(serverNow()).toISOString(),
  location: 'never',
  record: null,
})

/** Asks again on its own, because another device or a manager may punch too. */
const every = 60_000

export function useClockData(userId: string) {
  const status = useQuery({
    queryKey: ['clock', 'status', userId],
    queryFn: () => fetchAndKeep<StatusAnswer>('status', userId, apiPaths.status),
    placeholderData: () => recall<StatusAnswer>('status', userId),
    refetchInterval: every,
  })
  const known = status.data ?? nothingKnown(userId)
  const today = dateIn(known.timeZone, serverNow())
  const records = useQuery({
    queryKey: ['clock', 'records', userId, today],
    queryFn: () =>
      fetchAndKeep<RecordView[]>('records', userId, apiPaths.records(userId), {
        from: addDays(today, -1),
        to: today,
      }),
    placeholderData: () => recall<RecordView[]>('records', userId),
    refetchInterval: every,
  })
  const week = useQuery({
    queryKey: ['clock', 'week', userId, today],
    queryFn: async () => {
      const summary = await fetchAndKeep<SummaryView>('week', userId, apiPaths.summary, { period: 'week' })
      return { seconds: summary.totals.workedSeconds, at: serverNow() }
    },
    refetchInterval: every,
  })
  return {
    status: known,
    isKnown: status.data !== undefined,
    records: records.data ?? [],
    week: week.data,
    today,
  }
}

/** Milliseconds between two tries to send. */
const firstPause = 2000
const longestPause = 30_000

/** The punches that wait on this device, and the act of punching. Sends whenever it may help. */
export function usePunches(userId: string) {
  const queryClient = useQueryClient()
  const isOnline = useOnline()
  const all = useSignal(queue)
  const punches = all.filter((punch) => punch.userId === userId)
  const isWaiting = punches.some((punch) => punch.state === 'waiting')

  const send = useCallback(
    () => sendWaiting(userId, () => queryClient.invalidateQueries({ queryKey: ['clock'] })),
    [userId, queryClient],
  )
  useEffect(() => void load(userId), [userId])
  useEffect(() => {
    if (!isWaiting) return
    let pause = firstPause
    let timer: ReturnType<typeof setTimeout>
    let isOver = false
    // What fails is tried again, soon at first: the browser does not always hear that the network is back.
    async function keepSending(): Promise<void> {
      const isDone = await send()
      if (isOver) return
      pause = isDone ? firstPause : Math.min(pause * 2, longestPause)
      timer = setTimeout(() => void keepSending(), pause)
    }
    void keepSending()
    const whenSeen = () => document.visibilityState === 'visible' && void send()
    document.addEventListener('visibilitychange', whenSeen)
    return () => {
      isOver = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', whenSeen)
    }
  }, [isWaiting, isOnline, send])

  return {
    punches,
    send,
    /** What became of it, whoever sent it: this call, the timer above, or another tab. */
    async punch(kind: MarkKind, remark: PunchRemark): Promise<Outcome> {
      const { key } = await addPunch(userId, kind, remark)
      await send()
      return outcomeOf(key)
    },
  }
}
