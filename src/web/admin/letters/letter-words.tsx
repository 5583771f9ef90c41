import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { FormItem } from '../../../integrations/settings-form.ts'
import type { LetterSettingsPage } from '../../api/schemas.ts'
import { resourceQuery } from '../queries.ts'
import type { Section } from '../settings/section.ts'
import { SettingsSection } from '../settings/settings-section.tsx'
import { TestButton } from '../settings/test-button.tsx'
import { UnsavedGuard } from '../settings/unsaved-guard.tsx'
import { useUnsaved } from '../settings/use-unsaved.ts'
import { Loaded } from '../ui/fault.tsx'
import { Page } from '../ui/page.tsx'
import { LetterPreview } from './letter-preview.tsx'

/** 設定 → お客様へのメール → one kind: its words, and what they make. */
export function LetterWordsPage() {
  const { kind } = useParams({ from: '/staff/settings/letters/$kind' })
  const path = `settings/letters/${kind}`
  const query = useQuery({ ...resourceQuery<LetterSettingsPage>(path), refetchOnWindowFocus: false })
  const unsaved = useUnsaved()
  return (
    <Page
      title={query.data?.label ?? 'お客様へのメール'}
      about={query.data?.when}
      back={{ to: '/settings/letters', label: 'お客様へのメールの一覧' }}
    >
      <UnsavedGuard dirty={unsaved.dirty} />
      <Loaded query={query}>
        {(page) => (
          <SettingsSection
            key={kind}
            form={{ connector: kind, title: '文面', introduction: [], items: itemsOf(page) }}
            path={path}
            onDirty={unsaved.onDirty}
            beside={(section) => <LetterPreview section={section} />}
            tests={(section) => <Tools section={section} initial={page.initial} />}
          />
        )}
      </Loaded>
    </Page>
  )
}

function itemsOf(page: LetterSettingsPage): FormItem[] {
  const placeholders = page.placeholders.map(({ name, meaning, needed }) => ({
    name,
    meaning: needed ? `このメールに必要な項目です。${meaning}` : meaning,
  }))
  const needed = page.placeholders.filter((placeholder) => placeholder.needed)
  const off: FormItem = {
    kind: 'field',
    field: 'sent',
    label: 'このメールの送信',
    control: { kind: 'switch' },
    help: [['オフにすると、このメールはお客様に送られません。']],
  }
  return [
    ...(page.optional ? [off] : []),
    {
      kind: 'field',
      field: 'subject',
      label: '件名',
      control: { kind: 'template', lines: 'one', placeholders },
      help: [],
    },
    {
      kind: 'field',
      field: 'body',
      label: '本文',
      control: { kind: 'template', lines: 'many', placeholders },
      help: [
        [
          '「{{お名前}}」のように書いたところは、お客様ごとの内容に置き換わります。差し込む内容がない行や段落(一回払いの商品の次回のご請求日など)は、メールには載りません。',
        ],
        ...(needed.length === 0 ? [] : [[`必要な項目: ${needed.map(({ name }) => `{{${name}}}`).join('、')}`]]),
      ],
    },
  ]
}

/** Back to the words that the program brings along, and a letter to whoever is signed in. */
function Tools({ section, initial }: { section: Section; initial: LetterSettingsPage['initial'] }) {
  const { draft } = section
  const changed = draft.text('subject') !== initial.subject || draft.text('body') !== initial.body
  return (
    <>
      {changed && (
        <Button size="compact-sm" variant="subtle" ml="auto" onClick={() => draft.changeAll({ ...initial })}>
          初期の文面に戻す
        </Button>
      )}
      <TestButton key={section.page.version} section={section} label="自分あてにテスト送信" aside={!changed} />
    </>
  )
}
