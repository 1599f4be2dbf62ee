/** What changes that are being typed would do. The server is asked when the typing pauses; it writes nothing. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PreviewView } from '../../src/features/corrections/correction.contract.ts'
import { ask } from '../api.ts'
import type { Changes } from '../correction-lines.ts'
import { apiPaths } from '../paths.ts'
import { useSettled } from '../settled.ts'
import { PreviewSides } from './correction-sides.tsx'
import { Answered } from './states.tsx'

export function CorrectionPreview({ userId, changes }: { userId: string; changes: Changes }) {
  // As text, since the changes are made anew whenever the form is drawn.
  const settled = useSettled(JSON.stringify(changes))
  const query = useQuery({
    queryKey: ['correction-preview', userId, settled],
    queryFn: () =>
      ask<PreviewView>(apiPaths.correctionPreview, { userId, changes: JSON.parse(settled) as Changes }),
    enabled: settled !== '[]',
    placeholderData: keepPreviousData,
    gcTime: 0,
  })
  if (changes.length === 0 || settled === '[]') return null
  return (
    <div aria-live="polite" aria-busy={query.isFetching}>
      <Answered query={query} lines={2}>
        {(preview) => <PreviewSides preview={preview} />}
      </Answered>
    </div>
  )
}
