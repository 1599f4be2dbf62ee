/** One's own account: language and look, password, devices. */
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  PasswordInput,
  SegmentedControl,
  Select,
  Stack,
  Text,
  Title,
  useMantineColorScheme,
} from '@mantine/core'
import { IconLogout, IconTrash } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { SessionView } from '../../src/features/accounts/account.contract.ts'
import { get, post, remove } from '../api.ts'
import { Card } from '../components/card.tsx'
import { confirm } from '../components/confirm.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useErrorText } from '../components/error-text.ts'
import { useApiForm } from '../components/form.ts'
import { OwnAccess } from '../components/own-access.tsx'
import { Answered } from '../components/states.tsx'
import { toast } from '../components/toasts.tsx'
import { deviceOf } from '../device.ts'
import { useFormats } from '../format.ts'
import { serverNow } from '../network.ts'
import { leastPassword } from '../password.ts'
import { apiPaths } from '../paths.ts'
import { chooseHourStyle, hourStyle, hourStyles } from '../preferences.ts'
import { queue } from '../punch-queue.ts'
import { logOut, session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { chooseLanguage, isLanguage, languages, useTexts } from '../text.ts'
import styles from './account-page.module.css'

export function AccountPage() {
  const { t } = useTexts()
  return (
    <>
      <Title order={1} mb="lg">
        {t('account.title')}
      </Title>
      <div className={styles.cards}>
        <Person />
        <Look />
        <Password />
        <OwnAccess />
        <Devices />
      </div>
    </>
  )
}

function Person() {
  const { t } = useTexts()
  const user = userOf(useSignal(session))!
  const rows: [string, string | null | undefined][] = [
    [t('field.email'), user.email],
    [t('field.department'), user.department?.name],
    [t('field.branch'), user.branch?.name],
    [t('field.employeeNumber'), user.employeeNumber],
    [t('field.timeZone'), user.timeZone],
  ]
  return (
    <Card title={t('account.person')}>
      <Group gap="sm">
        <Text fw={650} size="lg">
          {user.firstName} {user.lastName}
        </Text>
        <Badge variant="light">{t(`account.role.${user.role}`)}</Badge>
      </Group>
      <dl className={styles.facts}>
        {rows
          .filter((row) => row[1])
          .map(([label, value]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <LogOut />
    </Card>
  )
}

function LogOut() {
  const { t } = useTexts()
  const textOf = useErrorText()
  const waiting = useSignal(queue).length
  async function act(all: boolean) {
    const text = [
      all ? t('account.logOutAllText') : '',
      waiting > 0 ? t('account.logOutWaiting', { count: waiting }) : '',
    ].join(' ')
    const yes = t(all ? 'account.logOutAll' : 'account.logOut')
    if (text.trim() && !(await confirm({ title: yes, text, yes, isDangerous: all }))) return
    try {
      await logOut(all)
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconLogout size={18} />} onClick={() => void act(false)}>
        {t('account.logOut')}
      </Button>
      <Button variant="subtle" color="red" onClick={() => void act(true)}>
        {t('account.logOutAll')}
      </Button>
    </Group>
  )
}

const schemes = ['auto', 'light', 'dark'] as const

function Look() {
  const { t, language } = useTexts()
  // Mantine would write a style into the page to hold back transitions, which the policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const hours = useSignal(hourStyle)
  return (
    <Card title={t('account.look')}>
      <Select
        label={t('account.language')}
        data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
        value={language}
        onChange={(value) => isLanguage(value) && void chooseLanguage(value)}
      />
      <Choice label={t('account.theme')}>
        <SegmentedControl
          aria-label={t('account.theme')}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as (typeof schemes)[number])}
          data={schemes.map((value) => ({ value, label: t(`account.theme.${value}`) }))}
        />
      </Choice>
      <Choice label={t('account.hours')}>
        <SegmentedControl
          aria-label={t('account.hours')}
          value={hours}
          onChange={(value) => chooseHourStyle(value as (typeof hourStyles)[number])}
          data={hourStyles.map((value) => ({ value, label: t(`account.hours.${value}`) }))}
        />
      </Choice>
    </Card>
  )
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text fw={600} mb={6} aria-hidden>
        {label}
      </Text>
      {children}
    </div>
  )
}

function Password() {
  const { t } = useTexts()
  const queryClient = useQueryClient()
  const empty = { currentPassword: '', newPassword: '' }
  const form = useApiForm({
    initial: empty,
    check: ({ currentPassword, newPassword }) => ({
      ...(currentPassword === '' && { currentPassword: t('field.required') }),
      ...(newPassword === '' && { newPassword: t('field.required') }),
    }),
    async send(body) {
      await post(apiPaths.password, { body })
      toast(t('account.passwordChanged'))
      await queryClient.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  const eye = { visibilityToggleButtonProps: { 'aria-label': t('login.showPassword') } }
  return (
    <Card title={t('account.password')}>
      <form
        noValidate
        onSubmit={(event) =>
          void form.submit(event).then((isDone) => {
            if (!isDone) return
            form.set('currentPassword', '')
            form.set('newPassword', '')
          })
        }
      >
        <Stack>
          <ErrorNote error={form.error} />
          <PasswordInput
            label={t('field.currentPassword')}
            autoComplete="current-password"
            {...eye}
            {...form.input('currentPassword')}
          />
          <PasswordInput
            label={t('field.newPassword')}
            description={t('field.passwordHint', { count: leastPassword })}
            autoComplete="new-password"
            {...eye}
            {...form.input('newPassword')}
          />
          <Button type="submit" variant="light" loading={form.isBusy}>
            {t('account.changePassword')}
          </Button>
        </Stack>
      </form>
    </Card>
  )
}

function Devices() {
  const { t } = useTexts()
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: async () => (await get<SessionView[]>(apiPaths.sessions)).data,
  })
  return (
    <Card title={t('account.devices')}>
      <Text c="dimmed">{t('account.devicesText')}</Text>
      <Answered query={sessions} lines={2}>
        {(rows) => (
          <ul className={styles.devices}>
            {rows.map((row) => (
              <Device key={row.id} device={row} />
            ))}
          </ul>
        )}
      </Answered>
    </Card>
  )
}

function Device({ device }: { device: SessionView }) {
  const { t } = useTexts()
  const formats = useFormats()
  const queryClient = useQueryClient()
  const textOf = useErrorText()
  const { browser, system } = deviceOf(device.userAgent)
  const name = browser ? t('account.deviceName', { browser, system }) : t('account.unknownDevice')
  async function end() {
    const question = { title: t('account.logOutDevice'), text: name, yes: t('account.logOutDevice') }
    if (!(await confirm({ ...question, isDangerous: true }))) return
    try {
      await remove(apiPaths.session(device.id))
      await queryClient.invalidateQueries({ queryKey: ['sessions'] })
    } catch (error) {
      toast(textOf(error), 'failed')
    }
  }
  return (
    <li>
      <div>
        <Text fw={600}>
          {name} {device.current && <Badge variant="light">{t('account.thisDevice')}</Badge>}
        </Text>
        <Text size="sm" c="dimmed">
          {t('account.lastUsed', { when: formats.ago(device.lastUsedAt, serverNow()) })} · {device.address}
        </Text>
      </div>
      {!device.current && (
        <ActionIcon
          variant="subtle"
          color="red"
          size="lg"
          aria-label={t('account.logOutDeviceNamed', { device: name })}
          onClick={() => void end()}
        >
          <IconTrash size={20} />
        </ActionIcon>
      )}
    </li>
  )
}
