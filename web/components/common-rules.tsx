/** The rules that most policies have, as fields: what they write is the whole policy. */
import { NumberInput, Select, Text, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Policy } from '../../src/core/policy.ts'
import { roundingModes } from '../../src/core/rounding.ts'
import { useFormats } from '../format.ts'
import { type Problems, tierOf, withTier } from '../policy-draft.ts'
import { useTexts } from '../text.ts'
import styles from './planning.module.css'

interface Props {
  rules: Policy
  onChange: (rules: Policy) => void
  problems: Problems
}

/** What the server says about a path, or about something below it. */
const at = (problems: Problems, path: string): string | undefined =>
  Object.entries(problems).find(
    ([field]) => field === `rules.${path}` || field.startsWith(`rules.${path}.`),
  )?.[1]

export function CommonRules(props: Props) {
  const { t } = useTexts()
  return (
    <div className={styles.stack}>
      <Part title={t('policy.overtime')}>
        <Overtime {...props} />
      </Part>
      <Part title={t('policy.week')}>
        <Week {...props} />
      </Part>
      <Part title={t('policy.night')}>
        <Night {...props} />
      </Part>
      <Part title={t('policy.breaks')}>
        <Breaks {...props} />
      </Part>
      <Part title={t('policy.rounding')}>
        <Rounding {...props} />
      </Part>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div role="group" aria-label={title}>
      <Text fw={650} mb={6} aria-hidden>
        {title}
      </Text>
      <div className={styles.fields}>{children}</div>
    </div>
  )
}

interface AmountProps {
  label: string
  minutes: number | undefined
  /** How many minutes one of the field is. */
  unit?: number
  error: string | undefined
  onChange: (minutes: number | undefined) => void
}

/** Empty: there is no such rule. */
function Amount({ label, minutes, unit = 1, error, onChange }: AmountProps) {
  const { t } = useTexts()
  return (
    <NumberInput
      label={label}
      placeholder={t('policy.no')}
      min={0}
      decimalScale={2}
      value={minutes === undefined ? '' : minutes / unit}
      onChange={(value) => onChange(value === '' ? undefined : Math.round(Number(value) * unit))}
      error={error}
    />
  )
}

function Overtime({ rules, onChange, problems }: Props) {
  const { t } = useTexts()
  const { overtime } = rules
  const fields = [
    ['daily', 'overtime'],
    ['daily', 'double'],
    ['weekly', 'overtime'],
  ] as const
  return fields.map(([period, kind]) => (
    <Amount
      key={period + kind}
      label={t(`policy.${period}.${kind}` as 'policy.daily.overtime')}
      unit={60}
      minutes={tierOf(overtime?.[period], kind)}
      error={kind === 'overtime' ? at(problems, `overtime.${period}`) : undefined}
      onChange={(minutes) =>
        onChange({
          ...rules,
          overtime: { ...overtime, [period]: withTier(overtime?.[period], kind, minutes) },
        })
      }
    />
  ))
}

function Week({ rules, onChange, problems }: Props) {
  const { t } = useTexts()
  const formats = useFormats()
  const workweek = rules.workweek ?? { startsOn: 1, startsAt: '00:00' }
  return (
    <>
      <Select
        label={t('policy.startsOn')}
        allowDeselect={false}
        data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({
          value: String(day),
          label: formats.weekday(day),
        }))}
        value={String(workweek.startsOn)}
        onChange={(value) => onChange({ ...rules, workweek: { ...workweek, startsOn: Number(value) } })}
        error={at(problems, 'workweek.startsOn')}
      />
      <TextInput
        type="time"
        label={t('policy.startsAt')}
        value={workweek.startsAt}
        onChange={(event) =>
          onChange({ ...rules, workweek: { ...workweek, startsAt: event.currentTarget.value } })
        }
        error={at(problems, 'workweek.startsAt')}
      />
    </>
  )
}

const noNight = { hourSeconds: 3600, prorogation: false, nightWorkOverMinutes: null }

