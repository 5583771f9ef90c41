import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { formatYen } from '../../../platform/money.ts'
import type { ContractDetail } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { digits, Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/fault.tsx'
import { TextLink } from '../ui/links.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { formatDay } from '../ui/time.ts'
import { TimeLine } from '../ui/time-line.tsx'
import { cardStates, contractStates, fullName, suspensionWords } from '../ui/words.ts'
import { usePaymentColumns } from './payment-columns.tsx'

/** One contract: where it stands, its payments, what happened. */
export function ContractPage() {
  const { id } = useParams({ from: '/staff/contracts/$id' })
  const query = useQuery(resourceQuery<ContractDetail>(`contracts/${id}`))
  return (
    <Page title={query.data ? `契約 ${query.data.number}` : '契約'} back={{ to: '/contracts', label: '契約の一覧' }}>
      <Loaded query={query}>{(contract) => <Content contract={contract} />}</Loaded>
    </Page>
  )
}

function Content({ contract }: { contract: ContractDetail }) {
  const paymentColumns = usePaymentColumns({ brief: true })
  return (
    <>
      <Panel title="契約の内容">
        <ContractFacts contract={contract} />
      </Panel>
      {contract.payments.length > 0 && (
        <Panel title="決済" flush>
          <DataTable label="決済" columns={paymentColumns} rows={contract.payments} rowKey={(row) => row.id} />
        </Panel>
      )}
      {contract.events.length > 0 && (
        <Panel title="これまでの出来事">
          <TimeLine events={contract.events} leadsTo={[]} />
        </Panel>
      )}
    </>
  )
}

function ContractFacts({ contract }: { contract: ContractDetail }) {
  return (
    <Facts
      facts={[
        ['状態', <Chip key="state" {...contractStates[contract.state]} />],
        ['停止の理由', contract.suspendedReason && suspensionWords[contract.suspendedReason]],
        ['カード', <Chip key="card" {...cardStates[contract.cardState]} />],
        [
          'お名前',
          <TextLink key="customer" to="/customers/$id" params={{ id: contract.customer.id }} size="sm">
            {fullName(contract.customer)} 様
          </TextLink>,
        ],
        [
          '商品',
          <TextLink key="product" to="/products/$id" params={{ id: contract.product.id }} size="sm">
            {contract.product.name}
          </TextLink>,
        ],
        ['月額', formatYen(contract.priceYen)],
        ['開始日', digits(formatDay(contract.anchorDate))],
        ['次回課金日', contract.nextChargeOn && digits(formatDay(contract.nextChargeOn))],
        ['解約予定日', contract.endsOn && digits(formatDay(contract.endsOn))],
        [
          '申し込み',
          <TextLink key="application" to="/applications/$id" params={{ id: contract.applicationId }} size="sm">
            申し込みを見る
          </TextLink>,
        ],
      ]}
    />
  )
}
