/** What the forms of a person share: the roles to choose from, and what may not be empty. */
import { roles } from '../../src/core/permission.ts'
import { useTexts } from '../text.ts'
import { blank } from './form.ts'

export function usePersonFields() {
  const { t } = useTexts()
  return {
    roles: roles.map((value) => ({ value, label: t(`account.role.${value}`) })),
    check: (values: { firstName: string; lastName: string; email: string }) =>
      blank(values, ['firstName', 'lastName', 'email'], t('field.required')),
  }
}
