/** Which row of a page is open, such as a schedule in its editor. It stands in the address: "back" closes it. */
import { useNavigate, useSearch } from '@tanstack/react-router'

type Change = (id: string | undefined, options?: { replace: boolean }) => void

export function useOpened(): [string | undefined, Change] {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const open: Change = (id, { replace } = { replace: false }) => {
    const { open: _before, ...others } = search
    void navigate({
      to: '.',
      search: { ...others, ...(id !== undefined && { open: id }) } as never,
      replace,
    })
  }
  return [search['open'] === undefined ? undefined : String(search['open']), open]
}
