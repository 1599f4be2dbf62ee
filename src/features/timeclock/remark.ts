/** What a person says about a punch, as it is stored. */
import type { Remark } from '../../core/punch.ts'
import { invalidField } from '../../errors.ts'

export interface Coordinates {
  latitude?: number
  longitude?: number
  accuracy?: number
}

/** Coordinates come together or not at all. */
export function remarkOf(
  body: Coordinates,
  description: string | undefined,
  location: string | undefined,
): Remark {
  const { latitude = null, longitude = null, accuracy = null } = body
  if ((latitude === null) !== (longitude === null)) {
    throw invalidField(
      latitude === null ? 'latitude' : 'longitude',
      'Latitude and longitude go together: send both or none.',
    )
  }
  if (accuracy !== null && latitude === null) {
    throw invalidField('accuracy', 'An accuracy needs latitude and longitude.')
  }
  return { description: description ?? null, location: location ?? null, latitude, longitude, accuracy }
}
