/** The employee's home: one button that says what it will do. */
import { Button, Collapse, Text, TextInput, UnstyledButton } from '@mantine/core'
import { IconCoffee, IconLogin2, IconLogout2, IconPlayerPlay } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ComponentType, useState } from 'react'
import type { MarkKind } from '../../src/core/punch.ts'
import { dateIn, useClockData, usePunches } from '../clock.ts'
import { choices, type Span, spansOf, viewClock } from '../clock-state.ts'
import { DayDial } from '../components/day-dial.tsx'
import { DeviceClock } from '../components/device-clock.tsx'
import { QueuedPunches } from '../components/queued-punches.tsx'
import { toast } from '../components/toasts.tsx'
import { useFormats } from '../format.ts'
import { useNow } from '../now.ts'
import { useOnline } from '../online.ts'
import { pagePaths } from '../paths.ts'
import { currentPosition } from '../position.ts'
import type { QueuedPunch } from '../punch-queue.ts'
import { useRest } from '../rest.ts'
import { session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import styles from './punch-page.module.css'

const icons: Record<MarkKind, ComponentType<{ size?: number; stroke?: number }>> = {
  in: IconLogin2,
  out: IconLogout2,
  break_start: IconCoffee,
  break_end: IconPlayerPlay,
}

/** Milliseconds; a second tap within them is the same tap: it must not undo what the first did. */
const sameTap = 1500

export function PunchPage() {
  const { t } = useTexts()
  const formats = useFormats()
  const user = userOf(useSignal(session))!
  const now = useNow()
  const { status, records, week, today } = useClockData(user.id)
  const { punches, punch, send } = usePunches(user.id)
  const isOnline = useOnline()
  const [remark, setRemark] = useState({ description: '', location: '' })
  const [isTapped, rest] = useRest(sameTap)
  const [isLocating, setLocating] = useState(false)
  const isResting = isTapped || isLocating

  const waiting = punches
    .filter((one) => one.state === 'waiting')
    .map(({ kind, at }) => ({ kind, at: Date.parse(at) }))
  const view = viewClock(status, waiting, now)
  const spans = spansOf(status, records, waiting, now).filter((span) => isToday(span, status.timeZone, today))
  const breakSeconds = spans.reduce(
    (sum, { kind, from, to }) => (kind === 'break' ? sum + (to - from) / 1000 : sum),
    0,
  )
  const weekSeconds =
    week &&
    week.seconds + viewClock({ ...status, now: new Date(week.at).toISOString() }, waiting, now).addedSeconds
  const [main, ...others] = choices[view.state]

  async function act(kind: MarkKind) {
    if (isLocating || !rest()) return
    const given = remark
    setRemark({ description: '', location: '' })
    setLocating(status.location !== 'never')
    const position = status.location === 'never' ? undefined : await currentPosition()
    const outcome = await punch(kind, { ...given, position })
    setLocating(false)
    if (outcome === 'refused') toast(t('punch.refused', { count: 1 }), 'failed')
    else if (outcome === 'taken') toast(t(`punch.done.${kind}`))
    else toast(t('punch.savedHere'))
  }

  return (
    <div className={styles.page}>
      <div className={styles.clock}>
        <DayDial
          spans={spans}
          now={now}
          hourOf={(at) => hourOf(at, status.timeZone, today)}
          label={t('punch.dial', { worked: formats.clock(view.todaySeconds) })}
        >
          <MainButton
            kind={main!}
            seconds={view.todaySeconds}
            state={view.state}
            isResting={isResting}
            onPunch={act}
          />
        </DayDial>
        <div className={styles.others}>
          {others.map((kind) => (
            <OtherButton key={kind} kind={kind} isResting={isResting} onPunch={act} />
          ))}
        </div>
      </div>
      <div className={styles.words}>
        <p className={styles.hello}>{t('punch.hello', { name: user.firstName })}</p>
        <h1 className={styles.state} data-state={view.state}>
          {t(`punch.state.${view.state}`)}
        </h1>
        <Since since={view.since} timeZone={status.timeZone} today={today} />
        <dl className={styles.figures}>
          <Figure label={t('punch.today')} value={formats.ticking(view.todaySeconds)} />
          <Figure
            label={t('punch.week')}
            value={weekSeconds === undefined ? '–' : formats.hours(weekSeconds)}
          />
          <Figure label={t('punch.breaks')} value={formats.hours(breakSeconds)} />
        </dl>
        <Details remark={remark} onChange={setRemark} />
        {status.location !== 'never' && (
          <Text size="sm" c="dimmed">
            {t(`punch.location.${status.location}`)}
          </Text>
        )}
        <div className={styles.queued}>
          <QueuedPunches
            punches={punches.filter((one) => isWorthShowing(one, now, isOnline))}
            timeZone={status.timeZone}
            onRetry={send}
          />
        </div>
        {status.record?.status === 'missing_out' && (
          <Text c="var(--tc-amber-ink)">
            {t('punch.missingOut', { date: formats.date(status.record.workDate) })}{' '}
            <Link to={pagePaths.myTime} search={{ at: status.record.workDate } as never}>
              {t('correct.ask')}
            </Link>
          </Text>
        )}
        <DeviceClock />
      </div>
    </div>
  )
}

interface ButtonProps {
  kind: MarkKind
  isResting: boolean
  onPunch: (kind: MarkKind) => Promise<void>
}

function MainButton({
  kind,
  seconds,
  state,
  isResting,
  onPunch,
}: ButtonProps & { seconds: number; state: string }) {
  const { t } = useTexts()
  const formats = useFormats()
  const Icon = icons[kind]
  return (
    <UnstyledButton
      className={styles.main}
      data-state={state}
      aria-disabled={isResting}
      onClick={() => void onPunch(kind)}
    >
      <Icon size={38} stroke={1.5} />
      <span className={styles.verb}>{t(`punch.${kind}`)}</span>
      <span className={styles.soFar} aria-hidden>
        {formats.ticking(seconds)}
      </span>
    </UnstyledButton>
  )
}

function OtherButton({ kind, isResting, onPunch }: ButtonProps) {
  const { t } = useTexts()
  const Icon = icons[kind]
  return (
    <Button
      variant="default"
      size="lg"
      aria-disabled={isResting}
      radius="xl"
      leftSection={<Icon size={20} stroke={1.6} />}
      onClick={() => void onPunch(kind)}
    >
      {t(`punch.${kind}`)}
    </Button>
  )
}

function Since({ since, timeZone, today }: { since: number | undefined; timeZone: string; today: string }) {
  const { t } = useTexts()
  const formats = useFormats()
  if (since === undefined) return <p className={styles.since}>{t('punch.never')}</p>
  const time = formats.time(since, timeZone)
  const date = dateIn(timeZone, since)
  return (
    <p className={styles.since}>
      {date === today ? t('punch.since', { time }) : t('punch.sinceDate', { date: formats.date(date), time })}
    </p>
  )
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="tc-number">{value}</dd>
    </div>
  )
}

