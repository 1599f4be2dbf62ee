/** A planned day: what was decided and why; for managers, what is to be otherwise. */
import { Drawer, Stack, Text } from '@mantine/core'
import { useFormats } from '../format.ts'
import { useTexts } from '../text.ts'
import { clockOf, type Plan, type PlannedDay } from './plan-calendar.tsx'
import { type Choice, PlanChange } from './plan-change.tsx'
import { PlanOwnDays } from './plan-own-days.tsx'

interface Props {
  plan: Plan
  day: PlannedDay | undefined
  mayWrite: boolean
  /** Who may take a shift. */
  people: Choice[]
  onClose: () => void
}

export function PlanDay({ plan, day, mayWrite, people, onClose }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  return (
    <Drawer
      opened={day !== undefined}
      onClose={onClose}
      position="right"
      title={day && formats.date(day.date, 'long')}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      {day && (
        <Stack>
          <Decided day={day} />
          {mayWrite && (
            <>
              <PlanOwnDays key={`own ${day.date}`} userId={plan.userId} date={day.date} people={people} />
              <PlanChange key={day.date} userId={plan.userId} date={day.date} people={people} />
            </>
          )}
        </Stack>
      )}
    </Drawer>
  )
}

function Decided({ day }: { day: PlannedDay }) {
  const { t } = useTexts()
  return (
    <div>
      {day.shifts.map(({ start, end, breaks }) => (
        <div key={start}>
          <Text fw={650} size="lg" className="tc-number">
            {clockOf(start)}–{clockOf(end)}
          </Text>
          {breaks.map((pause, index) => (
            <Text key={index} size="sm" c="dimmed">
              {pause.start !== null && pause.end !== null
                ? t('plan.breakAt', { start: clockOf(pause.start), end: clockOf(pause.end) })
                : t('plan.breakOf', { minutes: Math.round(pause.seconds / 60) })}
            </Text>
          ))}
        </div>
      ))}
      {day.shifts.length === 0 && <Text fw={650}>{t('plan.free')}</Text>}
      <Text c="dimmed">{t(`plan.why.${day.reason}`)}</Text>
      {day.holiday && <Text>{t('plan.holidayNamed', { name: day.holiday })}</Text>}
      {day.daysOff.map(({ kind, portion }, index) => (
        <Text key={index}>
          {t(`plan.dayOff.${kind}`)}, {t(`plan.portion.${portion}`)}
        </Text>
      ))}
    </div>
  )
}
