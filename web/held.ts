/** Punches that are kept and not counted: which exceptions they are, and deciding about them. */
import { useQueryClient } from '@tanstack/react-query'
import type { ExceptionRow } from '../src/features/exceptions/exception.contract.ts'
import { post } from './api.ts'
import { apiPaths } from './paths.ts'

export const heldCodes = ['period_locked', 'offline_conflict'] as const

export const isHeldRow = ({ code }: Pick<ExceptionRow, 'code'>): boolean =>
  heldCodes.some((held) => held === code)

/** `admit` counts them, `remove` dismisses them. All of one person hold together, or none. */
export type HeldAction = 'admit' | 'remove'

export function useDecideHeld() {
  const client = useQueryClient()
  return async (rows: readonly ExceptionRow[], action: HeldAction, reason: string) => {
    try {
      for (const userId of new Set(rows.map((row) => row.userId))) {
        const changes = rows
          .filter((row) => row.userId === userId)
          .map(({ key }) => ({ action, punchId: key }))
        await post(apiPaths.directCorrections, { body: { userId, reason, changes } })
      }
    } finally {
      void client.invalidateQueries()
    }
  }
}
