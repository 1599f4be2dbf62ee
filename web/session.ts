/**
 * Who is logged in here. The access token is in memory alone; the refresh token is in a cookie that no script
 * reads. Several tabs share the cookie, so only one of them refreshes at a time, and tells the others.
 */
import type { AccessView, BrowserLoginView, Login } from '../src/features/accounts/account.contract.ts'
import type { UserView } from '../src/features/people/user.contract.ts'
import { createSignal } from './signal.ts'
import { ApiError, NetworkError, send } from './network.ts'

/** `unknown` while the start asks; `offline`: remembered from before, the server could not be asked. */
export type SessionState =
  | { kind: 'unknown' | 'none' }
  | { kind: 'open' | 'offline' | 'ended'; user: UserView }

const remembered = 'timeclock.user'

let access: string | undefined
let refreshing: Promise<boolean> | undefined

export const session = createSignal<SessionState>({ kind: 'unknown' })

interface Tidings {
  access?: string
  user?: UserView
  loggedOut?: boolean
}

const channel =
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('timeclock-session')
channel?.addEventListener('message', ({ data }: MessageEvent<Tidings>) => {
  // Nobody is logged in on a kiosk: what other tabs of its browser do is not its business.
  if (session.get().kind === 'unknown') return
  if (data.loggedOut) location.assign('/login')
  access = data.access ?? access
  const before = session.get()
  if (data.user && before.kind === 'ended' && before.user.id === data.user.id) openWith(data.user)
  // Somebody else uses this browser now: nothing of the person before may stay on the screen.
  else if (data.user && before.kind !== 'none' && userOf(before)?.id !== data.user.id) location.assign('/')
})

export const userOf = (state: SessionState): UserView | undefined =>
  'user' in state ? state.user : undefined

function openWith(user: UserView): void {
  localStorage.setItem(remembered, JSON.stringify(user))
  session.set({ kind: 'open', user })
}

function recall(): UserView | undefined {
  const text = localStorage.getItem(remembered)
  return text === null ? undefined : (JSON.parse(text) as UserView)
}

/** At the start: finds the session of this browser, or remembers whose it was when there is no network. */
export async function resumeSession(): Promise<void> {
  const user = recall()
  if (!user) return session.set({ kind: 'none' })
  // Whoever was here before sees their page at once; what they may do is asked of the server meanwhile.
  session.set({ kind: 'offline', user })
  void confirmSession()
}

/** Asks the server again; a session that could not be asked for becomes open, or has ended. */
export async function confirmSession(): Promise<void> {
  try {
    if (!(await refresh())) return
    const { data } = (await send('GET', '/api/auth/me/', { headers: authorization() })) as { data: UserView }
    openWith(data)
  } catch (error) {
    if (!(error instanceof NetworkError || error instanceof ApiError)) throw error
  }
}

export async function logIn(credentials: Login): Promise<void> {
  const { data } = (await send('POST', '/api/auth/browser/login/', { body: credentials })) as {
    data: BrowserLoginView
  }
  access = data.access
  const before = userOf(session.get())
  openWith(data.user)
  channel?.postMessage({ access, user: data.user } satisfies Tidings)
  // Another person than the page was made for.
  if (before && before.id !== data.user.id) location.assign('/')
}

/** Ends this session, or every session of this person. Throws where the server cannot be reached. */
export async function logOut(all = false): Promise<void> {
  try {
    await authorized((headers) => send('POST', '/api/auth/browser/logout/', { body: { all }, headers }))
  } catch (error) {
    if (!(error instanceof ApiError && error.status === 401)) throw error
  }
  forget()
  location.assign('/login')
}

/** Leaves a session that has ended already. */
export function leave(): void {
  forget()
  location.assign('/login')
}

function forget(): void {
  access = undefined
  localStorage.removeItem(remembered)
  channel?.postMessage({ loggedOut: true } satisfies Tidings)
}

const authorization = (): Record<string, string> =>
  access === undefined ? {} : { authorization: `Bearer ${access}` }

/**
 * Runs a request with the access token: gets one first where there is none, and once more where it has run out.
 * When the session has ended, waits until the person has logged in again, so that nothing typed is lost.
 */
export async function authorized<T>(run: (headers: Record<string, string>) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    if (access === undefined && !(await refresh())) await loggedInAgain()
    const used = access
    try {
      return await run(authorization())
    } catch (error) {
      const isExpired = error instanceof ApiError && error.code === 'unauthenticated'
      if (!isExpired || attempt === 3) throw error
      if (access === used) access = undefined
    }
  }
}

/** An access token that the server takes now: for what is opened once and lives on, such as a socket. */
export async function freshToken(): Promise<string> {
  await authorized((headers) => send('GET', '/api/auth/me/', { headers }))
  return access!
}

/** False when the session has ended. Throws where the server cannot tell. */
async function refresh(): Promise<boolean> {
  refreshing ??= refreshInTurn().finally(() => {
    refreshing = undefined
  })
  return refreshing
}

async function refreshInTurn(): Promise<boolean> {
  const before = access
  return navigator.locks.request('timeclock-refresh', async () => {
    // Another tab may have been faster, and told us.
    if (access !== undefined && access !== before) return true
    try {
      const { data } = (await send('POST', '/api/auth/browser/refresh/')) as { data: AccessView }
      access = data.access
      channel?.postMessage({ access } satisfies Tidings)
      return true
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error
      endSession()
      return false
    }
  })
}

function endSession(): void {
  access = undefined
  const user = userOf(session.get())
  session.set(user ? { kind: 'ended', user } : { kind: 'none' })
}

function loggedInAgain(): Promise<void> {
  return new Promise((resolve) => {
    const stop = session.subscribe(() => {
      if (session.get().kind !== 'open') return
      stop()
      resolve()
    })
  })
}
