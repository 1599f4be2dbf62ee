/** Pages that are not there, or broke. */
import { Button, Center, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { pagePaths } from '../paths.ts'
import { useTexts } from '../text.ts'

export function PageMissing() {
  const { t } = useTexts()
  return (
    <Center component="main" mih="70vh">
      <Stack align="center">
        <Title order={1} size="h2">
          {t('state.notFound')}
        </Title>
        <Button renderRoot={(props) => <Link to={pagePaths.clock} {...props} />}>{t('state.toClock')}</Button>
      </Stack>
    </Center>
  )
}

const reloaded = 'timeclock.reloaded'

/** A part of the app that a newer version replaced cannot be loaded: the new version can. */
const isOutdated = (error: unknown): boolean =>
  error instanceof TypeError && /import|module|fetch/i.test(error.message)

export function PageBroken({ error }: { error: unknown }) {
  const { t } = useTexts()
  useEffect(() => {
    if (!isOutdated(error) || sessionStorage.getItem(reloaded) === location.pathname) return
    sessionStorage.setItem(reloaded, location.pathname)
    location.reload()
  }, [error])
  return (
    <Center component="main" mih="50vh">
      <Stack align="center" role="alert">
        <Title order={1} size="h2">
          {t('state.broken')}
        </Title>
        <Text c="dimmed">{error instanceof Error ? error.message : ''}</Text>
        <Button onClick={() => location.reload()}>{t('app.reload')}</Button>
      </Stack>
    </Center>
  )
}
