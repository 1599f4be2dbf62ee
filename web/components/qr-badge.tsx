/** A personal QR code, as a card to print and cut out. On paper it stands alone, whatever else the page shows. */
import { Button, Group } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { createPortal } from 'react-dom'
import { encode } from 'uqr'
import { useTexts } from '../text.ts'
import styles from './qr-badge.module.css'

interface Props {
  qr: string
  name: string
  children?: React.ReactNode
}

export function QrBadge({ qr, name, children }: Props) {
  const { t } = useTexts()
  const badge = (
    <>
      <Squares text={qr} label={t('access.qrOf', { name })} />
      <figcaption>
        <strong>{name}</strong>
        <span>{t('access.badgeText')}</span>
      </figcaption>
    </>
  )
  return (
    <div>
      <figure className={styles.badge}>{badge}</figure>
      {createPortal(
        <figure className={`${styles.badge} ${styles.paper}`} data-paper>
          {badge}
        </figure>,
        document.body,
      )}
      <Group gap="xs" mt="sm">
        <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>
          {t('access.print')}
        </Button>
        {children}
      </Group>
    </div>
  )
}

/** Black on white in the dark look too: scanners do not read the reverse. */
function Squares({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 })
  const path = data
    .flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('')
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}
