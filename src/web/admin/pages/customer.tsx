import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { CustomerDetail } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import { Chip } from '../ui/chip.tsx'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { digits, Facts } from '../ui/facts.tsx'
import { Loaded } from '../ui/fault.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { useShopTime } from '../ui/shop.ts'
import { customerStates, fullName, mailStates } from '../ui/words.ts'
import { useApplicationColumns } from './application-columns.tsx'
import { useContractColumns } from './contract-columns.tsx'
import { CustomerActions } from './customer-actions.tsx'
import { CustomerTimeLine } from './customer-time-line.tsx'
import { MailStops } from './mail-stops.tsx'
import { usePaymentColumns } from './payment-columns.tsx'

/** One customer, with everything that happened. */
export function CustomerPage() {
  const { id } = useParams({ from: '/staff/customers/$id' })
  const query = useQuery(resourceQuery<CustomerDetail>(`customers/${id}`))
  return (
    <Page
      title={query.data ? `${fullName(query.data)} 様` : '顧客'}
      back={{ to: '/customers', label: '顧客の一覧' }}
      actions={query.data && <CustomerActions customer={query.data} />}
    >
      <Loaded query={query}>{(customer) => <Content customer={customer} />}</Loaded>
    </Page>
  )
}

function Content({ customer }: { customer: CustomerDetail }) {
  const time = useShopTime()
  return (
    <>
      <MailStops customer={customer} />
      <Panel title="お客様の情報">
        <Facts
          facts={[
            ['状態', <Chip key="state" {...customerStates[customer.state]} />],
            ['メールの状態', <Chip key="mail" {...mailStates[customer.mailState]} />],
            ['メールアドレス', customer.email],
            ['フリガナ', `${customer.familyKana} ${customer.givenKana}`.trim() || null],
            ['メルマガ', customer.newsletter ? '希望する' : '希望しない'],
            ['仮登録', digits(time(customer.createdAt))],
            ['本登録', customer.registeredAt && digits(time(customer.registeredAt))],
          ]}
        />
      </Panel>
      <Rows title="申し込み" columns={useApplicationColumns({ withName: false })} rows={customer.applications} />
      <Rows title="契約" columns={useContractColumns({ withName: false })} rows={customer.contracts} />
      <Rows title="決済" columns={usePaymentColumns({ brief: true })} rows={customer.payments} />
      <CustomerTimeLine customerId={customer.id} />
    </>
  )
}

/** A table with its title; nothing where there are no rows. */
function Rows<Row extends { id: string | number }>({
  title,
  columns,
  rows,
}: {
  title: string
  columns: Column<Row>[]
  rows: Row[]
}) {
  if (rows.length === 0) return null
  return (
    <Panel title={title} flush>
      <DataTable label={title} columns={columns} rows={rows} rowKey={(row) => row.id} />
    </Panel>
  )
}
