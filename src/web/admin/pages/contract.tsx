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
import { useShopTime } from '../ui/shop.ts'
import { dayBefore, formatDay } from '../ui/time.ts'
import { TimeLine } from '../ui/time-line.tsx'
import { cardStates, cardWords, contractStates, fullName, methodWords, suspensionWords } from '../ui/words.ts'
import { ContractActs } from './contract-acts.tsx'
import { lookAgainInMs, usePaymentColumns } from './payment-columns.tsx'

/** One contract: where it stands, its payments, what happened. */
export function ContractPage() {
  const { id } = useParams({ from: '/staff/contracts/$id' })
  const query = useQuery({
    ...resourceQuery<ContractDetail>(`contracts/${id}`),
    // The answer to a charge comes by itself, and so does that to a refund.
    refetchInterval: ({ state }) => (state.data?.underWay ? 3_000 : lookAgainInMs(state.data?.payments)),
  })
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
      <Panel title="契約の内容" actions={<ContractActs contract={contract} />}>
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
  const time = useShopTime()
  return (
    <Facts
      facts={[
        ['状態', <Chip key="state" {...contractStates[contract.state]} />],
        ['停止の理由', contract.suspendedReason && suspensionWords[contract.suspendedReason]],
        ['支払い方法', methodOf(contract)],
        ['カードの状態', contract.method === 'card' ? <Chip key="card" {...cardStates[contract.cardState]} /> : null],
        ['未払いの月額', owedOf(contract)],
        ['決済の失敗', contract.tries === 0 ? null : digits(`${contract.attempts}回中 ${contract.tries}回`)],
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
        ['支払い済み', digits(`${formatDay(dayBefore(contract.unpaidFrom))} まで`)],
        [contract.cancelsOn === null ? '次回の決済' : '解約予定', contract.dueAt && digits(time(contract.dueAt))],
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

/** How the contract is paid, and with which card until when. */
function methodOf({ method, card }: ContractDetail) {
  if (method === 'transfer') return methodWords.transfer
  if (card === null) return 'カードが登録されていません'
  return (
    <>
      {cardWords(card)}
      <span className="soft nowrap">
        {' '}
        有効期限 {String(card.expMonth).padStart(2, '0')}/{card.expYear}
      </span>
    </>
  )
}

function owedOf({ owed, underWay, waiting, unpaidFrom }: ContractDetail) {
  if (waiting) return <Chip label="決済会社に接続できるのを待っています" colour="yellow" />
  if (owed === null) return null
  return (
    <>
      <span className="digits">{formatYen(owed.amountYen)}</span>
      <span className="soft">({formatDay(unpaidFrom)} からの1か月分)</span>{' '}
      {underWay && <Chip label="結果を確認中" colour="yellow" />}
    </>
  )
}
