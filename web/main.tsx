/** Starts the app: words, session, theme, pages. */
import '@mantine/core/styles.css'
import 'virtual:theme.css'
import './ui/styles.css'
import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { SessionEnded } from './components/session-ended.tsx'
import { Toasts } from './components/toasts.tsx'
import { isTemporary } from './network.ts'
import { pagePaths } from './paths.ts'
import { router } from './routes.tsx'
import { resumeSession } from './session.ts'
import { startTexts } from './text.ts'
import { theme } from './ui/theme.ts'

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The browser's own idea of being online is often wrong; the request finds out.
      networkMode: 'always',
      staleTime: 15_000,
      retry: (count, error) => isTemporary(error) && count < 2,
    },
    mutations: { networkMode: 'always' },
  },
})

// A kiosk has its own token, and asks for nobody's session.
const isKiosk = location.pathname.replace(/\/$/, '') === pagePaths.kiosk
await Promise.all([startTexts(), isKiosk ? undefined : resumeSession()])

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <SessionEnded />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

if ('serviceWorker' in navigator) {
  const register = () => void navigator.serviceWorker.register('/sw.js').catch(() => {})
  // A catalogue that had to be fetched may have taken longer than the page.
  if (document.readyState === 'complete') register()
  else addEventListener('load', register)
}
