/** One of the people that one may see, by part of a name, e-mail address or number. */
import type { Role } from '../../../src/core/permission.ts'
import type { UserView } from '../../../src/features/people/user.contract.ts'
import { get } from '../../api.ts'
import { apiPaths } from '../../paths.ts'
import { AsyncPicker, type Choice, type PickerProps } from './async-picker.tsx'

interface Props extends PickerProps {
  /** Only people of these. */
  department?: string | undefined
  branch?: string | undefined
  role?: Role | undefined
}

export function PersonPicker({ department, branch, role, ...props }: Props) {
  const narrowed = { department, branch, role }
  return (
    <AsyncPicker
      {...props}
      source={{
        key: ['person', narrowed],
        async find(search, cursor) {
          const { data, meta } = await get<UserView[], { nextCursor: string | null }>(apiPaths.users, {
            ...narrowed,
            search: search || undefined,
            cursor,
          })
          return { choices: data.map(personChoice), nextCursor: meta.nextCursor }
        },
      }}
    />
  )
}

export const personChoice = (user: UserView): Choice => ({
  id: user.id,
  label: `${user.firstName} ${user.lastName}`,
  hint: [user.employeeNumber, user.email, user.department?.name].filter(Boolean).join(' · '),
})
