import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Contract } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import { ListFilters } from '../ui/list-filters.tsx'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { contractStates } from '../ui/words.ts'
import { useContractColumns } from './contract-columns.tsx'

/** 契約: what monthly products give. */
export function ContractsPage() {
  const search = useSearch({ from: '/staff/contracts' })
  const navigate = useNavigate({ from: '/contracts' })
  return (
    <Page title="契約" about="月額の商品の契約です。">
      <ListFilters
        label="契約"
        searchedIn="お名前・フリガナ・メール・契約番号"
        states={contractStates}
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      <ListView
        label="契約"
        query={listQuery<Contract>('contracts', { ...search })}
        columns={useContractColumns()}
        empty={
          search.q || search.state
            ? '条件に合う契約はありません。検索語や状態を変えてお試しください。'
            : 'まだ契約はありません。月額の商品に申し込みがあると、ここに並びます。'
        }
      />
    </Page>
  )
}
