/** Changes a planned day: other shifts, a swap with somebody, a day off. */
import { Button, Group, SegmentedControl, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { post } from '../api.ts'
import { ApiError } from '../network.ts'
import { apiPaths } from '../paths.ts'
import { type ShiftDraft, shiftBody } from '../shift-draft.ts'
import { useTexts } from '../text.ts'
import { ErrorNote } from './error-note.tsx'
import { useFieldWords } from './field-words.ts'
import { useApiForm } from './form.ts'
import { usePlanRefresh } from './plan-refresh.ts'
import styles from './planning.module.css'
import { ShiftFields } from './shift-fields.tsx'
import { toast } from './toasts.tsx'

export type Choice = { value: string; label: string }

const changes = ['override', 'swap', 'dayOff'] as const

export function PlanChange(props: { userId: string; date: string; people: Choice[] }) {
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
  const refresh = usePlanRefresh()
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
  const refresh = usePlanRefresh()
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
  const refresh = usePlanRefresh()
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
