import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Application } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import { ListFilters } from '../ui/list-filters.tsx'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { applicationStates } from '../ui/words.ts'
import { useApplicationColumns } from './application-columns.tsx'

/** 申し込み: the list, with search. */
export function ApplicationsPage() {
  const search = useSearch({ from: '/staff/applications' })
  const navigate = useNavigate({ from: '/applications' })
  return (
    <Page title="申し込み" about="申し込みページとワンタイムオファーからの申し込みです。新しいものから並びます。">
      <ListFilters
        label="申し込み"
        searchedIn="お名前・フリガナ・メール・申込番号"
        states={applicationStates}
        search={search}
        onChange={(next) => void navigate({ search: next, replace: true })}
      />
      <ListView
        label="申し込み"
        query={listQuery<Application>('applications', { ...search })}
        columns={useApplicationColumns()}
        empty={
          search.q || search.state
            ? '条件に合う申し込みはありません。検索語や状態を変えてお試しください。'
            : 'まだ申し込みはありません。商品を公開し、申し込みページのアドレスをお客様にご案内ください。'
        }
      />
    </Page>
  )
}
