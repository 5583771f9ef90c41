import { Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Customer } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import { LinkButton } from '../ui/links.tsx'
import { ListFilters } from '../ui/list-filters.tsx'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { customerStates } from '../ui/words.ts'
import { useCustomerColumns } from './customer-columns.tsx'
import { CustomerFileButton } from './customer-file-button.tsx'

/** 顧客: the list, with search. */
export function CustomersPage() {
  const search = useSearch({ from: '/staff/customers' })
  const navigate = useNavigate({ from: '/customers' })
  return (
    <Page
      title="顧客"
      about="申し込みをしたお客様と、登録したお客様です。案内メールからパスワードを設定すると本登録になります。"
      actions={
        <Group gap="sm">
          <CustomerFileButton search={search} />
          <LinkButton to="/customers/import" variant="default" size="sm">
            CSVで登録
          </LinkButton>
          <LinkButton to="/customers/new" size="sm">
            顧客を追加
          </LinkButton>
        </Group>
      }
    >
      <ListFilters
        label="顧客"
        searchedIn="お名前・フリガナ・メールアドレス"
        states={customerStates}
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      <ListView
        label="顧客"
        query={listQuery<Customer>('customers', { ...search })}
        columns={useCustomerColumns()}
        empty={
          search.q || search.state
            ? '条件に合うお客様はいません。検索語や状態を変えてお試しください。'
            : 'まだお客様はいません。はじめての申し込みが完了すると、仮登録のお客様として並びます。'
        }
      />
    </Page>
  )
}
