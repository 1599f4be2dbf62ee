/** A day as a ring of 24 hours, midnight on top: what was worked, the breaks, and now. */
import type { ReactNode } from 'react'
import type { Span } from '../clock-state.ts'
import styles from './day-dial.module.css'

interface Props {
  spans: readonly Span[]
  /** The hour of the day that an instant lies at, 0 to 24, and below or above for another day. */
  hourOf: (at: number) => number
  now: number
  /** What the ring says, for those who do not see it. */
  label: string
  children: ReactNode
}

const radius = 45.5

function pointAt(hour: number, r: number): string {
  const angle = (hour / 24) * 2 * Math.PI
  return `${(50 + r * Math.sin(angle)).toFixed(3)} ${(50 - r * Math.cos(angle)).toFixed(3)}`
}

/** An arc that is too short to see is drawn as a dot. */
function arc(from: number, to: number): string {
  const end = Math.min(to, from + 23.999)
  return `M ${pointAt(from, radius)} A ${radius} ${radius} 0 ${end - from > 12 ? 1 : 0} 1 ${pointAt(Math.max(end, from + 0.02), radius)}`
}

export function DayDial({ spans, hourOf, now, label, children }: Props) {
  const drawn = spans
    .map(({ kind, from, to }) => ({ kind, from: Math.max(0, hourOf(from)), to: Math.min(24, hourOf(to)) }))
    .filter(({ from, to }) => to > 0 && from < 24 && to >= from)
  const hour = hourOf(now)
  return (
    <div className={styles.dial}>
      <svg viewBox="0 0 100 100" role="img" aria-label={label} className={styles.ring}>
        <circle cx="50" cy="50" r={radius} className={styles.track} />
        {Array.from({ length: 24 }, (_, tick) => (
          <path
            key={tick}
            d={`M ${pointAt(tick, tick % 6 === 0 ? 38.6 : 39.8)} L ${pointAt(tick, 40.8)}`}
            className={tick % 6 === 0 ? styles.quarter : styles.tick}
          />
        ))}
        {drawn.map((span, index) => (
          <path
            key={index}
            d={arc(span.from, span.to)}
            className={span.kind === 'work' ? styles.work : styles.pause}
          />
        ))}
        <path d={`M ${pointAt(hour, 42)} L ${pointAt(hour, 49)}`} className={styles.now} />
      </svg>
      <div className={styles.center}>{children}</div>
    </div>
  )
}
