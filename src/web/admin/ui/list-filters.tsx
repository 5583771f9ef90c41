import { Group } from '@mantine/core'
import type { ListSearch } from '../list-search.ts'
import { SearchBox } from './search-box.tsx'
import { StateFilter } from './state-filter.tsx'

interface ListFiltersProps {
  /** What is listed. */
  label: string
  /** Where the search looks, such as お名前・メールアドレス. */
  searchedIn: string
  states: Record<string, { label: string }>
  search: ListSearch
  onChange: (search: ListSearch) => void
}

/** Searching and narrowing above a list. */
export function ListFilters({ label, searchedIn, states, search, onChange }: ListFiltersProps) {
  return (
    <Group gap="sm">
      <SearchBox
        label={`${label}を検索`}
        placeholder={searchedIn}
        value={search.q ?? ''}
        onChange={(q) => onChange({ ...search, q: q || undefined })}
      />
      <StateFilter
        label="状態"
        choices={states}
        value={search.state}
        onChange={(state) => onChange({ ...search, state })}
      />
    </Group>
  )
}
