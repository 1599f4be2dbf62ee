/** The steps at a kiosk: who stands here, what they want, what was done; and back to the beginning by itself. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { MarkKind } from '../src/core/punch.ts'
import { type Done, hurry, identify, isUnreached, punch, type Recognised } from './kiosk-device.ts'
import { isQr } from './kiosk-scan.ts'
import type { Shown } from './kiosk-seal.ts'
import type { Paired } from './kiosk-store.ts'
import { ApiError } from './network.ts'
import type { TextKey } from './text.ts'

/** What the next person, or the same, should know. `until`: by this device's clock, no try makes sense before. */
export type Notice = { text: TextKey } | { error: unknown; until?: number }

interface Choosing {
  step: 'choose'
  shown: Shown
  key: string
  /** Undefined: the server was not reached, so nobody knows yet who this is. */
  person: Recognised | undefined
}

export type Step =
  /** Another `turn` is another person: nothing that was typed before stays. */
  | { step: 'show'; turn: number; notice?: Notice }
  | { step: 'wait' }
  | Choosing
  | { step: 'done'; kind: MarkKind; done: Done; name: string | undefined }

/** Milliseconds without a touch after which a step gives way to the beginning. */
const lifeOf = { choose: 20_000, done: 5000 } as const
/** Then a notice is nobody's any more; who waits for a throttle to end hears the rest at the next try. */
const noticeLife = 30_000

export interface Flow {
  step: Step
  show: (shown: Shown) => void
  scan: (code: string) => void
  choose: (kind: MarkKind) => void
  /** From the beginning: nothing that was typed stays. */
  begin: (notice?: Notice) => void
  /** Says something about what is being typed, or nothing any more. */
  say: (notice?: Notice) => void
}

export function useKioskFlow(paired: Paired, isOnline: boolean): Flow {
  const [step, setStep] = useState<Step>({ step: 'show', turn: 0 })
  /** One thing at a time: a second tap finds it busy, also before the screen has changed. */
  const isBusy = useRef(false)

  const turnTo = useCallback(
    (more: number, notice?: Notice) =>
      setStep((before) => {
        const turn = (before.step === 'show' ? before.turn : 0) + more
        return { step: 'show', turn, ...(notice && { notice }) }
      }),
    [],
  )
  const begin = useCallback((notice?: Notice) => turnTo(1, notice), [turnTo])
  const say = useCallback((notice?: Notice) => turnTo(0, notice), [turnTo])

  const once = useCallback(
    async (work: () => Promise<Step>) => {
      if (isBusy.current) return
      isBusy.current = true
      setStep({ step: 'wait' })
      try {
        setStep(await work())
      } catch (error) {
        begin(noticeOf(error))
      } finally {
        isBusy.current = false
      }
    },
    [begin],
  )

  const show = useCallback(
    (shown: Shown) =>
      void once(async () => {
        const choosing = { step: 'choose' as const, shown, key: crypto.randomUUID() }
        if (!isOnline) return { ...choosing, person: undefined }
        try {
          return { ...choosing, person: await identify(paired, shown) }
        } catch (error) {
          if (!isUnreached(error)) throw error
          return { ...choosing, person: undefined }
        }
      }),
    [once, paired, isOnline],
  )

  const scan = useCallback(
    (code: string) => {
      if (isQr(code)) show({ qr: code })
      else if (!isBusy.current) begin({ text: 'kiosk.notOurs' })
    },
    [show, begin],
  )

  const choose = useCallback(
    (kind: MarkKind) => {
      if (step.step !== 'choose') return
      const { shown, key, person } = step
      void once(async () => {
        const done = await punch(paired, { kind, key, shown, ticket: person?.ticket })
        if (done.how === 'kept') hurry()
        return { step: 'done', kind, done, name: person?.displayName }
      })
    },
    [once, paired, step],
  )

  useEffect(() => {
    if (step.step !== 'show' || !step.notice) return
    const timer = setTimeout(() => say(), noticeLife)
    return () => clearTimeout(timer)
  }, [step, say])

  useEffect(() => {
    if (step.step !== 'choose' && step.step !== 'done') return
    const timer = setTimeout(() => begin(), lifeOf[step.step])
    return () => clearTimeout(timer)
  }, [step, begin])

  return { step, show, scan, choose, begin, say }
}

function noticeOf(error: unknown): Notice {
  const seconds = error instanceof ApiError && error.status === 429 ? error.retryAfter : undefined
  return { error, ...(seconds !== undefined && { until: Date.now() + seconds * 1000 }) }
}