interface RemarkProps {
  remark: { description: string; location: string }
  onChange: (remark: RemarkProps['remark']) => void
}

function Details({ remark, onChange }: RemarkProps) {
  const { t } = useTexts()
  const [isOpen, setOpen] = useState(false)
  return (
    <div>
      <Button
        variant="subtle"
        size="compact-md"
        px={6}
        ml={-6}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? 'punch.hideDetails' : 'punch.details')}
      </Button>
      <Collapse expanded={isOpen}>
        <div className={styles.details}>
          <TextInput
            label={t('field.remark')}
            maxLength={1000}
            value={remark.description}
            onChange={(event) => onChange({ ...remark, description: event.currentTarget.value })}
          />
          <TextInput
            label={t('field.place')}
            maxLength={200}
            value={remark.location}
            onChange={(event) => onChange({ ...remark, location: event.currentTarget.value })}
          />
        </div>
      </Collapse>
    </div>
  )
}

/** What is on its way without trouble needs no words. */
const isWorthShowing = ({ state, at }: QueuedPunch, now: number, isOnline: boolean): boolean =>
  state === 'refused' || !isOnline || now - Date.parse(at) > 5000

const isToday = ({ from, to }: Span, timeZone: string, today: string): boolean =>
  dateIn(timeZone, from) === today || dateIn(timeZone, to) === today

/** Wall-clock hours, for drawing alone: on the day of a change of clocks the ring has its 24 hours too. */
function hourOf(at: number, timeZone: string, today: string): number {
  const date = dateIn(timeZone, at)
  if (date < today) return -1
  if (date > today) return 24
  const [hour = 0, minute = 0, second = 0] = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
    .format(at)
    .split(':')
    .map(Number)
  return hour + minute / 60 + second / 3600
}
