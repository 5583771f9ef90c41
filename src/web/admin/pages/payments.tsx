import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Payment } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import { ListFilters } from '../ui/list-filters.tsx'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { paymentStates } from '../ui/words.ts'
import { lookAgainInMs, usePaymentColumns } from './payment-columns.tsx'

/** 決済: every charge and every expected transfer. */
export function PaymentsPage() {
  const search = useSearch({ from: '/staff/payments' })
  const navigate = useNavigate({ from: '/payments' })
  return (
    <Page title="決済" about="カードの決済と銀行振込です。カード番号はこのシステムには保存されません。">
      <ListFilters
        label="決済"
        searchedIn="お名前・フリガナ・メール・番号"
        states={paymentStates}
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      <ListView
        label="決済"
        query={{
          ...listQuery<Payment>('payments', { ...search }),
          refetchInterval: ({ state }) => lookAgainInMs(state.data?.pages.flatMap(({ items }) => items)),
        }}
        columns={usePaymentColumns()}
        empty={
          search.q || search.state
            ? '条件に合う決済はありません。検索語や状態を変えてお試しください。'
            : 'まだ決済はありません。申し込みがあると、ここに並びます。'
        }
      />
    </Page>
  )
}
