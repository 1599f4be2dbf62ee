/** When the session ends under a page: log in over it, and everything goes on. */
import { lazy, Suspense } from 'react'
import { session } from '../session.ts'
import { useSignal } from '../signal.ts'

const Dialog = lazy(async () => ({
  default: (await import('./session-ended-dialog.tsx')).SessionEndedDialog,
}))

export function SessionEnded() {
  const state = useSignal(session)
  return <Suspense>{state.kind === 'ended' && <Dialog user={state.user} />}</Suspense>
}
