import { Grid, SimpleGrid, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { formatYen } from '../../../platform/money.ts'
import type { Overview } from '../../api/schemas.ts'
import { overviewQuery } from '../queries.ts'
import { Loaded } from '../ui/fault.tsx'
import { TextLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { formatDay } from '../ui/time.ts'
import { TimeLine } from '../ui/time-line.tsx'
import { Connections } from './connections.tsx'

/** ダッシュボード: what happened today and whether everything works. */
export function DashboardPage() {
  const query = useQuery(overviewQuery)
  return (
    <Page title="ダッシュボード">
      <Loaded query={query}>{(overview) => <Content overview={overview} />}</Loaded>
    </Page>
  )
}

function Content({ overview }: { overview: Overview }) {
  const { today } = overview
  return (
    <>
      <SimpleGrid cols={{ base: 2, md: overview.returnedMail > 0 ? 5 : 4 }} spacing="md">
        <Figure
          label={`本日の申し込み(${formatDay(today.date)})`}
          value={`${today.applications}件`}
          to="/applications"
        />
        <Figure label="本日の申し込み金額" value={formatYen(today.amountYen)} to="/payments" />
        <Figure
          label="手動登録が必要"
          value={`${overview.manualRegistrations}件`}
          to="/manual-registrations"
          alarm={overview.manualRegistrations > 0}
        />
        {overview.returnedMail > 0 && (
          <Figure label="戻ってきたメール" value={`${overview.returnedMail}件`} to="/returned-mail" alarm />
        )}
        <Figure label="要対応" value={`${overview.attention}件`} to="/attention" alarm={overview.attention > 0} />
      </SimpleGrid>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Panel title="最近の出来事">
            {overview.latestEvents.length > 0 ? (
              <TimeLine events={overview.latestEvents} />
            ) : (
              <Text size="sm" className="soft" py="lg" ta="center">
                まだ何も起きていません。申し込みや解約などの出来事が、新しい順に並びます。
              </Text>
            )}
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Panel title="連携の状態">
            <Connections connections={overview.connections} />
          </Panel>
        </Grid.Col>
      </Grid>
    </>
  )
}

function Figure({ label, value, to, alarm = false }: { label: string; value: string; to: string; alarm?: boolean }) {
  return (
    <Panel>
      <Stack gap={2}>
        <TextLink to={to} size="xs" className="figure-label">
          {label}
        </TextLink>
        <Text fz={{ base: 22, sm: 28 }} fw={700} lh={1.3} className="digits" {...(alarm ? { c: '#a1231a' } : {})}>
          {value}
        </Text>
      </Stack>
    </Panel>
  )
}
