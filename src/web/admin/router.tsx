import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { ApiFault } from './api.ts'
import { PageFault, PageMissing } from './layout/page-fault.tsx'
import { Shell } from './layout/shell.tsx'
import { deliverySearch, letterSearch, listSearch, loginSearch, returnedMailSearch } from './list-search.ts'
import { queryClient, sessionQuery } from './queries.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing })

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: loginSearch,
  component: lazyRouteComponent(() => import('./pages/login.tsx'), 'LoginPage'),
})
const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup/$token',
  component: lazyRouteComponent(() => import('./pages/setup.tsx'), 'SetupPage'),
})

/** Everything behind the login. */
const staff = createRoute({
  getParentRoute: () => root,
  id: 'staff',
  beforeLoad: async ({ location }) => {
    try {
      await queryClient.ensureQueryData(sessionQuery)
    } catch (fault) {
      if (fault instanceof ApiFault && fault.status === 401)
        throw redirect({ to: '/login', search: { from: location.href } })
      throw fault
    }
  },
  component: Shell,
})

const pages = [
  createRoute({
    getParentRoute: () => staff,
    path: '/',
    component: lazyRouteComponent(() => import('./pages/dashboard.tsx'), 'DashboardPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/applications',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/applications.tsx'), 'ApplicationsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/applications/$id',
    component: lazyRouteComponent(() => import('./pages/application.tsx'), 'ApplicationPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/customers.tsx'), 'CustomersPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers/new',
    component: lazyRouteComponent(() => import('./pages/customer-form.tsx'), 'NewCustomerPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers/import',
    component: lazyRouteComponent(() => import('./pages/customer-imports.tsx'), 'CustomerImportsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers/import/$id',
    component: lazyRouteComponent(() => import('./pages/customer-import.tsx'), 'CustomerImportPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers/$id/edit',
    component: lazyRouteComponent(() => import('./pages/customer-form.tsx'), 'EditCustomerPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/customers/$id',
    component: lazyRouteComponent(() => import('./pages/customer.tsx'), 'CustomerPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/contracts',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/contracts.tsx'), 'ContractsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/contracts/$id',
    component: lazyRouteComponent(() => import('./pages/contract.tsx'), 'ContractPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/payments',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/payments.tsx'), 'PaymentsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/transfers',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./transfers/transfers-page.tsx'), 'TransfersPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/transfers/statements/$id',
    component: lazyRouteComponent(() => import('./transfers/statement-page.tsx'), 'StatementPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/products',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/products.tsx'), 'ProductsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/products/new',
    component: lazyRouteComponent(() => import('./pages/product.tsx'), 'NewProductPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/products/$id',
    component: lazyRouteComponent(() => import('./pages/product.tsx'), 'ProductPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/deliveries',
    validateSearch: deliverySearch,
    component: lazyRouteComponent(() => import('./pages/deliveries.tsx'), 'DeliveriesPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/letters',
    validateSearch: letterSearch,
    component: lazyRouteComponent(() => import('./pages/letters.tsx'), 'LettersPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/returned-mail',
    validateSearch: returnedMailSearch,
    component: lazyRouteComponent(() => import('./returned-mail/returned-mail-page.tsx'), 'ReturnedMailPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/manual-registrations',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/manual-registrations.tsx'), 'ManualRegistrationsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/attention',
    validateSearch: listSearch,
    component: lazyRouteComponent(() => import('./pages/attention.tsx'), 'AttentionPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/settings/site',
    component: lazyRouteComponent(() => import('./pages/site-settings.tsx'), 'SiteSettingsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/settings/integrations',
    component: lazyRouteComponent(() => import('./integrations/integrations-page.tsx'), 'IntegrationsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/settings/mail',
    component: lazyRouteComponent(() => import('./pages/mail-settings.tsx'), 'MailSettingsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/settings/letters',
    component: lazyRouteComponent(() => import('./letters/letter-kinds.tsx'), 'LetterKindsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/settings/letters/$kind',
    component: lazyRouteComponent(() => import('./letters/letter-words.tsx'), 'LetterWordsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/settings/payments',
    component: lazyRouteComponent(() => import('./pages/payment-settings.tsx'), 'PaymentSettingsPage'),
  }),
  createRoute({
    getParentRoute: () => staff,
    path: '/settings/api-keys',
    component: lazyRouteComponent(() => import('./pages/api-keys.tsx'), 'ApiKeysPage'),
  }),
] as const

/** The pages of the admin, each loaded when it is first opened. */
export const router = createRouter({
  routeTree: root.addChildren([login, setup, staff.addChildren(pages)]),
  basepath: '/admin',
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageFault,
  defaultNotFoundComponent: PageMissing,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
