/**
 * Where somebody punched, as their branch asks for it. Nothing here refuses a punch: what is marked is for a
 * manager's eye.
 * - Outside the fence, also at the near edge of the accuracy: `outside_fence`. Neither surely inside nor surely
 *   outside, or no good position: `location_uncertain`. A branch without a fence says nothing about a position.
 * - Without a position: `location_missing` where the branch requires one; nothing where it only asks.
 * - Only what people punch themselves on a device of their own: a manager's entry and a kiosk say by themselves where
 *   they are.
 */
import { type Fence, fenceVerdict, type Fix, type LocationWish } from './geofence.ts'
import { flags } from './punch.ts'

export interface BranchPlace {
  fence: Fence | null
  location: LocationWish
}

/** An accuracy worse than this says nothing, in metres. */
const worstAccuracyMeters = 2000

const ofVerdict = {
  inside: [],
  outside: [flags.outsideFence],
  uncertain: [flags.locationUncertain],
  inaccurate: [flags.locationUncertain],
} as const

/** The marks of a punch at `fix`, of somebody of the branch; without a branch, none. */
export function placeFlags(branch: BranchPlace | undefined, fix: Fix | undefined): readonly string[] {
  if (!branch) return []
  if (!fix) return branch.location === 'require' ? [flags.locationMissing] : []
  return branch.fence ? ofVerdict[fenceVerdict(branch.fence, fix, worstAccuracyMeters)] : []
}
