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
  importUsers: '/api/users/import/',
  board: '/api/live/board/',
  status: '/api/timeclock/status/',
  bulkPunches: '/api/timeclock/punches/',
  summary: '/api/timeclock/summary/',
  records: (userId: string) => `/api/timeclock/${id(userId)}/`,
  day: (userId: string, date: string) => `/api/timeclock/${id(userId)}/days/${date}/`,
  corrections: '/api/corrections/',
  correction: (correctionId: string) => `/api/corrections/${id(correctionId)}/`,
  correctionStep: (correctionId: string, action: string) => `/api/corrections/${id(correctionId)}/${action}/`,
  correctionSteps: (action: string) => `/api/corrections/${action}/`,
  exceptions: '/api/exceptions/',
  explainException: '/api/exceptions/explain/',
  settleExceptions: '/api/exceptions/settle/',
  periods: '/api/periods/',
  periodPeople: (periodId: string) => `/api/periods/${periodId}/people/`,
  periodStep: (periodId: string, action: string) => `/api/periods/${periodId}/${action}/`,
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
  board: '/board',
  inbox: '/inbox',
  account: '/account',
  login: '/login',
  register: '/register',
  setUp: '/setup',
} as const
