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

const audiences: Record<Letter['audience'], { label: string }> = {
  customer: { label: 'お客様へ' },
  administrator: { label: '管理者へ' },
}

/** 送信箱: every mail, to customers and to administrators. */
export function LettersPage() {
  const { audience, state, open } = useSearch({ from: '/staff/letters' })
  const navigate = useNavigate({ from: '/letters' })
  return (
    <Page title="送信箱" about="お客様へのメールと、管理者へのお知らせメールです。行を開くと本文を確認できます。">
      <Group gap="sm">
        <StateFilter
          label="宛先"
          choices={audiences}
          value={audience}
          onChange={(chosen) => void navigate({ search: { audience: chosen, state }, replace: true })}
        />
        <StateFilter
          label="状態"
          choices={letterStates}
          value={state}
          onChange={(chosen) => void navigate({ search: { audience, state: chosen }, replace: true })}
        />
      </Group>
      <ListView
        label="送信箱"
        query={listQuery<Letter>('letters', { audience, state })}
        columns={useLetterColumns()}
        empty={
          audience || state
            ? '条件に合うメールはありません。'
            : 'まだメールはありません。申し込みがあると、受付のメールをお客様へ自動でお送りします。'
        }
      />
      <LetterDrawer id={open} onClose={() => void navigate({ search: { audience, state } })} />
    </Page>
  )
}
