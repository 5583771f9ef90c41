import { AppShell, Burger, Group, ScrollArea, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Outlet, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiFault } from '../api.ts'
import { sessionQuery } from '../queries.ts'
import { AccountMenu } from './account-menu.tsx'
import { Alarms } from './alarms.tsx'
import { MaintenanceBanner } from './maintenance-banner.tsx'
import { Menu } from './menu.tsx'

/** Every page of the signed-in staff: menu, alarms, the page. */
export function Shell() {
  const [menuOpen, menu] = useDisclosure(false)
  const session = useQuery(sessionQuery)
  useLoginWhenEnded(session.error)
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 228, breakpoint: 'md', collapsed: { mobile: !menuOpen } }}
      padding={{ base: 'md', md: 'xl' }}
    >
      <AppShell.Header px="md">
        <a className="skip-link" href="#page">
          本文へ移動
        </a>
        <Group h="100%" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={menuOpen} onClick={menu.toggle} hiddenFrom="md" size="sm" aria-label="メニューを開閉する" />
            <Text fw={700} c="lagoon.7" size="lg" style={{ letterSpacing: '0.02em' }}>
              Luxliner
            </Text>
            <Text size="sm" className="soft" truncate visibleFrom="xs">
              {session.data?.shop.name}
            </Text>
          </Group>
          {session.data && <AccountMenu name={session.data.name} />}
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <AppShell.Section grow component={ScrollArea} type="never">
          <Menu onChoose={menu.close} />
        </AppShell.Section>
      </AppShell.Navbar>
      <AppShell.Main id="page" tabIndex={-1} style={{ outline: 'none' }}>
        <MaintenanceBanner />
        <Alarms />
        <Outlet />
      </AppShell.Main>
    </AppShell>
  )
}

/** Leads to the login when the session has ended, and from there back to this page. */
function useLoginWhenEnded(fault: unknown): void {
  const router = useRouter()
  const ended = fault instanceof ApiFault && fault.status === 401
  useEffect(() => {
    if (ended) void router.navigate({ to: '/login', search: { from: router.latestLocation.href } })
  }, [ended, router])
}
