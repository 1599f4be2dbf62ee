/** What went wrong with a form or an act, above it. */
import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useErrorText } from './error-text.ts'

export function ErrorNote({ error }: { error: unknown }) {
  const textOf = useErrorText()
  if (!error) return null
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} role="alert">
      {textOf(error)}
    </Alert>
  )
}
