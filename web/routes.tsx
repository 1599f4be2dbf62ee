/** The table of contents: every page, where it stands, who may open it, and whether the navigation shows it. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouteComponent,
} from '@tanstack/react-router'
import { type ComponentType, lazy as lazyPart, Suspense } from 'react'
import {
  IconCalendarCheck,
  IconCalendarMonth,
  IconBeach,
  IconBuilding,
  IconBuildingStore,
  IconCalendarTime,
  IconCalendarUser,
  IconChartHistogram,
  IconClockHour4,
  IconHierarchy2,
  IconListSearch,
  IconDeviceTablet,
  IconReportAnalytics,
  IconScale,
  IconSettings,
  IconShieldCheck,
  IconUserCircle,
  IconInbox,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react'
import { type Permission, type Role, type Scope, scopeOf } from '../src/core/permission.ts'
import { PageBroken, PageMissing } from './components/page-states.tsx'
import { Shell } from './components/shell.tsx'
import { PunchPage } from './pages/punch-page.tsx'
import { pagePaths } from './paths.ts'
import { session, userOf } from './session.ts'
import { useSignal } from './signal.ts'
import { loadWords, type TextKey, type Words } from './text.ts'

export interface Page {
  path: string
  component: RouteComponent
  /** From the table of permissions, with the least scope that makes the page worth opening. */
  needs?: [permission: Permission, least: Exclude<Scope, 'none'>]
  /** In the navigation; the first four stand in the bar of a phone, the others under "More". */
  nav?: { label: TextKey; icon: ComponentType<{ size?: number; stroke?: number }> }
  /** It stands on the page of the administration, with a sentence, and in the navigation below that page. */
  administers?: TextKey
  /** The words of the tab; without it, those of the navigation. */
  title?: TextKey
}

const lazy = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N) =>
  lazyRouteComponent(load, name) as RouteComponent

const AdministrationCards = lazyPart(async () => {
  const [page] = await Promise.all([import('./pages/administration-page.tsx'), loadWords('administration')])
  return { default: page.AdministrationPage }
})

/** The pages that administer, as far as the person may open them. */
function AdministrationPage() {
  const user = userOf(useSignal(session))!
  const shown = pages.filter((page) => page.administers && mayOpen(user.role, page))
  return (
    <Suspense>
      <AdministrationCards pages={shown} />
    </Suspense>
  )
}

/** The same for a page that needs more words than the clock. */
const lazyWith = <N extends string>(
  load: () => Promise<Record<N, ComponentType>>,
  name: N,
  ...words: Words[]
): RouteComponent => lazy(async () => (await Promise.all([load(), ...words.map(loadWords)]))[0], name)

const lazyAdministering = <N extends string>(load: () => Promise<Record<N, ComponentType>>, name: N) =>
  lazyWith(load, name, 'administration')

