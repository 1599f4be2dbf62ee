/** A value once it has stood still for a moment: so that a server is not asked at every key. */
import { useEffect, useState } from 'react'

export function useSettled<V>(value: V, ms = 350): V {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return settled
}
