/** A pause after an act, in which the same act is taken for an echo of it. */
import { useCallback, useEffect, useRef, useState } from 'react'

/** Whether it rests, and a function that begins the rest; that one answers false while it rests already. */
export function useRest(milliseconds: number): [isResting: boolean, rest: () => boolean] {
  const [isResting, setResting] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const rest = useCallback(() => {
    if (timer.current !== undefined) return false
    setResting(true)
    timer.current = setTimeout(() => {
      timer.current = undefined
      setResting(false)
    }, milliseconds)
    return true
  }, [milliseconds])
  return [isResting, rest]
}