function Night({ rules, onChange, problems }: Props) {
  const { t } = useTexts()
  const night = rules.night ?? undefined
  function set(change: { from?: string; to?: string }): void {
    const next = { ...noNight, from: '', to: '', ...night, ...change }
    onChange({ ...rules, night: next.from === '' && next.to === '' ? null : next })
  }
  return (['from', 'to'] as const).map((end) => (
    <TextInput
      key={end}
      type="time"
      label={t(`policy.night.${end}`)}
      value={night?.[end] ?? ''}
      onChange={(event) => set({ [end]: event.currentTarget.value })}
      error={at(problems, `night.${end}`)}
    />
  ))
}

function Breaks({ rules, onChange, problems }: Props) {
  const { t } = useTexts()
  const { breaks } = rules
  const [over, due] = breaks?.required?.[0] ?? []
  const set = (change: Partial<Policy['breaks']>) => onChange({ ...rules, breaks: { ...breaks, ...change } })
  function setRequired(overMinutes: number | undefined, dueMinutes: number | undefined): void {
    const others = breaks?.required?.slice(1) ?? []
    set({
      required:
        overMinutes === undefined || dueMinutes === undefined
          ? others
          : [[overMinutes, dueMinutes] as const, ...others],
    })
  }
  const deduct = breaks?.autoDeduct ?? undefined
  function setDeduct(change: { afterMinutes?: number; minutes?: number } | undefined): void {
    const none = { afterMinutes: 360, minutes: 30, whenTaken: 'difference' as const }
    set({ autoDeduct: change === undefined ? null : { ...none, ...deduct, ...change } })
  }
  return (
    <>
      <Amount
        label={t('policy.requiredOver')}
        unit={60}
        minutes={over}
        error={at(problems, 'breaks.required')}
        onChange={(minutes) => setRequired(minutes, due ?? 30)}
      />
      <Amount
        label={t('policy.requiredMinutes')}
        minutes={due}
        error={undefined}
        onChange={(minutes) => setRequired(over ?? 360, minutes)}
      />
      <Amount
        label={t('policy.deductAfter')}
        unit={60}
        minutes={deduct?.afterMinutes}
        error={at(problems, 'breaks.autoDeduct')}
        onChange={(minutes) => setDeduct(minutes === undefined ? undefined : { afterMinutes: minutes })}
      />
      <Amount
        label={t('policy.deductMinutes')}
        minutes={deduct?.minutes}
        error={undefined}
        onChange={(minutes) => setDeduct(minutes === undefined ? undefined : { minutes })}
      />
      <Amount
        label={t('policy.paidUpTo')}
        minutes={breaks?.paidUpToMinutes}
        error={at(problems, 'breaks.paidUpToMinutes')}
        onChange={(minutes = 0) => set({ paidUpToMinutes: minutes })}
      />
    </>
  )
}

const applies = ['marks', 'shift', 'day'] as const

function Rounding({ rules, onChange, problems }: Props) {
  const { t } = useTexts()
  const rounding = rules.rounding ?? undefined
  type Given = NonNullable<Policy['rounding']>
  const set = (change: Partial<Given>) =>
    onChange({
      ...rules,
      rounding: {
        apply: 'marks',
        rule: { stepMinutes: 5, mode: 'nearest' },
        outRule: null,
        breaks: 'exact',
        snapToPlannedMinutes: null,
        ...rounding,
        ...change,
      },
    })
  const setRule = (change: Partial<Given['rule']>) =>
    set({ rule: { stepMinutes: 5, mode: 'nearest', ...rounding?.rule, ...change } })
  return (
    <>
      <Amount
        label={t('policy.step')}
        minutes={rounding?.rule.stepMinutes}
        error={at(problems, 'rounding')}
        onChange={(minutes) =>
          minutes === undefined ? onChange({ ...rules, rounding: null }) : setRule({ stepMinutes: minutes })
        }
      />
      {rounding && (
        <>
          <Select
            label={t('policy.mode')}
            allowDeselect={false}
            data={roundingModes.map((value) => ({ value, label: t(`policy.mode.${value}`) }))}
            value={rounding.rule.mode}
            onChange={(value) => setRule({ mode: value as Given['rule']['mode'] })}
          />
          <Select
            label={t('policy.apply')}
            allowDeselect={false}
            data={applies.map((value) => ({ value, label: t(`policy.apply.${value}`) }))}
            value={rounding.apply}
            onChange={(value) => set({ apply: value as Given['apply'] })}
          />
        </>
      )}
    </>
  )
}
