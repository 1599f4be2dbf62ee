/** Around every page of somebody who is logged in: the pages that their role may open, and the connection. */
import { IconChevronLeft, IconCloudOff } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { Fragment, lazy, Suspense, useEffect } from 'react'
import type { Role } from '../../src/core/permission.ts'
import { pagePaths } from '../paths.ts'
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
  // Who may not open the administration finds the pages of it that they may open beside the others.
  const hasGroup = pages.some((page) => page.path === pagePaths.administration)
  const shown = pages.flatMap((page) =>
    page.nav ? [{ path: page.path, administers: hasGroup && !!page.administers, ...page.nav }] : [],
  )
  const [main, administering] = [false, true].map((is) => shown.filter((page) => page.administers === is))
  const isAdministering =
    path === pagePaths.administration || administering!.some((page) => page.path === path)
  const title = shown.find((page) => page.path === path)?.label
  usePageTitle(title && t(title))
  useEffect(() => {
    if (state.kind === 'none') location.assign('/login')
    // The network is back, or the page came to the front: ask who we are.
    if (state.kind === 'offline' && isOnline) void confirmSession()
  }, [state.kind, isOnline])
  const counts = useInboxCounts()
  if (!user) return null
  const [bar, rest] = [main!.slice(0, inBar), main!.slice(inBar)]
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
          {main!.map((page) => (
            <Fragment key={page.path}>
              <NavLink page={page} waiting={waitingAt(page.path, counts)} />
              {page.path === pagePaths.administration && isAdministering && (
                <div className={styles.below} role="group" aria-label={t('admin.title')}>
                  {administering!.map((one) => (
                    <NavLink key={one.path} page={one} waiting={0} />
                  ))}
                </div>
              )}
            </Fragment>
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
          {isAdministering && path !== pagePaths.administration && (
            <Link to={pagePaths.administration} className={`${styles.up} tc-narrow`}>
              <IconChevronLeft size={18} aria-hidden /> {t('admin.title')}
            </Link>
          )}
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

export type Shown = { path: string; administers: boolean } & NonNullable<Page['nav']>

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
