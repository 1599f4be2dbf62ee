/** Asks before something that cannot be taken back. */
import { lazy, Suspense } from 'react'
import { createSignal, useSignal } from '../signal.ts'

export interface Question {
  title: string
  text: string
  /** The word on the button that does it. */
  yes: string
  isDangerous?: boolean
}

export type Asked = Question & { answer: (yes: boolean) => void }

const asked = createSignal<Asked | undefined>(undefined)

/** `if (await confirm({ title, text, yes }))`. Needs `<Confirmations />`, which the shell has. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    asked.set({
      ...question,
      answer(yes) {
        asked.set(undefined)
        resolve(yes)
      },
    })
  })
}

const ConfirmDialog = lazy(async () => ({ default: (await import('./confirm-dialog.tsx')).ConfirmDialog }))

export function Confirmations() {
  const question = useSignal(asked)
  return <Suspense>{question && <ConfirmDialog question={question} />}</Suspense>
}
