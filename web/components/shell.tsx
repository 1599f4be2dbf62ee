/** Around every page of somebody who is logged in: the pages that their role may open, and the connection. */
import { IconCloudOff } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import type { Role } from '../../src/core/permission.ts'
import type { Page } from '../routes.tsx'
import { useInboxCounts, waitingAt } from '../inbox-counts.ts'
import { confirmSession, session, userOf } from '../session.ts'
import { useSignal } from '../signal.ts'
import { useTexts } from '../text.ts'
import { useOnline } from '../online.ts'
import { Confirmations } from './confirm.tsx'
import { Logo } from './logo.tsx'
import { usePageTitle } from './page-title.ts'
import styles from './shell.module.css'

const More = lazy(async () => ({ default: (await import('./more-pages.tsx')).MorePages }))

/** How many of them a phone's bar has room for. */
const inBar = 4

export function Shell({ pagesFor }: { pagesFor: (role: Role) => Page[] }) {
  const { t } = useTexts()
  const state = useSignal(session)
  const user = userOf(state)
  const isOnline = useOnline()
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const pages = user ? pagesFor(user.role) : []
  const shown = pages.flatMap((page) => (page.nav ? [{ path: page.path, ...page.nav }] : []))
  const title = shown.find((page) => page.path === path)?.label
  usePageTitle(title && t(title))
  useEffect(() => {
    if (state.kind === 'none') location.assign('/login')
    // The network is back, or the page came to the front: ask who we are.
    if (state.kind === 'offline' && isOnline) void confirmSession()
  }, [state.kind, isOnline])
  const counts = useInboxCounts()
  if (!user) return null
  const [bar, rest] = [shown.slice(0, inBar), shown.slice(inBar)]
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {t('app.skip')}
      </a>
      <nav className={styles.rail} aria-label={t('app.menu')}>
        <Link to="/" className={styles.brand}>
          <Logo size={30} />
          <span>{t('app.name')}</span>
        </Link>
        <div className={styles.links}>
          {shown.map((page) => (
            <NavLink key={page.path} page={page} waiting={waitingAt(page.path, counts)} />
          ))}
        </div>
        <p className={styles.who}>
          {user.firstName} {user.lastName}
        </p>
      </nav>
      <div className={styles.page}>
        {!isOnline && (
          <p className={styles.offline} role="status">
            <IconCloudOff size={18} aria-hidden /> {t('app.offline')}
          </p>
        )}
        <main id="content" tabIndex={-1} className={styles.content}>
          <Outlet />
        </main>
      </div>
      <nav className={styles.bar} aria-label={t('app.menu')}>
        {bar.map((page) => (
          <NavLink key={page.path} page={page} waiting={waitingAt(page.path, counts)} />
        ))}
        <Suspense>{rest.length > 0 && <More pages={rest} />}</Suspense>
      </nav>
      <Confirmations />
    </div>
  )
}

export type Shown = { path: string } & NonNullable<Page['nav']>

function NavLink({ page: { path, label, icon: Icon }, waiting }: { page: Shown; waiting: number }) {
  const { t } = useTexts()
  return (
    <Link
      to={path}
      className={styles.link}
      activeProps={{ 'aria-current': 'page' }}
      activeOptions={{ exact: path === '/' }}
    >
      <Icon size={22} stroke={1.6} />
      <span>{t(label)}</span>
      {waiting > 0 && (
        <span className={styles.waiting}>
          {waiting > 99 ? '99+' : waiting}
          <span className="tc-hidden"> {t('inbox.waiting')}</span>
        </span>
      )}
    </Link>
  )
}
