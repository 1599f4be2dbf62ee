/** Short words about what was done; they leave by themselves and are read out. */
import { CloseButton } from '@mantine/core'
import { useEffect } from 'react'
import { createSignal, useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import styles from './toasts.module.css'

interface Toast {
  id: number
  text: string
  kind: 'done' | 'failed'
}

const toasts = createSignal<readonly Toast[]>([])
let lastId = 0

/** Says that something is done, or failed. Texts of the catalogue. */
export function toast(text: string, kind: Toast['kind'] = 'done'): void {
  const others = toasts.get().filter((one) => one.text !== text)
  toasts.set([...others.slice(-2), { id: ++lastId, text, kind }])
}

const drop = (id: number): void => toasts.set(toasts.get().filter((one) => one.id !== id))

export function Toasts() {
  const shown = useSignal(toasts)
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {shown.map((one) => (
        <ToastLine key={one.id} toast={one} />
      ))}
    </div>
  )
}

function ToastLine({ toast: { id, text, kind } }: { toast: Toast }) {
  const { t } = useTexts()
  useEffect(() => {
    const timer = setTimeout(() => drop(id), kind === 'done' ? 5000 : 12_000)
    return () => clearTimeout(timer)
  }, [id, kind])
  return (
    <div className={styles.toast} data-kind={kind}>
      <span>{text}</span>
      <CloseButton
        aria-label={t('action.close')}
        onClick={() => drop(id)}
        variant="transparent"
        c="inherit"
      />
    </div>
  )
}
