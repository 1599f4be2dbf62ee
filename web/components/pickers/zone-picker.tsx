/** An IANA time zone, by part of its name; each with its difference from UTC today. */
import { serverNow } from '../../network.ts'
import { useTexts } from '../../text.ts'
import { AsyncPicker, type Choice, type PickerProps } from './async-picker.tsx'
import { allZones, findZones, zoneHint } from './find-zones.ts'

const atOnce = 40

interface Props extends Omit<PickerProps, 'value' | 'onChange'> {
  /** The name of the zone, or ''. */
  value: string
  onChange: (zone: string) => void
}

export function ZonePicker({ value, onChange, ...props }: Props) {
  const { locale } = useTexts()
  return (
    <AsyncPicker
      {...props}
      value={value === '' ? null : { id: value, label: value }}
      onChange={(choice) => onChange(choice?.id ?? '')}
      source={{
        key: ['zone', locale],
        find(search, cursor = '0') {
          const found = findZones(search, allZones())
          const end = Number(cursor) + atOnce
          const choices = found.slice(Number(cursor), end).map((zone): Choice => ({
            id: zone,
            label: zone,
            hint: zoneHint(zone, locale, serverNow()),
          }))
          return { choices, nextCursor: end < found.length ? String(end) : null }
        },
      }}
    />
  )
}
