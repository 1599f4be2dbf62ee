/** A person with their present department and branch; where they moved, the schedule book knows the former ones. */
export interface PersonPlace {
  userId: string
  departmentId: string | null
  branchId: string | null
}
