import { Group } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { ReturnedMail } from '../../api/schemas.ts'
import type { ReturnedMailSearch } from '../list-search.ts'
import { listQuery } from '../queries.ts'
import { ListView } from '../ui/list-view.tsx'
import { Page } from '../ui/page.tsx'
import { StateFilter } from '../ui/state-filter.tsx'
import { useReturnedMailColumns } from './returned-mail-columns.tsx'
import { ReturnedMailDrawer } from './returned-mail-drawer.tsx'
import { returnedKinds, returnedStates } from './words.ts'

/** 戻ってきたメール: bounces, complaints, automatic replies, and what a person must look at. */
export function ReturnedMailPage() {
  const { state = 'open', kind, open } = useSearch({ from: '/staff/returned-mail' })
  const navigate = useNavigate({ from: '/returned-mail' })
  const narrowTo = (change: ReturnedMailSearch) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true })
  const chosen = state === 'all' ? undefined : state
  return (
    <Page
      title="戻ってきたメール"
      about="お客様へのメールが届かなかったという知らせ(不達通知)や、迷惑メール報告、自動返信などです。自動で判定できなかったものは「要確認」になりますので、行を開いて内容をご確認ください。"
    >
      <Group gap="sm">
        <StateFilter
          label="結果"
          choices={returnedStates}
          value={chosen}
          onChange={(value) => narrowTo({ state: value ?? 'all' })}
        />
        <StateFilter
          label="種類"
          choices={returnedKinds}
          value={kind}
          onChange={(value) => narrowTo({ kind: value })}
        />
      </Group>
      <ListView
        label="戻ってきたメール"
        query={listQuery<ReturnedMail>('returned-mail', { state: chosen, kind })}
        columns={useReturnedMailColumns()}
        empty={emptyWords(chosen, kind)}
      />
      <ReturnedMailDrawer id={open} onClose={() => narrowTo({ open: undefined })} />
    </Page>
  )
}

function emptyWords(state: string | undefined, kind: string | undefined): string {
  if (kind !== undefined || (state !== undefined && state !== 'open')) return '条件に合うメールはありません。'
  if (state === 'open')
    return '確認が必要なメールはありません。不達通知や迷惑メール報告は自動で読み取り、自動で判定できなかったものだけがここに並びます。'
  return 'まだ戻ってきたメールはありません。お客様へのメールが届かなかったときの知らせや、迷惑メール報告が届くと、ここに並びます。受け取り方は「設定」の「メール送信」をご覧ください。'
}
