import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceMeters, earthRadiusMeters, fenceVerdict, type Position } from './geofence.ts'

const position = ([latitude, longitude]: readonly [number, number]): Position => ({ latitude, longitude })

test.each<[string, [number, number], [number, number], number]>([
  ["GC-221 Land's End to John o'Groats", [50.066389, -5.714722], [58.643889, -3.07], 968_853.544],
  ['GC-223 JFK to CDG', [40.6, -73.8], [49.01666667, 2.55], 5_837_557.052],
  ['GC-225 1506 m', [24, 72], [24.01, 72.01], 1506.066],
  ['GC-227 over the antimeridian on the equator', [0, 179.9995], [0, -179.9995], 111.195],
  ['GC-229 over the antimeridian in Fiji', [-16.5, 179.9999], [-16.5, -179.9999], 21.323],
  ['GC-231 over the north pole', [89.9999, 0], [89.9999, 180], 22.239],
  ['GC-233 seven centimetres', [36.493349428792, 0], [36.49334942879201, 8e-7], 0.072],
  ['GC-235 Zurich to Minsk', [47.37, 8.56], [53.91, 27.56], 1_517_754.197],
  ['the same place', [47.37, 8.56], [47.37, 8.56], 0],
  ['a quarter of the equator', [0, 0], [0, 90], (earthRadiusMeters * Math.PI) / 2],
  ['the poles', [90, 0], [-90, 0], earthRadiusMeters * Math.PI],
  ['opposite points', [12.3, 45.6], [-12.3, -134.4], earthRadiusMeters * Math.PI],
  ['one meridian, written twice', [10, 180], [10, -180], 0],
  ['a longitude beyond 180', [0, 179.9995], [0, 180.0005], 111.195],
])('distance: %s', (_name, a, b, meters) => {
  expect(distanceMeters(position(a), position(b))).toBeCloseTo(meters, 3)
  expect(distanceMeters(position(b), position(a))).toBeCloseTo(meters, 3)
})

test.each<[string, [number, number], [number, number], number]>([
  ['Flinders Peak to Buninyong', [-37.95103342, 144.42486789], [-37.65282114, 143.92649554], 54_972.271],
  ['JFK to LHR', [40.641447, -73.788972], [51.47002, -0.454295], 5_551_759.4],
  ['Wellington to Salamanca, nearly opposite', [-41.32, 174.81], [40.96, -5.5], 19_959_679.267],
])('within 0.6 %% of the ellipsoid: %s', (_name, a, b, meters) => {
  expect(Math.abs(distanceMeters(position(a), position(b)) / meters - 1)).toBeLessThan(0.006)
})

describe('verdict', () => {
  const verdict = (
    center: [number, number],
    point: [number, number],
    radiusMeters: number,
    accuracyMeters?: number,
    maximum?: number,
  ) => fenceVerdict({ ...position(center), radiusMeters }, { ...position(point), accuracyMeters }, maximum)

  test.each<[string, [number, number], [number, number], number, string]>([
    ['GC-237 1506 m, radius 500', [24, 72], [24.01, 72.01], 500, 'outside'],
    ['1506 m, radius 1507', [24, 72], [24.01, 72.01], 1507, 'inside'],
    ['1506 m, radius 1506', [24, 72], [24.01, 72.01], 1506, 'outside'],
    ['GC-239 15 km, radius 2000', [25, 75], [25.1, 75.1], 2000, 'outside'],
    ['GC-241 over the pole', [89.9999, 0], [89.9999, 180], 50, 'inside'],
    ['over the antimeridian', [0, 179.9995], [0, -179.9995], 150, 'inside'],
    ['at the centre of no radius', [24, 72], [24, 72], 0, 'inside'],
  ])('without accuracy: %s', (_name, center, point, radius, expected) => {
    expect(verdict(center, point, radius)).toBe(expected)
  })

  // 55.6 m east of the centre.
  test.each<[string, number | undefined, number | undefined, string]>([
    ['GC-243 30 m', 30, undefined, 'inside'],
    ['44 m', 44, undefined, 'inside'],
    ['45 m: perhaps not', 45, undefined, 'uncertain'],
    ['2000 m without a limit', 2000, undefined, 'uncertain'],
    ['GC-245 2000 m with a limit of 150', 2000, 150, 'inaccurate'],
    ['exactly the limit', 30, 30, 'inside'],
    ['beyond it, although surely inside', 30.1, 30, 'inaccurate'],
    ['GC-247 negative', -1, undefined, 'inaccurate'],
    ['none told', undefined, 150, 'inside'],
    ['no number', Number.NaN, undefined, 'inaccurate'],
  ])('radius 100 m, accuracy %s', (_name, accuracy, maximum, expected) => {
    expect(verdict([60, 0], [60, 0.001], 100, accuracy, maximum)).toBe(expected)
  })

  test.each<[number, string]>([
    [0, 'outside'],
    [15, 'outside'],
    [16, 'uncertain'],
    [60, 'uncertain'],
  ])('radius 40 m, accuracy %i m', (accuracy, expected) => {
    expect(verdict([60, 0], [60, 0.001], 40, accuracy)).toBe(expected)
  })

  test('exactly at the edge is inside', () => {
    const distance = distanceMeters(position([60, 0]), position([60, 0.001]))
    expect(verdict([60, 0], [60, 0.001], distance)).toBe('inside')
    expect(verdict([60, 0], [60, 0.001], distance + 10, 10)).toBe('inside')
    expect(verdict([60, 0], [60, 0.001], distance - 1, 1)).toBe('uncertain')
  })

  test('a position that is no number says nothing', () => {
    expect(verdict([60, 0], [Number.NaN, 0], 100)).toBe('inaccurate')
    expect(verdict([60, 0], [60, Number.NaN], 100)).toBe('inaccurate')
  })
})

const anywhere = fc
  .tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
  .map(position)

test('a distance is symmetric, bounded, and blind to a full turn', () => {
  fc.assert(
    fc.property(anywhere, anywhere, (a, b) => {
      const meters = distanceMeters(a, b)
      expect(meters).toBeGreaterThanOrEqual(0)
      expect(meters).toBeLessThanOrEqual(earthRadiusMeters * Math.PI)
      expect(distanceMeters(b, a)).toBeCloseTo(meters, 3)
      expect(distanceMeters(a, { ...b, longitude: b.longitude + 360 })).toBeCloseTo(meters, 1)
    }),
  )
})

test('worse accuracy never makes a verdict surer', () => {
  const meters = fc.double({ min: 0, max: 5000, noNaN: true })
  fc.assert(
    fc.property(
      meters,
      meters,
      meters,
      fc.double({ min: -0.05, max: 0.05, noNaN: true }),
      (radiusMeters, a, b, east) => {
        const verdict = (accuracyMeters: number) =>
          fenceVerdict(
            { ...position([45, 179.99]), radiusMeters },
            { ...position([45, 179.99 + east]), accuracyMeters },
          )
        const better = verdict(Math.min(a, b))
        expect([better, 'uncertain']).toContain(verdict(Math.max(a, b)))
      },
    ),
  )
})
