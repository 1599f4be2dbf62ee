/** The first run, from the printed link: the administrator and the company, a branch, people. */
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import type { SetUpLinkView } from '../../src/features/accounts/account.contract.ts'
import { post, postOpenly } from '../api.ts'
import { AccountFields, emptyAccount } from '../components/account-fields.tsx'
import { Doorway } from '../components/doorway.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { blank, useApiForm } from '../components/form.ts'
import { usePageTitle } from '../components/page-title.ts'
import { PeopleStep } from '../components/people-step.tsx'
import { Answered } from '../components/states.tsx'
import { ApiError } from '../network.ts'
import { apiPaths, pagePaths } from '../paths.ts'
import { logIn } from '../session.ts'
import { useTexts } from '../text.ts'

const steps = ['you', 'branch', 'people'] as const

export function SetUpPage() {
  const { t } = useTexts()
  const navigate = useNavigate()
  const { token = '' }: { token?: string } = useSearch({ strict: false })
  const [step, setStep] = useState(0)
  const name = steps[step]!
  usePageTitle(t('setup.title'))
  const link = useQuery({
    queryKey: ['set-up', token],
    queryFn: () => postOpenly<SetUpLinkView>(apiPaths.setUpLink, { token: String(token) }),
    // The link is used up by the first step.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const isOver = link.error instanceof ApiError
  const next = () => setStep(step + 1)
  return (
    <Doorway title={t(isOver ? 'setup.over' : `setup.${name}`)} isWide>
      {isOver ? (
        <Text>{t('setup.overText')}</Text>
      ) : (
        <>
          <Text c="dimmed" mt="-md" mb="lg">
            {t('setup.step', { step: step + 1, of: steps.length })}
          </Text>
          <Answered query={link}>
            {(company) => (
              <>
                {name === 'you' && <YouStep token={String(token)} company={company} onDone={next} />}
                {name === 'branch' && <BranchStep onDone={next} />}
                {name === 'people' && (
                  <PeopleStep
                    skip={t('setup.skip')}
                    finish={t('setup.finish')}
                    onDone={() => void navigate({ to: pagePaths.clock, replace: true })}
                  />
                )}
              </>
            )}
          </Answered>
        </>
      )}
    </Doorway>
  )
}

/** A server's own zone is often UTC, whatever clock hangs on the wall. */
const likelyZone = (ofServer: string): string =>
  /^(Etc\/)?(UTC|GMT)$/.test(ofServer) ? Intl.DateTimeFormat().resolvedOptions().timeZone : ofServer

function YouStep({ token, company, onDone }: { token: string; company: SetUpLinkView; onDone: () => void }) {
  const { t } = useTexts()
  const zones = useMemo(() => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])], [])
  const form = useApiForm({
    initial: {
      companyName: '',
      timeZone: likelyZone(company.timeZone),
      ...emptyAccount,
    },
    check: (values) => blank(values, Object.keys(values) as (keyof typeof values)[], t('field.required')),
    async send(values) {
      await postOpenly(apiPaths.setUp, { token, ...values })
      await logIn({ email: values.email, password: values.password })
      onDone()
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <Text>{t('setup.youText')}</Text>
        <ErrorNote error={form.error} />
        <Group grow align="flex-start">
          <TextInput
            label={t('field.company')}
            autoComplete="organization"
            autoFocus
            {...form.input('companyName')}
          />
          <Select
            label={t('field.timeZone')}
            data={zones}
            searchable
            limit={60}
            {...form.input('timeZone')}
          />
        </Group>
        <AccountFields
          input={form.input}
          labels={{
            firstName: t('setup.yourFirstName'),
            lastName: t('setup.yourLastName'),
            email: t('setup.yourEmail'),
          }}
        />
        <Button type="submit" size="md" loading={form.isBusy}>
          {t('setup.makeMe')}
        </Button>
      </Stack>
    </form>
  )
}

function BranchStep({ onDone }: { onDone: () => void }) {
  const { t } = useTexts()
  const form = useApiForm({
    initial: { name: t('setup.branchExample'), address: '' },
    check: ({ name }) => (name.trim() === '' ? { name: t('field.required') } : {}),
    async send({ name, address }) {
      await post(apiPaths.branches, { body: { name, ...(address.trim() && { address: address.trim() }) } })
      onDone()
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <Text>{t('setup.branchText')}</Text>
        <ErrorNote error={form.error} />
        <TextInput label={t('setup.branchName')} autoFocus {...form.input('name')} />
        <TextInput label={t('field.address')} placeholder={t('field.optional')} {...form.input('address')} />
        <Group justify="space-between">
          <Button variant="subtle" onClick={onDone}>
            {t('setup.skip')}
          </Button>
          <Button type="submit" loading={form.isBusy}>
            {t('setup.addBranch')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
