/** A planned day: what was decided and why; for managers, what is to be otherwise. */
import { Button, Drawer, Group, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Static } from 'typebox'
import type { DayOffView, OverrideView, SwapView } from '../../src/features/schedules/own-day.contract.ts'
import { get, post, remove } from '../api.ts'
import { useFormats } from '../format.ts'
import { ApiError } from '../network.ts'
import { apiPaths } from '../paths.ts'
import { type ShiftDraft, shiftBody } from '../shift-draft.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useErrorText } from './error-text.ts'
import { useFieldWords } from './field-words.ts'
import { useApiForm } from './form.ts'
import { clockOf, type Plan, type PlannedDay } from './plan-calendar.tsx'
import styles from './planning.module.css'
import { ShiftFields } from './shift-fields.tsx'
import { Answered } from './states.tsx'
import { toast } from './toasts.tsx'

type Override = Static<typeof OverrideView>
type Swap = Static<typeof SwapView>
type DayOff = Static<typeof DayOffView>
type Choice = { value: string; label: string }

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
              <OwnDays key={`own ${day.date}`} userId={plan.userId} date={day.date} people={people} />
              <Changes key={day.date} userId={plan.userId} date={day.date} people={people} />
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

const useRefresh = () => {
  const queryClient = useQueryClient()
  return async () => {
    await queryClient.invalidateQueries({ queryKey: ['plan'] })
    await queryClient.invalidateQueries({ queryKey: ['own-days'] })
  }
}

