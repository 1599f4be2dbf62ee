/** A branch: name, zone, address, its fence, and whether a punch is to say where it was made. */
import { Button, Group, NumberInput, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { IconCurrentLocation } from '@tabler/icons-react'
import { useState } from 'react'
import { locationWishes } from '../../../src/core/geofence.ts'
import type { PlaceView } from '../../../src/features/people/place.contract.ts'
import { patch, post } from '../../api.ts'
import { apiPaths } from '../../paths.ts'
import { useTexts } from '../../text.ts'
import { ErrorNote } from '../error-note.tsx'
import { type ApiForm, useApiForm } from '../form.ts'
import { ZonePicker } from '../pickers/zone-picker.tsx'
import styles from '../planning.module.css'
import { SaveButton } from '../save-button.tsx'
import { toast } from '../toasts.tsx'
import { useReloadPlaces } from './place-list.tsx'

interface Props {
  branch: PlaceView | undefined
  /** The zone of the company, for a new one. */
  zone: string
  onSaved: (branch: PlaceView) => void
}

type Number = number | string

interface Draft {
  name: string
  timeZone: string
  address: string
  latitude: Number
  longitude: Number
  radiusMeters: Number
  location: string
}

const draftOf = (branch: PlaceView | undefined, zone: string): Draft => ({
  name: branch?.name ?? '',
  timeZone: branch?.timeZone ?? zone,
  address: branch?.address ?? '',
  latitude: branch?.fence?.latitude ?? '',
  longitude: branch?.fence?.longitude ?? '',
  radiusMeters: branch?.fence?.radiusMeters ?? '',
  location: branch?.location ?? 'never',
})

const fenceFields = ['latitude', 'longitude', 'radiusMeters'] as const

/** Whole, or none: where one of the three is missing, it is the one to fill in. */
const hasFence = (draft: Draft): boolean => fenceFields.some((name) => draft[name] !== '')

function bodyOf({ latitude, longitude, radiusMeters, address, ...rest }: Draft) {
  const isFenced = hasFence({ latitude, longitude, radiusMeters, address, ...rest })
  return {
    ...rest,
    address: address.trim() || null,
    fence: isFenced ? { latitude, longitude, radiusMeters } : null,
  }
}

export function BranchForm({ branch, zone, onSaved }: Props) {
  const { t } = useTexts()
  const reload = useReloadPlaces()
  const form = useApiForm<Draft>({
    initial: draftOf(branch, zone),
    names: {
      'fence.latitude': 'latitude',
      'fence.longitude': 'longitude',
      'fence.radiusMeters': 'radiusMeters',
    },
    check: (draft) => ({
      ...(draft.name.trim() === '' && { name: t('field.required') }),
      ...(draft.timeZone === '' && { timeZone: t('field.required') }),
      ...(hasFence(draft) &&
        Object.fromEntries(
          fenceFields.filter((name) => draft[name] === '').map((name) => [name, t('field.required')]),
        )),
    }),
    async send(draft) {
      const body = bodyOf(draft)
      const saved = branch
        ? await patch<PlaceView>(apiPaths.branch(branch.id), { body })
        : await post<PlaceView>(apiPaths.branches, { body })
      toast(t('place.saved', { name: saved.name }))
      onSaved(saved)
      await reload()
    },
  })
  const { onChange: _change, value: _value, ...zoneInput } = form.input('timeZone')
  return (
    <form noValidate onSubmit={(event) => void form.submit(event)}>
      <Stack>
        <ErrorNote error={form.error} />
        <TextInput
          label={t('setup.branchName')}
          maxLength={100}
          // The form arrives after its dialog, which has looked for this already.
          autoFocus
          data-autofocus
          {...form.input('name')}
        />
        <ZonePicker
          {...zoneInput}
          label={t('field.timeZone')}
          description={t('branches.zoneText')}
          isRequired
          value={form.values.timeZone}
          onChange={(value) => form.set('timeZone', value)}
        />
        <Textarea
          label={t('field.address')}
          autosize
          minRows={2}
          maxLength={300}
          {...form.input('address')}
        />
        <Fence form={form} />
        <Radio.Group
          label={t('branches.location')}
          value={form.values.location}
          onChange={(value) => form.set('location', value)}
        >
          <Stack gap="xs" mt={6}>
            {locationWishes.map((value) => (
              <Radio
                key={value}
                value={value}
                label={t(`branches.location.${value}`)}
                description={t(`branches.locationText.${value}`)}
              />
            ))}
          </Stack>
        </Radio.Group>
        <SaveButton isBusy={form.isBusy} />
      </Stack>
    </form>
  )
}

/** Metres that are suggested with a position. */
const someRadius = 150

function Fence({ form }: { form: ApiForm<Draft> }) {
  const { t } = useTexts()
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  function take() {
    setBusy(true)
    setProblem(undefined)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false)
        form.set('latitude', rounded(coords.latitude))
        form.set('longitude', rounded(coords.longitude))
        if (form.values.radiusMeters === '') form.set('radiusMeters', someRadius)
      },
      (error) => {
        setBusy(false)
        setProblem(
          t(error.code === error.PERMISSION_DENIED ? 'branches.noPermission' : 'branches.noPosition'),
        )
      },
      { enableHighAccuracy: true, timeout: 15_000 },
    )
  }
  return (
    <Stack gap="xs" component="fieldset" className={styles.plain}>
      <Text component="legend" size="sm" fw={600}>
        {t('branches.fence')}
      </Text>
      <Text size="sm" c="dimmed">
        {t('branches.fenceText')}
      </Text>
      <div className={styles.fields}>
        {fenceFields.map((name) => (
          <NumberInput
            key={name}
            label={t(`branches.${name}`)}
            hideControls
            allowNegative={name !== 'radiusMeters'}
            decimalScale={name === 'radiusMeters' ? 0 : 6}
            {...form.input(name)}
          />
        ))}
      </div>
      <Group gap="xs">
        <Button
          variant="light"
          size="sm"
          leftSection={<IconCurrentLocation size={18} />}
          loading={isBusy}
          onClick={take}
        >
          {t('branches.takePosition')}
        </Button>
        {hasFence(form.values) && (
          <Button
            variant="subtle"
            size="sm"
            onClick={() => fenceFields.forEach((name) => form.set(name, ''))}
          >
            {t('branches.noFence')}
          </Button>
        )}
      </Group>
      {problem && (
        <Text size="sm" c="red" role="alert">
          {problem}
        </Text>
      )}
    </Stack>
  )
}

/** A tenth of a metre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e6) / 1e6
