/** What a page shows instead of content: loading, nothing, a failure that can be tried again. */
import { Button, Skeleton, Stack, Text } from '@mantine/core'
import { IconCloudOff, IconInbox, IconMoodSad } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { NetworkError } from '../network.ts'
import { useTexts } from '../text.ts'
import { useErrorText } from './error-text.ts'

/** Grey lines where content will be. */
export function Loading({ lines = 4 }: { lines?: number }) {
  const { t } = useTexts()
  return (
    <Stack gap="sm" role="status" aria-label={t('app.loading')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={28} radius="md" width={`${96 - ((line * 17) % 40)}%`} />
      ))}
    </Stack>
  )
}

/** There is nothing, in words that say what would be here; `children` may offer the next step. */
export function Empty({ text, children }: { text?: string; children?: ReactNode }) {
  const { t } = useTexts()
  return (
    <Stack align="center" gap="xs" py="xl" ta="center">
      <IconInbox size={36} stroke={1.3} aria-hidden color="var(--tc-dim)" />
      <Text c="dimmed">{text ?? t('state.empty')}</Text>
      {children}
    </Stack>
  )
}

/** It could not be loaded; says why, and offers to try again. */
export function Failed({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const Icon = error instanceof NetworkError ? IconCloudOff : IconMoodSad
  return (
    <Stack align="center" gap="xs" py="xl" ta="center" role="alert">
      <Icon size={36} stroke={1.3} aria-hidden color="var(--tc-dim)" />
      <Text fw={600}>{t('state.failed')}</Text>
      <Text c="dimmed">{textOf(error)}</Text>
      {retry && (
        <Button variant="light" mt="xs" onClick={retry}>
          {t('action.retry')}
        </Button>
      )}
    </Stack>
  )
}

interface Asked<D> {
  data: D | undefined
  error: unknown
  refetch: () => unknown
}

/** A query in its three states: `<Answered query={…}>{(data) => …}</Answered>`. What was loaded before stays. */
export function Answered<D>({
  query,
  children,
  lines,
}: {
  query: Asked<D>
  children: (data: D) => ReactNode
  lines?: number
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.error) return <Failed error={query.error} retry={() => void query.refetch()} />
  return <Loading {...(lines !== undefined && { lines })} />
}
