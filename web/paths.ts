/** Every address: of the API, and of the app's own pages. */

const id = encodeURIComponent

export const apiPaths = {
  options: '/api/auth/options/',
  register: '/api/auth/register/',
  setUp: '/api/auth/setup/',
  setUpLink: '/api/auth/setup/link/',
  password: '/api/auth/password/',
  sessions: '/api/auth/sessions/',
  session: (sessionId: string) => `/api/auth/sessions/${id(sessionId)}/`,
  company: '/api/company/',
  branches: '/api/branches/',
  departments: '/api/departments/',
  users: '/api/users/',
  user: (userId: string) => `/api/users/${id(userId)}/`,
  endUser: (userId: string) => `/api/users/${id(userId)}/end/`,
  importUsers: '/api/users/import/',
  status: '/api/timeclock/status/',
  bulkPunches: '/api/timeclock/punches/',
  summary: '/api/timeclock/summary/',
  records: (userId: string) => `/api/timeclock/${id(userId)}/`,
  day: (userId: string, date: string) => `/api/timeclock/${id(userId)}/days/${date}/`,
  punch: {
    in: '/api/timeclock/clock-in/',
    out: '/api/timeclock/clock-out/',
    break_start: '/api/timeclock/break-start/',
    break_end: '/api/timeclock/break-end/',
  },
} as const

/** The pages that links name; routes.tsx says what stands there. */
export const pagePaths = {
  clock: '/',
  myTime: '/my-time',
  people: '/people',
  account: '/account',
  login: '/login',
  register: '/register',
  setUp: '/setup',
} as const
