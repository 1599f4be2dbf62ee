/** Name, e-mail address and password of somebody who makes an account. */
import { Group, PasswordInput, TextInput } from '@mantine/core'
import { leastPassword } from '../password.ts'
import { useTexts } from '../text.ts'
import type { ApiForm } from './form.ts'

export interface AccountDraft {
  firstName: string
  lastName: string
  email: string
  password: string
}

export const emptyAccount: AccountDraft = { firstName: '', lastName: '', email: '', password: '' }

interface Props {
  input: ApiForm<AccountDraft>['input']
  labels: Record<'firstName' | 'lastName' | 'email', string>
  /** Whether the form begins here. */
  isFirst?: boolean
}

export function AccountFields({ input, labels, isFirst = false }: Props) {
  const { t } = useTexts()
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label={labels.firstName}
          autoComplete="given-name"
          autoFocus={isFirst}
          {...input('firstName')}
        />
        <TextInput label={labels.lastName} autoComplete="family-name" {...input('lastName')} />
      </Group>
      <TextInput label={labels.email} type="email" autoComplete="username" {...input('email')} />
      <PasswordInput
        label={t('field.password')}
        description={t('field.passwordHint', { count: leastPassword })}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('login.showPassword') }}
        {...input('password')}
      />
    </>
  )
}
