/** The IANA time zones that the browser knows, by part of a name. */

/** `America/New_York` is found by "new york", "york amer" and "america/new". */
export function findZones(search: string, zones: readonly string[]): string[] {
  const words = plain(search).split(' ').filter(Boolean)
  const found = zones.filter((zone) => words.every((word) => plain(zone).includes(word)))
  const [first = ''] = words
  const startsSo = (zone: string) =>
    plain(zone)
      .split(' ')
      .some((part) => part.startsWith(first))
  // A part that begins so is more likely meant: "rom" is Rome before Antananarivo.
  return [...found.filter(startsSo), ...found.filter((zone) => !startsSo(zone))]
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[/_\s]+/g, ' ')
    .trim()

/** Every zone of the browser; UTC, which some leave out, first. */
export const allZones = (): string[] => [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])]

/** The zone in words of a language, with its difference from UTC at an instant: `GMT+2, Central European Time`. */
export function zoneHint(zone: string, locale: string, at: number): string {
  const part = (timeZoneName: 'shortOffset' | 'longGeneric') =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value
  return [part('shortOffset'), part('longGeneric')].filter(Boolean).join(', ')
}
