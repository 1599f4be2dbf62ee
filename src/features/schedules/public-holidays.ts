/**
 * The public holidays of countries and regions, by the library date-holidays (ISC; its data CC BY-SA 3.0 and
 * CC BY 3.0). Asked only when a calendar is written out: derivations read the rows. Loaded when it is
 * asked, because its data is large.
 */
import { addDays } from '../../core/calendar.ts'
import { invalidField } from '../../errors.ts'

export interface Holiday {
  date: string
  name: string
}

const hourMs = 3_600_000

const load = async () => (await import('date-holidays')).default

/**
 * The public holidays of these years, both within, each of its dates once. `region` is a state, or a
 * state and a region of it as `BY-A`. Throws `invalid` for a country or region that is not known.
 */
export async function publicHolidays(
  country: string,
  region: string | null,
  fromYear: number,
  toYear: number,
): Promise<Holiday[]> {
  const Holidays = await load()
  const all = new Holidays()
  if (!(country in all.getCountries('en')))
    throw invalidField('country', `No holidays are known of "${country}". Use a code such as ES or US.`)
  const [state = '', part] = region?.split(/-(.*)/) ?? []
  const known = (codes: object | undefined, code: string) => codes !== undefined && code in codes
  const isKnown =
    region === null ||
    (known(all.getStates(country, 'en'), state) &&
      (part === undefined || known(all.getRegions(country, state, 'en'), part)))
  if (!isKnown)
    throw invalidField(
      'region',
      `No region "${region}" of ${country} is known: ${Object.keys(all.getStates(country, 'en') ?? {}).join(', ') || 'it has none'}.`,
    )
  const types = { types: ['public' as const] }
  const place =
    part === undefined
      ? region === null
        ? new Holidays(country, types)
        : new Holidays(country, state, types)
      : new Holidays(country, state, part, types)
  const found: Holiday[] = []
  for (let year = fromYear; year <= toYear; year++) {
    for (const { date, start, end, name } of place.getHolidays(year)) {
      // Whole days: what begins at noon leaves a day of work, and a day when clocks change has 23 hours.
      const days = Math.floor((end.getTime() - start.getTime() + hourMs) / (24 * hourMs))
      for (let i = 0; i < days; i++) found.push({ date: addDays(date.slice(0, 10), i), name })
    }
  }
  const seen = new Set<string>()
  return found.filter((one) => {
    const key = `${one.date} ${one.name}`
    return one.date.slice(0, 4) >= String(fromYear) && !seen.has(key) && seen.add(key)
  })
}

/** The countries that are known, or the regions of one, by code. */
export async function listPlacesOfHolidays(country: string | undefined): Promise<Record<string, string>> {
  const Holidays = await load()
  const all = new Holidays()
  if (country === undefined) return all.getCountries('en')
  const states = all.getStates(country, 'en') as Record<string, string> | undefined
  return Object.fromEntries(
    Object.entries(states ?? {}).flatMap(([code, name]) => [
      [code, name],
      ...Object.entries(
        (all.getRegions(country, code, 'en') as Record<string, string> | undefined) ?? {},
      ).map(([part, inner]) => [`${code}-${part}`, `${name}, ${inner}`]),
    ]),
  )
}
