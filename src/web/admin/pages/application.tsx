import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { formatYen } from '../../../platform/money.ts'
import { productKindLabels } from '../../../products/schema.ts'
import type { ApplicationDetail } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { digits, Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/fault.tsx'
import { OutsideLink, TextLink } from '../ui/links.tsx'
import { Empty } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { useShopTime } from '../ui/shop.ts'
import { TimeLine } from '../ui/time-line.tsx'
import { applicationKindWords, applicationStates, fullName } from '../ui/words.ts'
import { useDeliveryColumns } from './delivery-columns.tsx'
import { usePaymentColumns } from './payment-columns.tsx'

/** One application: what was ordered, how it was paid, and whom the news of it reached. */
export function ApplicationPage() {
  const { id } = useParams({ from: '/staff/applications/$id' })
  const query = useQuery(resourceQuery<ApplicationDetail>(`applications/${id}`))
  return (
    <Page
      title={query.data ? `申し込み ${query.data.number}` : '申し込み'}
      back={{ to: '/applications', label: '申し込みの一覧' }}
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
        <Empty text="この申し込みについてのお知らせは、まだどこにも送られていません。" />
      )}
      {application.events.length > 0 && (
        <Panel title="これまでの出来事">
          <TimeLine events={application.events} leadsTo={['contract']} />
        </Panel>
      )}
    </>
  )
}

function ApplicationFacts({ application }: { application: ApplicationDetail }) {
  const time = useShopTime()
  const { contract, zendesk } = application
  return (
    <Facts
      facts={[
        ['状態', <Chip key="state" {...applicationStates[application.state]} />],
        ['失敗の理由', application.declineReason],
        ['申込番号', digits(application.number)],
        ['種別', applicationKindWords[application.kind]],
        ['お名前', <Applicant key="applicant" application={application} />],
        ['メールアドレス', application.email],
        [
          '商品',
          <TextLink key="product" to="/products/$id" params={{ id: application.product.id }} size="sm">
            {application.product.name}
          </TextLink>,
        ],
        ['金額', `${formatYen(application.amountYen)}(${productKindLabels[application.product.kind]})`],
        ['受付日時', digits(time(application.startedAt))],
        ['完了日時', application.finishedAt && digits(time(application.finishedAt))],
        [
          '契約',
          contract && (
            <TextLink key="contract" to="/contracts/$id" params={{ id: contract.id }} size="sm">
              {contract.number}
            </TextLink>
          ),
        ],
        ['Zendeskチケット', zendesk && <Ticket ticket={zendesk} />],
      ]}
    />
  )
}

/** A declined application made no customer to lead to. */
function Applicant({ application }: { application: ApplicationDetail }) {
  const name = `${fullName(application)} 様`
  if (application.customerId === null) return name
  return (
    <TextLink to="/customers/$id" params={{ id: application.customerId }} size="sm">
      {name}
    </TextLink>
  )
}

function Ticket({ ticket }: { ticket: NonNullable<ApplicationDetail['zendesk']> }) {
  const name = `チケット #${ticket.ticketId}`
  return ticket.url ? <OutsideLink href={ticket.url}>{name}</OutsideLink> : name
}
