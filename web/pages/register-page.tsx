/** Register oneself, where the company takes it. */
import { Anchor, Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { SignInView } from '../../src/features/accounts/account.contract.ts'
import type { UserView } from '../../src/features/people/user.contract.ts'
import { getOpenly, postOpenly } from '../api.ts'
import { AccountFields, emptyAccount } from '../components/account-fields.tsx'
import { Doorway } from '../components/doorway.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { blank, useApiForm } from '../components/form.ts'
import { usePageTitle } from '../components/page-title.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { logIn } from '../session.ts'
import { useTexts } from '../text.ts'

const initial = { ...emptyAccount, department: '', branch: '' }

export function RegisterPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const [isPending, setPending] = useState(false)
  usePageTitle(t('register.title'))
  const options = useQuery({
    queryKey: ['sign-in-options'],
    queryFn: () => getOpenly<SignInView>(apiPaths.options),
  })
  const form = useApiForm({
    initial,
    check: (values) => blank(values, ['firstName', 'lastName', 'email', 'password'], t('field.required')),
    async send({ department, branch, ...person }) {
      const user = await postOpenly<UserView>(apiPaths.register, {
        ...person,
        ...(department.trim() && { department: department.trim() }),
        ...(branch.trim() && { branch: branch.trim() }),
      })
      if (user.status === 'pending') return setPending(true)
      await logIn({ email: person.email, password: person.password })
      await navigate({ to: pagePaths.clock, replace: true })
    },
  })
  const isClosed = options.data?.registration === 'closed'
  return (
    <Doorway title={t('register.title')}>
      {isClosed && <Alert color="amber">{t('register.closed')}</Alert>}
      {isPending && <Alert color="pine">{t('register.pending')}</Alert>}
      {!isClosed && !isPending && (
        <form noValidate onSubmit={(event) => void form.submit(event)}>
          <Stack>
            <ErrorNote error={form.error} />
            <AccountFields
              isFirst
              input={form.input}
              labels={{
                firstName: t('field.firstName'),
                lastName: t('field.lastName'),
                email: t('field.email'),
              }}
            />
            <Group grow align="flex-start">
              <TextInput
                label={t('field.department')}
                placeholder={t('field.optional')}
                {...form.input('department')}
              />
              <TextInput
                label={t('field.branch')}
                placeholder={t('field.optional')}
                {...form.input('branch')}
              />
            </Group>
            <Text size="sm" c="dimmed" mt={-8}>
              {t('register.placeHint')}
            </Text>
            <Button type="submit" size="md" loading={form.isBusy}>
              {t('register.submit')}
            </Button>
          </Stack>
        </form>
      )}
      <Text size="sm" mt="md">
        {t('register.haveAccount')}{' '}
        <Anchor component={Link} to={pagePaths.login} underline="always">
          {t('login.submit')}
        </Anchor>
      </Text>
    </Doorway>
  )
}
