/** A form over the API: what the server says about a field stands at the field, and what was typed stays. */
import { useState } from 'react'
import { ApiError } from '../network.ts'
import { useFieldWords } from './field-words.ts'

export interface ApiForm<V> {
  values: V
  set<K extends keyof V>(name: K, value: V[K]): void
  /** For an input: value, change, error. */
  input<K extends keyof V>(
    name: K,
  ): { value: V[K]; onChange: (change: unknown) => void; error: string | undefined; name: string }
  /** What belongs to no field of the form. */
  error: unknown
  isBusy: boolean
  /** Sends; true when it went well. */
  submit(event?: { preventDefault(): void }): Promise<boolean>
}

interface Options<V> {
  initial: V
  send: (values: V) => Promise<unknown>
  /** Complaints before anything is sent, by field. */
  check?: (values: V) => Partial<Record<keyof V & string, string>>
  /** The server's name for a field, where it is another. */
  names?: Record<string, keyof V & string>
}

/** The complaint at each of these fields that is empty. */
export function blank<Name extends string>(
  values: Record<Name, string>,
  names: readonly Name[],
  complaint: string,
): Partial<Record<Name, string>> {
  const empty = names.filter((name) => values[name].trim() === '')
  return Object.fromEntries(empty.map((name) => [name, complaint])) as Partial<Record<Name, string>>
}

/** Mantine's inputs hand over an event or a value. */
function valueOf(change: unknown): unknown {
  const target = (change as { currentTarget?: { type?: string; checked?: boolean; value?: unknown } } | null)
    ?.currentTarget
  if (!target) return change
  return target.type === 'checkbox' ? target.checked : target.value
}

export function useApiForm<V extends object>({ initial, send, check, names = {} }: Options<V>): ApiForm<V> {
  const wordsOf = useFieldWords()
  const [values, setValues] = useState(initial)
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [error, setError] = useState<unknown>()
  const [isBusy, setBusy] = useState(false)

  function set<K extends keyof V>(name: K, value: V[K]): void {
    setValues((before) => ({ ...before, [name]: value }))
    setProblems((before) => ({ ...before, [name]: '' }))
  }

  /** The first part of a path such as `days.0.start` finds the field. */
  function spread(problem: unknown): void {
    const errors = problem instanceof ApiError ? problem.errors : []
    const known = errors.flatMap((one) => {
      const { field } = one
      const name = names[field] ?? (field in values ? field : field.split('.')[0])
      return name !== undefined && name in values ? [[name, wordsOf(one)] as const] : []
    })
    setProblems(Object.fromEntries(known.toReversed()))
    setError(known.length > 0 && known.length === errors.length ? undefined : problem)
  }

  return {
    values,
    set,
    error,
    isBusy,
    input: (name) => ({
      name: String(name),
      value: values[name],
      onChange: (change) => set(name, valueOf(change) as V[typeof name]),
      error: problems[String(name)] || undefined,
    }),
    async submit(event) {
      event?.preventDefault()
      const complaints = Object.entries(check?.(values) ?? {}).filter((entry) => entry[1] !== undefined)
      if (complaints.length > 0) {
        setProblems(Object.fromEntries(complaints) as Record<string, string>)
        return false
      }
      setBusy(true)
      try {
        await send(values)
        setError(undefined)
        setProblems({})
        return true
      } catch (problem) {
        spread(problem)
        return false
      } finally {
        setBusy(false)
      }
    },
  }
}
