/** One of the departments or branches in use, by part of its name. */
import type { PlaceView } from '../../../src/features/people/place.contract.ts'
import { get } from '../../api.ts'
import { apiPaths } from '../../paths.ts'
import { AsyncPicker, type PickerProps } from './async-picker.tsx'

const paths = { department: apiPaths.departments, branch: apiPaths.branches } as const

interface Props extends PickerProps {
  kind: 'department' | 'branch'
}

export function PlacePicker({ kind, ...props }: Props) {
  return (
    <AsyncPicker
      {...props}
      source={{
        key: ['place', kind],
        async find(search, cursor) {
          const { data, meta } = await get<PlaceView[], { nextCursor: string | null }>(paths[kind], {
            search: search || undefined,
            cursor,
          })
          const choices = data.map(({ id, name, address }) => ({
            id,
            label: name,
            ...(address && { hint: address }),
          }))
          return { choices, nextCursor: meta.nextCursor }
        },
      }}
    />
  )
}

export const DepartmentPicker = (props: PickerProps) => <PlacePicker kind="department" {...props} />
export const BranchPicker = (props: PickerProps) => <PlacePicker kind="branch" {...props} />
