import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { ApplicationDetail } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { DataTable } from '../ui/data-table.tsx'
import { Loaded } from '../ui/fault.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { cancellationEntries, TimeLine } from '../ui/time-line.tsx'
import { ApplicationAnswers, ApplicationFacts } from './application-facts.tsx'
import { CancelApplication } from './cancel-application.tsx'
import { useDeliveryColumns } from './delivery-columns.tsx'
import { lookAgainInMs, usePaymentColumns } from './payment-columns.tsx'

/** One application: what was ordered, how it was paid, and whom the news of it reached. */
export function ApplicationPage() {
  const { id } = useParams({ from: '/staff/applications/$id' })
  const query = useQuery({
    ...resourceQuery<ApplicationDetail>(`applications/${id}`),
    refetchInterval: ({ state }) => lookAgainInMs(state.data?.payments),
  })
  return (
    <Page
      title={query.data ? `申し込み ${query.data.number}` : '申し込み'}
      back={{ to: '/applications', label: '申し込みの一覧' }}
      actions={query.data?.state === 'completed' && <CancelApplication application={query.data} />}
    >
      <Loaded query={query}>{(application) => <Content application={application} />}</Loaded>
    </Page>
  )
}

function Content({ application }: { application: ApplicationDetail }) {
  const deliveryColumns = useDeliveryColumns()
  const paymentColumns = usePaymentColumns({ brief: true })
  return (
    <>
      <Panel title="申し込みの内容">
        <ApplicationFacts application={application} />
      </Panel>
      {application.answers.length > 0 && (
        <Panel title="質問への回答">
          <ApplicationAnswers answers={application.answers} />
        </Panel>
      )}
      {application.payments.length > 0 && (
        <Panel title="決済" flush>
          <DataTable label="決済" columns={paymentColumns} rows={application.payments} rowKey={(row) => row.id} />
        </Panel>
      )}
      {application.deliveries.length > 0 ? (
        <Panel title="連携の結果" flush>
          <DataTable
            label="連携の結果"
            columns={deliveryColumns}
            rows={application.deliveries}
            rowKey={(row) => row.id}
          />
        </Panel>
      ) : (
        <Panel title="連携の結果">
          <Text c="dimmed">この申し込みについてのお知らせは、まだどこにも送られていません。</Text>
        </Panel>
      )}
      {application.events.length > 0 && (
        <Panel title="これまでの出来事">
          <TimeLine events={application.events} entries={cancellationEntries([application])} leadsTo={['contract']} />
        </Panel>
      )}
    </>
  )
}
