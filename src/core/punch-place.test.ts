import { expect, test } from 'vitest'
import { type BranchPlace, placeFlags } from './punch-place.ts'

const fence = { latitude: 53.08, longitude: 8.8, radiusMeters: 150 }
const branch = (some: Partial<BranchPlace> = {}): BranchPlace => ({ fence, location: 'ask', ...some })
/** So many metres north of the middle. */
const fix = (meters: number, accuracyMeters?: number) => ({
  latitude: fence.latitude + meters / 111_195,
  longitude: fence.longitude,
  accuracyMeters,
})

test.each([
  ['inside', branch(), fix(100, 20), []],
  ['outside', branch(), fix(500, 20), ['outside_fence']],
  ['outside, though the branch does not ask', branch({ location: 'never' }), fix(500, 20), ['outside_fence']],
  ['at the edge, give or take', branch(), fix(150, 20), ['location_uncertain']],
  ['somewhere', branch(), fix(0, 5000), ['location_uncertain']],
  ['without an accuracy, taken as exact', branch(), fix(160), ['outside_fence']],
  ['anywhere, without a fence', branch({ fence: null }), fix(500), []],
  ['no position where it is asked', branch(), undefined, []],
  ['no position where it is required', branch({ location: 'require' }), undefined, ['location_missing']],
  ['no branch', undefined, fix(500), []],
  ['no branch, no position', undefined, undefined, []],
] as const)('%s', (_what, place, position, expected) => {
  expect(placeFlags(place, position)).toEqual(expected)
})
