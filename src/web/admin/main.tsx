import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import './admin.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config as configureZod } from 'zod/v4/core'
import { queryClient } from './queries.ts'
import { router } from './router.tsx'
import { theme } from './theme.ts'

// The page's Content-Security-Policy forbids eval: zod need not try it for each schema.
configureZod({ jitless: true })

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element #root')

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="light" forceColorScheme="light">
      <QueryClientProvider client={queryClient}>
        <Notifications position="top-right" autoClose={4000} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)

// The tables of the Japanese font's subsets are 330 kB of CSS: the first page is drawn before they are here.
void import('./fonts.ts')
