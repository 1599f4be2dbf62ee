/** Tells what a bulk answer came to: how many were done, and why the others were not. */
import { useQueryClient } from '@tanstack/react-query'
import { codeText } from './components/error-text.ts'
import { toast } from './components/toasts.tsx'
import { useTexts } from './text.ts'

export interface BulkItem {
  httpStatus: number
  code?: string
  message?: string
}

/** Says it, and has everything that lists such things loaded again: what somebody else decided is shown then. */
export function useBulkAnswer(): (answers: readonly BulkItem[]) => void {
  const { t, language } = useTexts()
  const client = useQueryClient()
  return (answers) => {
    const failed = answers.filter(({ httpStatus }) => httpStatus >= 400)
    const done = answers.length - failed.length
    if (done > 0) toast(t('inbox.done', { count: done }))
    const whys = failed.map(({ code, message }) =>
      language === 'en' && message ? message : codeText(t, code ?? ''),
    )
    if (failed.length > 0)
      toast(t('inbox.someFailed', { count: failed.length, why: [...new Set(whys)].join(' ') }), 'failed')
    void client.invalidateQueries()
  }
}
