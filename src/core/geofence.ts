/**
 * Where a punch was made, against the fence of a branch. Distances are those of a sphere of mean radius
 * (haversine), off by 0.6 % at most. A position is only as good as its accuracy: surely inside,
 * surely outside, or uncertain. Whatever the verdict, the punch is stored; blocking is a policy.
 * Source: W3C Geolocation API, accuracy; Apple Core Location, negative accuracy.
 */

/** Degrees; north and east are positive. */
export interface Position {
  latitude: number
  longitude: number
}

/** A circle around a branch. */
export interface Fence extends Position {
  radiusMeters: number
}

/** A position as a device tells it. Without an accuracy it is taken as exact. */
export interface Fix extends Position {
  accuracyMeters: number | undefined
}

/** Whether a punch of the people of a branch is to say where it was made: never; asked, and a no is fine; or marked without. */
export const locationWishes = ['never', 'ask', 'require'] as const
export type LocationWish = (typeof locationWishes)[number]

export type FenceVerdict = 'inside' | 'outside' | 'uncertain' | 'inaccurate'

export const earthRadiusMeters = 6_371_000

/** Metres between two positions, along the surface. */
export function distanceMeters(a: Position, b: Position): number {
  const latitude = radians(b.latitude - a.latitude) / 2
  const longitude = radians(b.longitude - a.longitude) / 2
  const chord =
    Math.sin(latitude) ** 2 +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(longitude) ** 2
  // Of opposite points the sum may come out just above 1.
  return 2 * earthRadiusMeters * Math.asin(Math.sqrt(Math.min(1, chord)))
}

/**
 * `inside`: also at the far edge of the accuracy. `outside`: also at the near edge. `uncertain`:
 * neither. `inaccurate`: the accuracy is worse than `maximumAccuracyMeters`, negative (which is how
 * phones say that there is no fix), or something is no number; nothing is said about the place.
 */
export function fenceVerdict(
  fence: Fence,
  fix: Fix,
  maximumAccuracyMeters: number = Number.POSITIVE_INFINITY,
): FenceVerdict {
  const accuracy = fix.accuracyMeters ?? 0
  const distance = distanceMeters(fence, fix)
  if (!(accuracy >= 0 && accuracy <= maximumAccuracyMeters) || Number.isNaN(distance)) return 'inaccurate'
  if (distance + accuracy <= fence.radiusMeters) return 'inside'
  return distance - accuracy > fence.radiusMeters ? 'outside' : 'uncertain'
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180
