import { Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Letter } from '../../api/schemas.ts'
import { listQuery } from '../queries.ts'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { StateFilter } from '../ui/state-filter.tsx'
import { letterStates } from '../ui/words.ts'
import { useLetterColumns } from './letter-columns.tsx'
import { LetterDrawer } from './letter-drawer.tsx'

/** 送信箱: letters to customers and alarms to administrators. */
export function LettersPage() {
  const { state, open } = useSearch({ from: '/staff/letters' })
  const navigate = useNavigate({ from: '/letters' })
  return (
    <Page title="送信箱" about="お客様へのメールと、管理者への警告メールです。イベントのお知らせは連携ログにあります。">
      <Group gap="sm">
        <StateFilter
          label="状態"
          choices={letterStates}
          value={state}
          onChange={(chosen) => void navigate({ search: { state: chosen }, replace: true })}
        />
      </Group>
      <ListView
        label="送信箱"
        query={listQuery<Letter>('letters', { state })}
        columns={useLetterColumns()}
        empty={
          state
            ? 'この状態のメールはありません。'
            : 'まだメールはありません。申し込みがあると、受付のメールをお客様へ自動でお送りします。'
        }
      />
      <LetterDrawer id={open} onClose={() => void navigate({ search: { state } })} />
    </Page>
  )
}
