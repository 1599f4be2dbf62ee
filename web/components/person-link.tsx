/** A person's name that leads to their time, on the day that it is about. */
import { useNavigate } from '@tanstack/react-router'
import { personTimePath } from '../paths.ts'

interface Props {
  userId: string
  name: string
  /** `YYYY-MM-DD`, or the month `YYYY-MM`. */
  date: string
}

export function PersonLink({ userId, name, date }: Props) {
  const navigate = useNavigate()
  const href = personTimePath(userId, date)
  return (
    <a
      href={href}
      onClick={(event) => {
        // Another tab is opened by the browser.
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        void navigate({ href })
      }}
    >
      <strong>{name}</strong>
    </a>
  )
}
