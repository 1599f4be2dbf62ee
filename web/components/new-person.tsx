/** Adds one person, with a password to hand over. */
import { Alert, Button, Code, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../api.ts'
import { apiPaths } from '../paths.ts'
import { firstPassword, randomBelow } from '../people-lines.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useApiForm } from './form.ts'
import { usePersonFields } from './person-fields.ts'
import type { Choice } from './pickers/async-picker.tsx'
import { BranchPicker, DepartmentPicker } from './pickers/place-picker.tsx'

export function NewPerson() {
  const { t } = useTexts()
  const fields = usePersonFields()
  const queryClient = useQueryClient()
  const [password, setPassword] = useState<string>()
  const form = useApiForm({
    initial: {
      ...{ firstName: '', lastName: '', email: '', role: 'employee', employeeNumber: '' },
      department: null as Choice | null,
      branch: null as Choice | null,
    },
    check: fields.check,
    async send({ department, branch, employeeNumber, ...rest }) {
      const made = firstPassword(randomBelow)
      const places = {
        ...(department && { department: department.id }),
        ...(branch && { branch: branch.id }),
        ...(employeeNumber.trim() && { employeeNumber }),
      }
      const body = { ...rest, password: made, ...places }
      await post(apiPaths.users, { body })
      setPassword(made)
      await queryClient.invalidateQueries({ queryKey: ['people'] })
    },
  })
  if (password)
    return (
      <Alert title={t('people.added')}>
        <Text>{t('people.passwordText')}</Text>
        <Code fz="lg">{password}</Code>
      </Alert>
    )
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <ErrorNote error={form.error} />
        <TextInput data-autofocus label={t('field.firstName')} {...form.input('firstName')} />
        <TextInput label={t('field.lastName')} {...form.input('lastName')} />
        <TextInput label={t('field.email')} type="email" {...form.input('email')} />
        <Select label={t('people.role')} data={fields.roles} allowDeselect={false} {...form.input('role')} />
        <TextInput label={t('field.employeeNumber')} {...form.input('employeeNumber')} />
        <DepartmentPicker label={t('field.department')} {...form.input('department')} />
        <BranchPicker label={t('field.branch')} {...form.input('branch')} />
        <Button type="submit" loading={form.isBusy}>
          {t('people.add')}
        </Button>
      </Stack>
    </form>
  )
}
