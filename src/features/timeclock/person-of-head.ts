/** The person of a head, as the book takes them. */
import type { PersonPlace } from '../assignments/person-place.ts'
import type { Head } from './punch.queries.ts'

export function personOf(head: Pick<Head, 'user_id' | 'department_id' | 'branch_id'>): PersonPlace {
  return { userId: head.user_id, departmentId: head.department_id, branchId: head.branch_id }
}
