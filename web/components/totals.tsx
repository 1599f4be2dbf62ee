/** A row of large numbers with their names. */
import type { ReactNode } from 'react'
import styles from './totals.module.css'

export function Totals({ label, of }: { label: string; of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <section aria-label={label}>
      <dl className={styles.totals}>
        {of.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="tc-number">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
