/** Log in. */
import { Anchor, Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { SignInView } from '../../src/features/accounts/account.contract.ts'
import { getOpenly } from '../api.ts'
import { Doorway } from '../components/doorway.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useApiForm } from '../components/form.ts'
import { usePageTitle } from '../components/page-title.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { logIn } from '../session.ts'
import { useTexts } from '../text.ts'

/** Only an address of our own, or somebody's link could send people elsewhere after their login. */
const ownAddress = (next: unknown): string =>
  typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : pagePaths.clock

export function LoginPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { next }: { next?: unknown } = useSearch({ strict: false })
  usePageTitle(t('login.title'))
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => getOpenly<SignInView>(apiPaths.options),
  })
  const form = useApiForm({
    initial: { email: '', password: '' },
    async send(credentials) {
      await logIn(credentials)
      await navigate({ to: ownAddress(next), replace: true })
    },
    check: ({ email, password }) => ({
      ...(email.trim() === '' && { email: t('field.required') }),
      ...(password === '' && { password: t('field.required') }),
    }),
  })
  return (
    <Doorway title={t('login.title')}>
      <form noValidate onSubmit={(event) => void form.submit(event)}>
        <Stack>
          {options.data?.needsSetup && <Alert color="amber">{t('login.needsSetup')}</Alert>}
          <ErrorNote error={form.error} />
          <TextInput label={t('field.account')} autoComplete="username" autoFocus {...form.input('email')} />
          <PasswordInput
            label={t('field.password')}
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
            {...form.input('password')}
          />
          <Button type="submit" size="md" loading={form.isBusy}>
            {t('login.submit')}
          </Button>
          {options.data && options.data.registration !== 'closed' && (
            <Text size="sm">
              {t('login.newHere')}{' '}
              <Anchor component={Link} to={pagePaths.register} underline="always">
                {t('login.register')}
              </Anchor>
            </Text>
          )}
        </Stack>
      </form>
    </Doorway>
  )
}