/** For everybody who is logged in. A page of one's own is one line here, one in paths.ts and a text. */
export const pages: Page[] = [
  {
    path: pagePaths.clock,
    component: PunchPage,
    needs: ['punch:write', 'self'],
    nav: { label: 'nav.clock', icon: IconClockHour4 },
  },
  {
    path: pagePaths.myTime,
    component: lazy(() => import('./pages/my-time-page.tsx'), 'MyTimePage'),
    needs: ['punch:read', 'self'],
    nav: { label: 'nav.myTime', icon: IconCalendarMonth },
  },
  {
    path: pagePaths.plan,
    component: lazyAdministering(() => import('./pages/plan-page.tsx'), 'PlanPage'),
    needs: ['plan:read', 'self'],
    nav: { label: 'nav.plan', icon: IconCalendarUser },
  },
  {
    path: pagePaths.inbox,
    component: lazyAdministering(() => import('./pages/inbox-page.tsx'), 'InboxPage'),
    needs: ['punch:correct', 'managed'],
    nav: { label: 'nav.inbox', icon: IconInbox },
  },
  {
    path: pagePaths.personTime,
    component: lazy(() => import('./pages/person-time-page.tsx'), 'PersonTimePage'),
    needs: ['punch:correct', 'managed'],
    title: 'team.title',
  },
  {
    path: pagePaths.periods,
    component: lazyAdministering(() => import('./pages/periods-page.tsx'), 'PeriodsPage'),
    needs: ['period:approve', 'managed'],
    nav: { label: 'periods.title', icon: IconCalendarCheck },
  },
  {
    path: pagePaths.board,
    component: lazyAdministering(() => import('./pages/board-page.tsx'), 'BoardPage'),
    needs: ['presence:read', 'managed'],
    nav: { label: 'nav.board', icon: IconUsersGroup },
  },
  {
    path: pagePaths.dashboards,
    component: lazyAdministering(() => import('./pages/dashboards-page.tsx'), 'DashboardsPage'),
    needs: ['report:read', 'managed'],
    nav: { label: 'nav.dashboards', icon: IconChartHistogram },
  },
  {
    path: pagePaths.peopleBehind,
    component: lazyAdministering(() => import('./pages/people-behind-page.tsx'), 'PeopleBehindPage'),
    needs: ['report:read', 'managed'],
    title: 'behind.title',
  },
  {
    path: pagePaths.reports,
    component: lazyAdministering(() => import('./pages/reports-page.tsx'), 'ReportsPage'),
    needs: ['report:read', 'managed'],
    nav: { label: 'nav.reports', icon: IconReportAnalytics },
  },
  {
    path: pagePaths.people,
    component: lazyWith(() => import('./pages/people-page.tsx'), 'PeoplePage', 'kiosk'),
    needs: ['user:write', 'all'],
    nav: { label: 'people.title', icon: IconUsers },
  },
  {
    path: pagePaths.administration,
    component: AdministrationPage,
    needs: ['organisation:write', 'all'],
    nav: { label: 'admin.title', icon: IconSettings },
  },
  {
    path: pagePaths.departments,
    component: lazyAdministering(() => import('./pages/departments-page.tsx'), 'DepartmentsPage'),
    needs: ['organisation:write', 'all'],
    administers: 'admin.departments',
    nav: { label: 'departments.title', icon: IconHierarchy2 },
  },
  {
    path: pagePaths.branches,
    component: lazyAdministering(() => import('./pages/branches-page.tsx'), 'BranchesPage'),
    needs: ['organisation:write', 'all'],
    administers: 'admin.branches',
    nav: { label: 'branches.title', icon: IconBuildingStore },
  },
  {
    path: pagePaths.schedules,
    component: lazyAdministering(() => import('./pages/schedules-page.tsx'), 'SchedulesPage'),
    needs: ['organisation:write', 'all'],
    administers: 'admin.schedules',
    nav: { label: 'nav.schedules', icon: IconCalendarTime },
  },
  {
    path: pagePaths.policies,
    component: lazyAdministering(() => import('./pages/policies-page.tsx'), 'PoliciesPage'),
    needs: ['organisation:write', 'all'],
    administers: 'admin.policies',
    nav: { label: 'nav.policies', icon: IconScale },
  },
  {
    path: pagePaths.holidays,
    component: lazyAdministering(() => import('./pages/holidays-page.tsx'), 'HolidaysPage'),
    needs: ['organisation:write', 'all'],
    administers: 'admin.holidays',
    nav: { label: 'nav.holidays', icon: IconBeach },
  },
  {
    path: pagePaths.company,
    component: lazyAdministering(() => import('./pages/company-page.tsx'), 'CompanyPage'),
    needs: ['organisation:write', 'all'],
    administers: 'admin.company',
    nav: { label: 'company.title', icon: IconBuilding },
  },
  {
    path: pagePaths.audit,
    component: lazyAdministering(() => import('./pages/audit-page.tsx'), 'AuditPage'),
    needs: ['audit:read', 'all'],
    administers: 'admin.audit',
    nav: { label: 'audit.title', icon: IconListSearch },
  },
  {
    path: pagePaths.integrity,
    component: lazyAdministering(() => import('./pages/integrity-page.tsx'), 'IntegrityPage'),
    needs: ['integrity:check', 'all'],
    administers: 'admin.integrity',
    nav: { label: 'integrity.title', icon: IconShieldCheck },
  },
  {
    path: pagePaths.kiosks,
    component: lazyAdministering(() => import('./pages/kiosks-page.tsx'), 'KiosksPage'),
    needs: ['kiosk:write', 'managed'],
    administers: 'admin.kiosks',
    nav: { label: 'nav.kiosks', icon: IconDeviceTablet },
  },
  {
    path: pagePaths.account,
    component: lazyWith(() => import('./pages/account-page.tsx'), 'AccountPage', 'kiosk'),
    needs: ['account:self', 'self'],
    nav: { label: 'nav.account', icon: IconUserCircle },
  },
]

/** For everybody. */
const openPages: Page[] = [
  {
    path: pagePaths.login,
    component: lazy(() => import('./pages/login-page.tsx'), 'LoginPage'),
    title: 'login.title',
  },
  {
    path: pagePaths.register,
    component: lazy(() => import('./pages/register-page.tsx'), 'RegisterPage'),
    title: 'register.title',
  },
  {
    path: pagePaths.setUp,
    component: lazy(() => import('./pages/setup-page.tsx'), 'SetUpPage'),
    title: 'setup.title',
  },
  {
    path: pagePaths.kiosk,
    component: lazyWith(() => import('./pages/kiosk-page.tsx'), 'KioskPage', 'kiosk'),
    title: 'kiosk.title',
  },
]

const order: Record<Scope, number> = { none: 0, self: 1, managed: 2, all: 3 }

export const mayOpen = (role: Role, { needs }: Page): boolean =>
  needs === undefined || order[scopeOf(role, needs[0])] >= order[needs[1]]

const rootRoute = createRootRoute({ notFoundComponent: PageMissing })

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: () => <Shell pagesFor={(role) => pages.filter((page) => mayOpen(role, page))} />,
  beforeLoad: ({ location }) => {
    if (session.get().kind !== 'none') return
    const next = location.href === '/' ? {} : { next: location.href }
    throw redirect({ to: pagePaths.login, search: next })
  },
})

const guarded = (page: Page) =>
  createRoute({
    getParentRoute: () => shellRoute,
    path: page.path,
    component: page.component,
    errorComponent: PageBroken,
    beforeLoad: () => {
      const user = userOf(session.get())
      if (user && !mayOpen(user.role, page)) throw redirect({ to: pagePaths.clock })
    },
  })

const open = (page: Page) =>
  createRoute({
    getParentRoute: () => rootRoute,
    path: page.path,
    component: page.component,
    errorComponent: PageBroken,
  })

export const router = createRouter({
  routeTree: rootRoute.addChildren([shellRoute.addChildren(pages.map(guarded)), ...openPages.map(open)]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageBroken,
  scrollRestoration: true,
})