function OwnDays({ userId, date, people }: { userId: string; date: string; people: Choice[] }) {
  const { t } = useTexts()
  const textOf = useErrorText()
  const refresh = useRefresh()
  const query = useQuery({
    queryKey: ['own-days', userId, date],
    queryFn: async () => {
      const filter = { userId, from: date, to: date }
      const [overrides, swaps, daysOff] = await Promise.all([
        get<Override[]>(apiPaths.overrides, filter),
        get<Swap[]>(apiPaths.swaps, filter),
        get<DayOff[]>(apiPaths.daysOff, filter),
      ])
      return { overrides: overrides.data, swaps: swaps.data, daysOff: daysOff.data }
    },
  })
  async function act(work: () => Promise<unknown>) {
    try {
      await work()
      await refresh()
      toast(t('plan.takenBack'))
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  const nameOf = (id: string) => people.find(({ value }) => value === id)?.label ?? '…'
  return (
    <Answered query={query} lines={1}>
      {({ overrides, swaps, daysOff }) => {
        const lines = [
          ...overrides
            .filter(({ swapId }) => swapId === null)
            .map(({ id, kind, reason }) => ({
              id,
              text: [t(`plan.override.${kind}`), reason].filter(Boolean).join(' · '),
              undo: () => remove(apiPaths.override(id)),
            })),
          ...swaps
            .filter(({ cancelledAt }) => cancelledAt === null)
            .map((swap) => ({
              id: swap.id,
              text: t('plan.swapWith', { name: nameOf(swap.userId === userId ? swap.otherId : swap.userId) }),
              undo: () => post(apiPaths.cancelSwap(swap.id)),
            })),
          ...daysOff.map(({ id, kind, note }) => ({
            id,
            text: [t(`plan.dayOff.${kind}`), note].filter(Boolean).join(' · '),
            undo: () => remove(apiPaths.dayOff(id)),
          })),
        ]
        if (lines.length === 0) return null
        return (
          <ul className={styles.list}>
            {lines.map(({ id, text, undo }) => (
              <li key={id}>
                <Text>{text}</Text>
                <Button
                  variant="subtle"
                  color="red"
                  size="sm"
                  aria-label={t('plan.takeBackNamed', { what: text })}
                  onClick={() => void act(undo)}
                >
                  {t('plan.takeBack')}
                </Button>
              </li>
            ))}
          </ul>
        )
      }}
    </Answered>
  )
}

const changes = ['override', 'swap', 'dayOff'] as const

function Changes(props: { userId: string; date: string; people: Choice[] }) {
  const { t } = useTexts()
  const [kind, setKind] = useState<(typeof changes)[number]>('override')
  return (
    <Stack>
      <SegmentedControl
        aria-label={t('plan.change')}
        value={kind}
        onChange={(value) => setKind(value as typeof kind)}
        data={changes.map((value) => ({ value, label: t(`plan.change.${value}`) }))}
      />
      {kind === 'override' && <OverrideForm {...props} />}
      {kind === 'swap' && <SwapForm {...props} />}
      {kind === 'dayOff' && <DayOffForm {...props} />}
    </Stack>
  )
}

function Submit({ isBusy }: { isBusy: boolean }) {
  const { t } = useTexts()
  return (
    <Group>
      <Button type="submit" loading={isBusy}>
        {t('action.save')}
      </Button>
    </Group>
  )
}

const overrideKinds = ['replace', 'off', 'extra'] as const
const nine: ShiftDraft = { start: '09:00', end: '17:00', breaks: [] }

function OverrideForm({ userId, date }: { userId: string; date: string }) {
  const { t } = useTexts()
  const wordsOf = useFieldWords()
  const refresh = useRefresh()
  const [errors, setErrors] = useState<Record<string, string>>({})
  const form = useApiForm({
    initial: { kind: 'replace' as (typeof overrideKinds)[number], shifts: nine, reason: '' },
    async send({ kind, shifts, reason }) {
      setErrors({})
      const body = {
        userId,
        date,
        kind,
        ...(kind !== 'off' && { shifts: [shiftBody(shifts)] }),
        ...(reason && { reason }),
      }
      try {
        await post(apiPaths.overrides, { body })
      } catch (error) {
        const found = error instanceof ApiError ? error.errors : []
        setErrors(
          Object.fromEntries(found.map((one) => [one.field.replace(/^shifts\.0\./, ''), wordsOf(one)])),
        )
        throw error
      }
      toast(t('plan.saved'))
      await refresh()
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <ErrorNote error={form.error} />
        <Select
          label={t('plan.overrideKind')}
          allowDeselect={false}
          data={overrideKinds.map((value) => ({ value, label: t(`plan.override.${value}`) }))}
          {...form.input('kind')}
        />
        {form.values.kind !== 'off' && (
          <ShiftFields
            shift={form.values.shifts}
            errors={errors}
            onChange={(shift) => form.set('shifts', shift)}
          />
        )}
        <TextInput label={t('plan.reason')} {...form.input('reason')} />
        <Submit isBusy={form.isBusy} />
      </Stack>
    </form>
  )
}

function SwapForm({ userId, date, people }: { userId: string; date: string; people: Choice[] }) {
  const { t } = useTexts()
  const refresh = useRefresh()
  const form = useApiForm({
    initial: { otherId: '', otherDate: date, reason: '' },
    check: ({ otherId }) => ({ ...(otherId === '' && { otherId: t('field.required') }) }),
    async send({ otherId, otherDate, reason }) {
      const body = {
        userId,
        date,
        otherId,
        ...(otherDate && { otherDate }),
        ...(reason && { reason }),
      }
      await post(apiPaths.swaps, { body })
      toast(t('plan.saved'))
      await refresh()
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <ErrorNote error={form.error} />
        <Select
          label={t('plan.swapOther')}
          searchable
          limit={100}
          data={people}
          {...form.input('otherId')}
          value={form.values.otherId || null}
          onChange={(value) => form.set('otherId', value ?? '')}
        />
        <TextInput type="date" label={t('plan.swapDate')} {...form.input('otherDate')} />
        <TextInput label={t('plan.reason')} {...form.input('reason')} />
        <Submit isBusy={form.isBusy} />
      </Stack>
    </form>
  )
}

const dayOffKinds = ['vacation', 'sickness', 'other'] as const
const portions = ['whole', 'first_half', 'second_half'] as const

function DayOffForm({ userId, date }: { userId: string; date: string }) {
  const { t } = useTexts()
  const refresh = useRefresh()
  const form = useApiForm({
    initial: { kind: 'vacation', from: date, to: date, portion: 'whole', note: '' },
    async send({ note, ...values }) {
      await post(apiPaths.daysOff, { body: { userId, ...values, ...(note && { note }) } })
      toast(t('plan.saved'))
      await refresh()
    },
  })
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <ErrorNote error={form.error} />
        <Select
          label={t('plan.dayOffKind')}
          allowDeselect={false}
          data={dayOffKinds.map((value) => ({ value, label: t(`plan.dayOff.${value}`) }))}
          {...form.input('kind')}
        />
        <div className={styles.fields}>
          <TextInput type="date" label={t('assign.firstDate')} {...form.input('from')} />
          <TextInput type="date" label={t('assign.lastDate')} {...form.input('to')} />
        </div>
        <Select
          label={t('plan.portion')}
          allowDeselect={false}
          data={portions.map((value) => ({ value, label: t(`plan.portion.${value}`) }))}
          {...form.input('portion')}
        />
        <TextInput label={t('field.remark')} {...form.input('note')} />
        <Submit isBusy={form.isBusy} />
      </Stack>
    </form>
  )
}
